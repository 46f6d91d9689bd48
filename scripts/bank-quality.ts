// The machine-checkable part of the bank's quality: what a record must be, and what the whole must not lean towards.
import type { FieldPath } from '../src/bank/fault.ts';
import type { Question } from '../src/bank/schema.ts';
import type { Rules } from '../src/bank/rules.ts';
import { alikeInVocabulary, readingGrade, runsOf, sentencesOf, sharedRuns, wordCount } from './bank-text.ts';

/** A failure has to be mended; a note is for a reader to judge. */
export interface Finding {
  readonly severity: 'failure' | 'note';
  /** null: the bank as a whole. */
  readonly question: string | null;
  readonly field: FieldPath;
  readonly problem: string;
}

export const LIMITS = {
  exampleWords: { least: 90, most: 170 },
  /** Share of five-word runs. Two texts on one theme by one hand seldom pass 0.05. */
  sharedRuns: { failure: 0.25, note: 0.1 },
  vocabulary: { failure: 0.75, note: 0.5 },
  readingGrade: { failure: 14, note: 10 },
  /** Of the whole bank. */
  share: { hardshipPlan: 0.1, percentageEnding: 0.1, prioritising: 0.1 },
  /** A year, leap or not, without a repeat. */
  questions: 366,
} as const;

export function checkQuality(questions: readonly Question[], rules: Rules): Finding[] {
  return [...questions.flatMap((question) => checkRecord(question, rules)), ...checkLikeness(questions), ...checkWhole(questions)];
}

function checkRecord(question: Question, rules: Rules): Finding[] {
  const findings: Finding[] = [];
  const found = (severity: Finding['severity'], field: FieldPath, problem: string): void =>
    void findings.push({ severity, question: question.id, field, problem });

  const words = wordCount(question.example);
  const { least, most } = LIMITS.exampleWords;
  if (words < least || words > most) found('failure', ['example'], `has ${words} words; it takes ${least} to ${most}`);
  if (!/\b(?:I|I'm|I'd|I've|I'll|my|me)\b/.test(question.example.replaceAll('’', "'")))
    found('failure', ['example'], 'is not told in the first person');

  const grade = readingGrade(question.text);
  if (grade > LIMITS.readingGrade.note) {
    found(
      grade > LIMITS.readingGrade.failure ? 'failure' : 'note',
      ['text'],
      `reads at school year ${grade.toFixed(1)}; shorter sentences and plainer words bring it down`,
    );
  }

  question.referencePoints.forEach(({ id }, index) => {
    if (id !== `p${index + 1}`) found('failure', ['referencePoints', index, 'id'], `is ${id}; number them p1, p2, … in order`);
  });
  if ((question.type === 'technical' || question.type === 'compliance') && !question.referencePoints.some(({ central }) => central)) {
    found(
      'note',
      ['referencePoints'],
      `none is central; the wrong-fact cap of a ${question.type} question has nothing to hold an answer against`,
    );
  }
  findings.push(...checkRules(question, rules), ...checkLinks(question));
  return findings;
}

function checkRules(question: Question, rules: Rules): Finding[] {
  const { jurisdiction: place, setting } = question;
  return question.rules.flatMap((id, index): Finding[] => {
    const rule = rules.byId.get(id);
    const finding = (severity: Finding['severity'], problem: string): Finding[] => [
      { severity, question: question.id, field: ['rules', index], problem },
    ];
    if (rule === undefined) return finding('failure', `${id} is no rule`);
    if (rule.status === 'unverified') return finding('failure', `${id} rests on memory and must not be shown; cite another`);
    if (!rule.settings.includes(setting))
      return finding('failure', `${id} does not bind in ${setting} (${rule.settings.join(', ')}); cite the principle instead`);
    if (rules.fits(id, place, setting) || (place === 'any' && rule.holdsEverywhere)) return [];
    return finding(
      'failure',
      place === 'any'
        ? `${id} does not hold everywhere; set the jurisdiction or cite a principle`
        : `${id} is a rule of ${rule.place}, the question is set in ${place}`,
    );
  });
}

function checkLinks(question: Question): Finding[] {
  return question.sources.flatMap(({ source }, index) => {
    const problem = linkFault(source);
    return problem === null ? [] : [{ severity: 'failure', question: question.id, field: ['sources', index, 'source'], problem }];
  });
}

/** What is wrong with the addresses in a source line; null when there are none or all are well formed. Opens nothing. */
export function linkFault(source: string): string | null {
  for (const [address] of source.matchAll(/\b\w*:\/\/\S*/g)) {
    if (!URL.canParse(address)) return `${address} is no address`;
    const { protocol, hostname } = new URL(address);
    if (protocol !== 'https:') return `${address} does not begin with https://`;
    if (!/\.[a-z]{2,}$/.test(hostname) || /[.,;:]$/.test(address)) return `${address} is not well formed`;
  }
  return null;
}

function checkLikeness(questions: readonly Question[]): Finding[] {
  const titles = Map.groupBy(questions, ({ title }) => title.toLowerCase());
  const sameTitle = [...titles.values()].flatMap((same) =>
    same
      .slice(1)
      .map(({ id }): Finding => ({ severity: 'failure', question: id, field: ['title'], problem: `is also the title of ${same[0]?.id}` })),
  );
  const fields = { text: questions.map(({ text }) => text), example: questions.map(({ example }) => example) };
  const pairs = Object.entries(fields).flatMap(([field, texts]) => [
    ...sharedRuns(texts, LIMITS.sharedRuns.note).map((pair) => ({ ...pair, field, limit: LIMITS.sharedRuns, by: 'of its five-word runs' })),
    ...alikeInVocabulary(texts, LIMITS.vocabulary.note).map((pair) => ({ ...pair, field, limit: LIMITS.vocabulary, by: 'by vocabulary' })),
  ]);
  const alike = pairs.map(({ a, b, likeness, field, limit, by }): Finding => ({
    severity: likeness >= limit.failure ? 'failure' : 'note',
    question: questions[b]?.id ?? null,
    field: [field],
    problem: `is ${percent(likeness)} the same as that of ${questions[a]?.id}, ${by}`,
  }));
  return [...sameTitle, ...alike];
}

function checkWhole(questions: readonly Question[]): Finding[] {
  const findings: Finding[] = [];
  const share = (what: string, matching: readonly Question[], most: number): void => {
    const part = questions.length === 0 ? 0 : matching.length / questions.length;
    if (part > most)
      findings.push({
        severity: 'failure',
        question: null,
        field: [],
        problem: `${what}: ${matching.length} of ${questions.length} (${percent(part)}); at most ${percent(most)}`,
      });
  };
  share(
    'stories of a hardship payment plan',
    questions.filter(({ storyShape }) => storyShape === 'hardship-payment-plan'),
    LIMITS.share.hardshipPlan,
  );
  share(
    'examples that end in a percentage',
    questions.filter(({ example }) => endsInPercentage(example)),
    LIMITS.share.percentageEnding,
  );
  share(
    'questions on prioritising',
    questions.filter(({ topic }) => topic === 'prioritising'),
    LIMITS.share.prioritising,
  );
  if (questions.length < LIMITS.questions) {
    findings.push({
      severity: 'note',
      question: null,
      field: [],
      problem: `${questions.length} questions; a year without a repeat takes ${LIMITS.questions}`,
    });
  }
  return findings;
}

export function endsInPercentage(example: string): boolean {
  return /%|\bper ?cent\b/i.test(sentencesOf(example).at(-1) ?? '');
}

/** Runs of five words of our own prose that stand in several records, the most frequent first. */
export function repeatedPhrases(questions: readonly Question[]): { readonly run: string; readonly questions: readonly string[] }[] {
  const held = questions.flatMap((question) =>
    [...new Set(prose(question).flatMap((text) => [...runsOf(text, 5)]))].map((run) => ({ run, id: question.id })),
  );
  return [...Map.groupBy(held, ({ run }) => run)]
    .filter(([, holders]) => holders.length > 1)
    .map(([run, holders]) => ({ run, questions: holders.map(({ id }) => id) }))
    .sort((a, b) => b.questions.length - a.questions.length || a.run.localeCompare(b.run, 'en'));
}

// Not the facts of sources, which quote the law, and not the paraphrases, which are what candidates say.
function prose(question: Question): string[] {
  const { text, why, howToAnswer, whatNotToSay, example, referencePoints, anchors, probe, hints } = question;
  return [
    text,
    why,
    ...howToAnswer,
    ...whatNotToSay.flatMap(({ say, because }) => [say, because]),
    example,
    ...referencePoints.map((point) => point.text),
    ...Object.values(anchors),
    probe,
    ...hints,
  ];
}

export function percent(part: number): string {
  return `${(100 * part).toFixed(0)} %`;
}
