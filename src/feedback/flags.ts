// Which red flags count. A flag caps only when its quote stands in the answer, a checked rule fits the place and setting, the
// conduct is the writer's own, confidence is high enough, and both passes saw it. Everything else is "check this line".
import { SEVERITIES } from '../bank/rules-schema.ts';
import type { RedFlagDraft } from './draft.ts';
import { fitSentences, overlaps } from './quotes.ts';
import type { Located, QuoteFinder } from './quotes.ts';
import type { GradingQuestion, ShownFlag } from './result.ts';
import type { Rubric } from './rubric.ts';
import type { Rules } from '../bank/rules.ts';
import { withoutLinks } from './rewrite.ts';

interface Claim {
  readonly pass: 'first' | 'second';
  readonly flag: RedFlagDraft;
  readonly place: Located;
  readonly ruleIds: readonly string[];
  /** Enough by itself; what is missing then is the other pass. */
  readonly solid: boolean;
}

export interface FlagReview {
  readonly question: GradingQuestion;
  readonly finder: QuoteFinder;
  readonly rules: Rules;
  readonly rubric: Rubric;
  readonly first: readonly RedFlagDraft[];
  /** null: the grader makes one pass that counts for both. */
  readonly second: readonly RedFlagDraft[] | null;
}

const SHOWN_CHARACTERS = 160;
const SHOWN_RULES = 3;
const SHOWN_FLAGS = 4;

/** The gravest first, those that cap before those that do not. */
export function reviewFlags(review: FlagReview): readonly ShownFlag[] {
  const first = review.first.flatMap((flag) => claim('first', flag, review));
  const second =
    review.second?.flatMap((flag) => claim('second', flag, review)) ?? first.map((each): Claim => ({ ...each, pass: 'second' }));
  return byMatter([...first, ...second], review.finder)
    .flatMap((claims) => shown(claims) ?? [])
    .sort((a, b) => Number(b.capped) - Number(a.capped) || rank(a.severity) - rank(b.severity))
    .slice(0, SHOWN_FLAGS);
}

function claim(pass: Claim['pass'], flag: RedFlagDraft, { question, finder, rules, rubric }: FlagReview): Claim[] {
  const place = finder.locate(flag.quote);
  if (place === null) return [];
  const fitting = flag.rule_ids.filter(
    (id) => rules.fits(id, question.jurisdiction, question.setting) && rules.byId.get(id)?.status !== 'unverified',
  );
  const solid = flag.stance === 'own' && fitting.length > 0 && flag.confidence >= leastConfidence(rubric);
  return [{ pass, flag, place, ruleIds: fitting, solid }];
}

function leastConfidence(rubric: Rubric): number {
  return rubric.caps.find(({ id }) => id === 'K1')?.limits.confidence ?? 0.7;
}

/** Far enough for a deed that is told in two sentences ("They asked me to stop. I carried on."). */
const NEAR_CHARACTERS = 200;

/** Two passes seldom quote the same words of one deed: what stands in one sentence is one matter, and so is what stands near under one rule. */
function byMatter(claims: readonly Claim[], finder: QuoteFinder): Claim[][] {
  const groups: Claim[][] = [];
  for (const each of claims) {
    const around = finder.sentencesAround(each.place);
    const group =
      groups.find((others) => others.some((other) => overlaps(finder.sentencesAround(other.place), around))) ??
      groups.find((others) => others.every(({ pass }) => pass !== each.pass) && others.some((other) => isNear(other, each)));
    if (group === undefined) groups.push([each]);
    else group.push(each);
  }
  return groups;
}

function isNear(a: Claim, b: Claim): boolean {
  const between = Math.max(a.place.start, b.place.start) - Math.min(a.place.end, b.place.end);
  return between <= NEAR_CHARACTERS && a.ruleIds.some((id) => b.ruleIds.includes(id));
}

/** null: nobody says that the writer did it or would do it. */
function shown(claims: readonly Claim[]): ShownFlag | null {
  const raised = claims
    .filter(({ flag }) => flag.stance === 'own' || flag.stance === 'unclear')
    .sort((a, b) => Number(b.solid) - Number(a.solid) || rank(a.flag.severity) - rank(b.flag.severity));
  const lead = raised[0];
  if (lead === undefined) return null;
  const solid = raised.filter((each) => each.solid);
  const byFirst = solid.find(({ pass }) => pass === 'first');
  const bySecond = solid.find(({ pass }) => pass === 'second');
  // Where the passes differ on how grave it is, the milder one holds: the gravest cap needs both.
  const agreed =
    byFirst === undefined || bySecond === undefined
      ? null
      : (SEVERITIES[Math.max(rank(byFirst.flag.severity), rank(bySecond.flag.severity))] ?? null);
  return {
    quote: lead.place.text,
    ruleIds: [...new Set(raised.flatMap(({ ruleIds }) => ruleIds))].slice(0, SHOWN_RULES),
    severity: agreed ?? lead.flag.severity,
    stance: lead.flag.stance,
    why: fitSentences(withoutLinks(lead.flag.why), SHOWN_CHARACTERS),
    safer: fitSentences(withoutLinks(lead.flag.safer), SHOWN_CHARACTERS),
    capped: agreed === 'A' || agreed === 'B',
  };
}

function rank(severity: RedFlagDraft['severity']): number {
  return SEVERITIES.indexOf(severity);
}
