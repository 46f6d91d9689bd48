// Conduct that no answer may stand up for, found by curated patterns (data/jurisdictions/flag-patterns.yaml). What fires is then read for
// its stance: only what the writer did or would do is handed on.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../../bank/yaml.ts';
import type { RedFlagDraft } from '../draft.ts';
import { SEVERITIES } from '../../bank/rules-schema.ts';
import type { GradingQuestion } from '../result.ts';
import type { FlagClass, Rules } from '../../bank/rules.ts';
import { stanceOf } from './stance.ts';
import { clip, sentencesOf } from './text.ts';
import type { Sentence } from './text.ts';

const pattern = z.string().trim().min(3);
export const flagPatternsSchema = z.strictObject({
  words: z.record(z.string().regex(/^[a-z]+$/), pattern),
  classes: z.array(
    z.strictObject({
      id: z.string().regex(/^RF\d{2}$/),
      when: z.array(z.union([pattern, z.tuple([pattern, pattern])])).min(1),
      /** Harmless where one of these stands in the sentence or beside it. */
      unless: z.array(pattern).default([]),
      /** Harmless where one of these stands in the sentence itself. */
      except: z.array(pattern).default([]),
    }),
  ),
});

interface Conduct {
  /** What must stand nearby; null: the conduct says it all. */
  readonly circumstance: RegExp | null;
  /** All of these, in any order. */
  readonly conduct: readonly RegExp[];
  /** The pattern itself speaks of not doing something: a "not" inside its match is no denial. */
  readonly ownNegation: boolean;
}
interface ClassPatterns {
  readonly when: readonly Conduct[];
  readonly unless: readonly RegExp[];
  readonly except: readonly RegExp[];
}
export interface FlagPatterns {
  readonly fingerprint: string;
  of(classId: string): ClassPatterns | null;
}

/** @throws DataError where the file does not have its shape; SyntaxError where a pattern cannot be compiled, at first use */
export function loadFlagPatterns(dataFolder: string): FlagPatterns {
  const file = readYaml(join(dataFolder, 'jurisdictions', 'flag-patterns.yaml'), flagPatternsSchema);
  const byId = new Map(file.classes.map((entry) => [entry.id, entry]));
  const compiled = new Map<string, ClassPatterns>();
  return {
    fingerprint: createHash('sha256').update(JSON.stringify(file)).digest('hex').slice(0, 12),
    of: (classId) => {
      const known = compiled.get(classId);
      if (known !== undefined) return known;
      const entry = byId.get(classId);
      if (entry === undefined) return null;
      // Compiled on first use: most of a start would otherwise go into patterns.
      const made: ClassPatterns = {
        when: entry.when.map((source) => {
          const [circumstance, conduct] = typeof source === 'string' ? [null, source] : source;
          return {
            circumstance: circumstance === null ? null : compile(circumstance, file.words),
            conduct: conduct.split(' && ').map((part) => compile(part, file.words)),
            ownNegation: /\b(?:not|never|no|nobody|without|refus)\b/u.test(conduct),
          };
        }),
        unless: entry.unless.map((source) => compile(source, file.words)),
        except: entry.except.map((source) => compile(source, file.words)),
      };
      compiled.set(classId, made);
      return made;
    },
  };
}

const SOME_WORDS = String.raw`(?:\S+ ){0,8}?`;
const ANY_WORDS = String.raw`(?:\S+ ){0,30}?`;

export function compile(source: string, words: Readonly<Record<string, string>>): RegExp {
  const expanded = expand(source, words, 0).replaceAll(' ... ', ` ${ANY_WORDS}`).replaceAll(' .. ', ` ${SOME_WORDS}`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}'])(?:${expanded})(?![\p{L}\p{N}])`, 'u');
}

function expand(source: string, words: Readonly<Record<string, string>>, depth: number): string {
  if (depth > 3) throw new SyntaxError(`flag patterns: a list of words names itself in ${source}`);
  return source.replace(/(?<!\(\?)<([a-z]+)>/gu, (_, name: string) => {
    const list = words[name];
    if (list === undefined) throw new SyntaxError(`flag patterns: <${name}> is no list of words`);
    return expand(list, words, depth + 1);
  });
}

interface FlagSearch {
  readonly answer: string;
  readonly question: GradingQuestion;
  readonly rules: Rules;
  readonly patterns: FlagPatterns;
}

interface Hit {
  readonly flagClass: FlagClass;
  readonly at: number;
  readonly stance: 'own' | 'unclear';
  readonly length: number;
  /** How many patterns of the class hold: of two classes, the one with more says better what it is. */
  readonly votes: number;
}

const NEAR = 2;
const MOST_FLAGS = 4;
const QUOTED_CHARACTERS = 160;
const SURE = 0.85;
const UNSURE = 0.5;

/** Flags for what the writer did or would do; conduct that was refused, or told of others, raises none. The gravest first. */
export function findFlags({ answer, question, rules, patterns }: FlagSearch): RedFlagDraft[] {
  const sentences = sentencesOf(answer);
  const asked = sentencesOf(question.text);
  const hits = rules.flagClasses
    .filter((flagClass) => rules.appliesIn(flagClass, question.jurisdiction, question.setting))
    .flatMap((flagClass) => hitsOf(flagClass, patterns.of(flagClass.id), sentences, asked));
  return onePerSentence(hits)
    .sort((a, b) => Number(b.stance === 'own') - Number(a.stance === 'own') || gravity(a) - gravity(b) || a.at - b.at)
    .slice(0, MOST_FLAGS)
    .map(({ flagClass, at, stance }) => ({
      quote: clip(sentences[at]?.text ?? '', QUOTED_CHARACTERS),
      rule_ids: [...rules.citeFor(flagClass, question.jurisdiction, question.setting)],
      severity: flagClass.severity,
      stance,
      why: clip(flagClass.why, 160),
      safer: clip(flagClass.safer, 160),
      confidence: stance === 'own' ? SURE : UNSURE,
    }));
}

function hitsOf(flagClass: FlagClass, patterns: ClassPatterns | null, sentences: readonly Sentence[], asked: readonly Sentence[]): Hit[] {
  if (patterns === null) return [];
  const hits: Hit[] = [];
  for (const [at, sentence] of sentences.entries()) {
    if (patterns.except.some((exception) => exception.test(sentence.plain))) continue;
    for (const { circumstance, conduct, ownNegation } of patterns.when) {
      const match = matchAll(conduct, sentence.plain);
      if (match === null) continue;
      // What the question sets up ("his mother answers") need not be said again.
      if (circumstance !== null && !standsNear(circumstance, sentences, at) && !asked.some(({ plain }) => circumstance.test(plain)))
        continue;
      const around = sentences.slice(Math.max(0, at - 1), at + 2).map(({ plain }) => plain);
      if (patterns.unless.some((exception) => around.some((plain) => exception.test(plain)))) continue;
      const stance = stanceOf(sentences, at, { start: match.start, end: match.end, ownNegation });
      if (stance !== 'own' && stance !== 'unclear') continue;
      const votes = patterns.when.filter(
        (other) =>
          matchAll(other.conduct, sentence.plain) !== null &&
          (other.circumstance === null || standsNear(other.circumstance, sentences, at)),
      ).length;
      hits.push({ flagClass, at, stance, length: match.end - match.start, votes });
      break;
    }
  }
  return hits;
}

/** From the first part that stands there to the last. */
function matchAll(parts: readonly RegExp[], plain: string): { readonly start: number; readonly end: number } | null {
  let start = plain.length;
  let end = 0;
  for (const part of parts) {
    const match = part.exec(plain);
    if (match === null) return null;
    start = Math.min(start, match.index);
    end = Math.max(end, match.index + match[0].length);
  }
  return { start, end };
}

function standsNear(circumstance: RegExp, sentences: readonly Sentence[], at: number): boolean {
  for (let index = Math.max(0, at - NEAR); index <= Math.min(sentences.length - 1, at + 1); index += 1) {
    const sentence = sentences[index];
    if (sentence !== undefined && circumstance.test(sentence.plain)) return true;
  }
  return false;
}

/** One sentence is one matter: the gravest class is kept, of two equal ones the one that more patterns, then more words, speak for. */
function onePerSentence(hits: readonly Hit[]): Hit[] {
  const best = new Map<number, Hit>();
  for (const hit of hits) {
    const held = best.get(hit.at);
    if (
      held === undefined ||
      gravity(hit) < gravity(held) ||
      (gravity(hit) === gravity(held) && (hit.votes > held.votes || (hit.votes === held.votes && hit.length > held.length)))
    )
      best.set(hit.at, hit);
  }
  return [...best.values()];
}

function gravity({ flagClass: { severity } }: Hit): number {
  return SEVERITIES.indexOf(severity);
}
