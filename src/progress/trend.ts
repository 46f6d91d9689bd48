// How the six criteria have gone lately, against the time before; what is strongest, and what to work on next.
import type { Bar, Block } from '../core/content.ts';
import type { TenantId, UserId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import { outcomeOf } from '../answers/outcome.ts';
import { CRITERIA } from '../feedback/draft.ts';
import type { CriterionId } from '../feedback/draft.ts';
import type { Graded } from '../feedback/result.ts';
import { gradesOfMember } from '../store/answers.ts';
import type { Connection } from '../store/database.ts';

/** Fewer say nothing about a person. */
const LEAST_ANSWERS = 3;
const LATELY = 5;
/** Answers have several versions, each with its grade. */
const GRADES_READ = 50;

type Result = Pick<Graded, 'criteria' | 'firstFix'>;

interface Trend {
  readonly answers: number;
  readonly bars: readonly { readonly criterion: CriterionId; readonly mean: number; readonly was: number | null }[];
  readonly strongest: CriterionId | null;
  readonly next: { readonly criterion: CriterionId; readonly step: string } | null;
}

/** What each answer came to in the end, the newest first. */
export async function lastResults(connection: Connection, tenant: TenantId, member: UserId): Promise<readonly Graded[]> {
  const seen = new Set<string>();
  return (await gradesOfMember(connection, tenant, member, GRADES_READ)).flatMap((row) => {
    const outcome = outcomeOf(row.outcome);
    if (outcome.kind !== 'graded' || seen.has(row.answer)) return [];
    seen.add(row.answer);
    return [outcome];
  });
}

/** null: too few answers. */
export function trendOf(results: readonly Result[]): Trend | null {
  if (results.length < LEAST_ANSWERS) return null;
  const lately = results.slice(0, LATELY);
  const before = results.slice(LATELY, 2 * LATELY);
  const bars = CRITERIA.flatMap((criterion) => {
    const mean = meanOf(lately, criterion);
    return mean === null ? [] : [{ criterion, mean, was: before.length < LEAST_ANSWERS ? null : meanOf(before, criterion) }];
  });
  const ordered = bars.toSorted((a, b) => b.mean - a.mean);
  const [best, worst] = [ordered.at(0), ordered.at(-1)];
  // Where all are alike, none stands out.
  if (best === undefined || worst === undefined || best.mean === worst.mean)
    return { answers: lately.length, bars, strongest: null, next: null };
  const step = lately.find(({ firstFix }) => firstFix.criterion === worst.criterion)?.firstFix.step ?? '';
  return { answers: lately.length, bars, strongest: best.criterion, next: { criterion: worst.criterion, step } };
}

function meanOf(results: readonly Result[], criterion: CriterionId): number | null {
  const scores = results.flatMap((graded) => graded.criteria[criterion].score ?? []);
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** In calm mode words only. */
export function drawTrend(trend: Trend, lowAnxiety: boolean, say: Say): readonly Block[] {
  const bars = trend.bars.map(({ criterion, mean, was }): Bar => ({
    label: say(`criterion.${criterion}`),
    value: Math.round(mean),
    outOf: 5,
    was: was === null ? null : Math.round(was),
  }));
  const { strongest, next } = trend;
  return [
    ...(lowAnxiety
      ? []
      : [
          { kind: 'text', text: [{ strong: say('progress.lately', { answers: trend.answers }) }] } as const,
          { kind: 'bars', bars } as const,
        ]),
    ...(strongest === null
      ? []
      : [{ kind: 'text', text: [{ strong: say('progress.strongest') }, ` ${say(`criterion.${strongest}`)}.`] } as const]),
    ...(next === null
      ? []
      : [
          {
            kind: 'text',
            text: [{ strong: say('progress.next') }, ` ${say(`criterion.${next.criterion}`)}. ${next.step}`.trimEnd()],
          } as const,
        ]),
  ];
}
