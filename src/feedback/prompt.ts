// What the model is asked. The long part that is the same for every question of a type comes first, so that providers can cache
// it; then the question, the rules that may matter, and last the answer, as data in a block that its writer cannot close.
import { createHash, createHmac } from 'node:crypto';
import { QUESTION_TYPES } from '../bank/schema.ts';
import type { QuestionType } from '../bank/schema.ts';
import { CRITERIA } from './draft.ts';
import {
  CLOSING,
  FLAGS_PREFIX,
  INTAKE_CLOSING,
  INTAKE_PREFIX,
  ORDER,
  REMINDERS,
  REPLY_FORM,
  ROLE,
  RULES_HEAD,
  SENTENCES_TO_YOU,
} from './prompt-text.ts';
import { wordsOf } from './quotes.ts';
import type { GradingQuestion } from './result.ts';
import type { Criterion, Rubric } from './rubric.ts';
import type { Rule, Rules } from '../bank/rules.ts';
import type { WorkedExample, WorkedExamples } from './worked-examples.ts';

export interface Prompt {
  /** The same for every question of one type: what a provider caches. */
  readonly system: string;
  readonly user: string;
}

export interface Prompts {
  /** Of the templates: it changes when a wording, the rubric or the examples change, never with a question or an answer. */
  readonly hash: string;
  /** @param answer normalised and without the sentences that speak to the grader */
  grade(question: GradingQuestion, answer: string): Prompt;
  flags(question: GradingQuestion, answer: string): Prompt;
  intake(talk: Talk): Prompt;
}

export interface Talk {
  readonly question: string;
  readonly threadContext: readonly { readonly author: string; readonly text: string }[];
  readonly author: string;
  /** Whose message it replies to; null: nobody's, or the question. */
  readonly repliesTo: string | null;
  readonly text: string;
}

export interface PromptSources {
  readonly rubric: Rubric;
  readonly rules: Rules;
  readonly examples: WorkedExamples;
  /** Keeps the tag of the answer's block out of its writer's reach, and the same on every run. */
  readonly hashKey: string | Uint8Array;
}

export function createPrompts(sources: PromptSources): Prompts {
  const stable = new Map(QUESTION_TYPES.map((type) => [type, gradePrefix(type, sources)]));
  const withKey = (hashKey: PromptSources['hashKey']): Omit<Prompts, 'hash'> => ({
    grade: (question, answer) => ({
      system: stable.get(question.type) ?? gradePrefix(question.type, sources),
      user: [
        questionRecord(question, sources.rubric),
        rulesThatMayApply(question, answer, sources.rules),
        block(answer, hashKey),
        CLOSING,
      ].join('\n\n'),
    }),
    flags: (question, answer) => ({
      system: FLAGS_PREFIX,
      user: [
        `THE QUESTION (${question.type}; ${settingWords(question)})\n${question.text}`,
        rulesThatMayApply(question, answer, sources.rules),
        block(answer, hashKey),
        CLOSING,
      ].join('\n\n'),
    }),
    intake: (talk) => ({
      system: INTAKE_PREFIX,
      user: [intakeRecord(talk, hashKey), block(`${talk.author}: ${talk.text}`, hashKey, 'MESSAGE'), INTAKE_CLOSING].join('\n\n'),
    }),
  });
  return { ...withKey(sources.hashKey), hash: templateHash([...stable.values()], withKey('')) };
}

const SAMPLE: GradingQuestion = {
  id: '',
  title: '',
  text: '',
  type: 'competency',
  level: 'junior',
  setting: 'third_party',
  jurisdiction: 'any',
  referencePoints: [],
  skills: [],
  levelAnchor: null,
  probe: null,
  notToCopy: [],
};

/** What is laid around a question and an answer is seen by laying it around empty ones. */
function templateHash(prefixes: readonly string[], prompts: Omit<Prompts, 'hash'>): string {
  const samples = [
    prompts.grade(SAMPLE, ''),
    prompts.flags(SAMPLE, ''),
    prompts.intake({ question: '', threadContext: [], author: '', repliesTo: null, text: '' }),
  ];
  const hash = createHash('sha256');
  for (const part of [...prefixes, ...samples.flatMap(({ system, user }) => [system, user])]) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 12);
}

function gradePrefix(type: QuestionType, { rubric, examples }: PromptSources): string {
  const weights = rubric.weightsFor(type, 'third_party');
  const applying = rubric.criteria.filter(({ id }) => weights[id] !== null);
  const off = CRITERIA.filter((id) => weights[id] === null);
  return [
    ROLE,
    ORDER,
    `CRITERIA for ${type} questions, rubric ${rubric.version}\n${applying.map((criterion) => anchors(criterion, type)).join('\n')}`,
    off.length === 0
      ? 'All six apply.'
      : `${off.join(' and ')} ${off.length === 1 ? 'does' : 'do'} not apply to this type: no quotes, an empty reason, score null.`,
    REPLY_FORM,
    REMINDERS,
    SENTENCES_TO_YOU,
    `EXAMPLES (shortened, other questions)\n${examples[type].map(workedExample).join('\n')}`,
  ].join('\n\n');
}

function anchors(criterion: Criterion, type: QuestionType): string {
  const shift = criterion.byType[type];
  return [
    `${criterion.id} ${criterion.name}: ${criterion.asks}`,
    ...criterion.anchors.map((anchor, at) => `  ${at + 1}. ${anchor}`),
    ...(shift === undefined ? [] : [`  Here: ${shift}`]),
  ].join('\n');
}

function workedExample({ question, answer, scores, because }: WorkedExample): string {
  return `Q: ${question}\nA: ${answer}\n→ ${CRITERIA.map((id) => `${id} ${scores[id] ?? 'null'}`).join(', ')}. ${because}`;
}

const SETTING_WORDS = {
  third_party: 'third party: collecting for someone else',
  first_party: 'first party: own consumer debts',
  b2b: 'B2B: trade debts between firms',
} as const;

function settingWords({ setting, jurisdiction }: GradingQuestion): string {
  return `${SETTING_WORDS[setting]}; place: ${jurisdiction === 'any' ? 'none in particular' : jurisdiction}`;
}

function questionRecord(question: GradingQuestion, rubric: Rubric): string {
  const points = question.referencePoints.map(({ id, text, central }) => `- ${id}${central ? ' (the question turns on it)' : ''}: ${text}`);
  const levelNotes = rubric.criteria.flatMap(({ id, byLevel }) =>
    byLevel[question.level] === undefined ? [] : [`${id} at this level: ${byLevel[question.level]}`],
  );
  return [
    'THE QUESTION',
    `Type: ${question.type}. Level: ${question.level}. Setting: ${settingWords(question)}.`,
    `Text: ${question.text}`,
    points.length === 0
      ? 'No reference points: the checklist is [].'
      : `Reference points (what a strong answer may cover; no answer needs all, and other good points count as much):\n${points.join('\n')}`,
    ...(question.levelAnchor === null ? [] : [`A good answer at this level: ${question.levelAnchor}`]),
    ...levelNotes,
  ].join('\n');
}

/** Beside the eight principles. */
const LOCAL_RULES = 7;

function rulesThatMayApply(question: GradingQuestion, answer: string, rules: Rules): string {
  const classes = rules.flagClasses.filter((flagClass) => rules.appliesIn(flagClass, question.jurisdiction, question.setting));
  const conduct = classes.map(
    (flagClass) =>
      `${flagClass.severity} ${flagClass.name} (${rules.citeFor(flagClass, question.jurisdiction, question.setting).join(', ')})`,
  );
  return [
    RULES_HEAD,
    ...pickRules(question, answer, rules).map(({ id, text }) => `${id}: ${text}`),
    `Conduct to look for, with its severity and ids: ${conduct.join('; ')}.`,
  ].join('\n');
}

/** The principles, then the local rules that share the rarest words with the question, its points and the answer. */
export function pickRules(question: GradingQuestion, answer: string, rules: Rules): readonly Rule[] {
  const fitting = rules.rulesFor(question.jurisdiction, question.setting).filter(({ status }) => status !== 'unverified');
  const local = fitting.filter(({ place }) => place !== 'any');
  const wanted = stems([question.text, answer, ...question.referencePoints.map(({ text }) => text)].join(' '));
  const inRule = local.map((rule) => ({ rule, words: stems(rule.text) }));
  const spread = new Map<string, number>();
  for (const { words } of inRule) for (const word of words) spread.set(word, (spread.get(word) ?? 0) + 1);
  const scored = inRule.map(({ rule, words }) => ({
    rule,
    score: [...words].reduce((sum, word) => sum + (wanted.has(word) ? 1 / (spread.get(word) ?? 1) : 0), 0),
  }));
  const picked = scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, LOCAL_RULES)
    .map(({ rule }) => rule);
  return [...fitting.filter(({ place }) => place === 'any'), ...local.filter((rule) => picked.includes(rule))];
}

/** Five letters are stem enough to bring "garnished" and "garnishment" together. */
function stems(text: string): ReadonlySet<string> {
  return new Set(
    wordsOf(text)
      .filter((word) => word.length > 3)
      .map((word) => word.slice(0, 5)),
  );
}

function block(text: string, key: string | Uint8Array, what = 'ANSWER'): string {
  const tag = tagFor(text, key);
  return `THE ${what} stands between the two marks "${tag}".\n<${tag}>\n${closed(text, tag)}\n</${tag}>`;
}

/** Unguessable to the writer, who would need the key, and the same on every run, so that replies can be cached and replayed. */
export function tagFor(text: string, key: string | Uint8Array): string {
  return `answer-${createHmac('sha256', key).update(text).digest('hex').slice(0, 16)}`;
}

/** What could pass for a mark or a fence is written with a look-alike; quotes.ts reads both as one sign. */
function closed(text: string, tag: string): string {
  return text
    .replaceAll(tag, 'answer')
    .replaceAll(/<(?=\s*[/!|a-z])/giu, '‹')
    .replaceAll(/`{3,}/gu, (fence) => "'".repeat(fence.length));
}

/** The last few messages are enough to see whether this one talks to them. */
const CONTEXT_MESSAGES = 6;
const CONTEXT_CHARACTERS = 300;

function intakeRecord({ question, threadContext, repliesTo }: Talk, key: string | Uint8Array): string {
  const lines = threadContext.slice(-CONTEXT_MESSAGES).map(({ author, text }) => `${author}: ${text.slice(0, CONTEXT_CHARACTERS)}`);
  const before = lines.join('\n');
  const target = repliesTo === null ? '' : `\n\nTHE MESSAGE REPLIES TO: ${closed(repliesTo, tagFor(repliesTo, key))}`;
  return `QUESTION: ${question}\n\nMESSAGES BEFORE IT (data as well)\n${lines.length === 0 ? 'none' : closed(before, tagFor(before, key))}${target}`;
}
