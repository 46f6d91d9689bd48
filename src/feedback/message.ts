// The feedback message: the order and the weight of what a writer reads. Everything in it stands in a stored result.
import type { Jurisdiction } from '../bank/schema.ts';
import type { Bar, Block, Button, Content, Text } from '../core/content.ts';
import { content } from '../core/content.ts';
import type { Say } from '../core/locale.ts';
import { CRITERIA } from './draft.ts';
import type { CriterionId } from './draft.ts';
import type { Graded, NotGraded, Outcome, ShownFlag } from './result.ts';
import type { Rules } from '../bank/rules.ts';

export interface FeedbackView {
  readonly title: string;
  /** 1 at the first try. */
  readonly attempt: number;
  /** The result before this one, where there is one. */
  readonly previous: Graded | null;
  /** `moved`: only what changed since the attempt before. */
  readonly part: 'whole' | 'moved';
  readonly lowAnxiety: boolean;
  /** What was masked in the answer, as words: "1 card number". */
  readonly hidden: readonly string[];
  readonly buttons: readonly Button[];
  /** Whose help lines are shown to a writer in trouble. */
  readonly place: Jurisdiction;
}

export function drawOutcome(outcome: Outcome, view: FeedbackView, rules: Rules, say: Say): Content {
  return outcome.kind === 'graded' ? drawGraded(outcome, view, rules, say) : drawNotGraded(outcome, view, rules, say);
}

function drawNotGraded(outcome: NotGraded, view: FeedbackView, rules: Rules, say: Say): Content {
  if (outcome.reason === 'crisis') return drawCrisis(rules, view.place, say('crisis.note'), say);
  return content(
    { kind: 'heading', text: say('feedback.headingNotGraded', { title: view.title }) },
    { kind: 'text', text: say(`notGraded.${outcome.reason}`) },
    hiddenNote(view, say),
    { kind: 'note', text: say('feedback.notGradedKept') },
    buttonRow(view.buttons),
  );
}

/** No level, no button, no heading: a kind line and who is there to listen. */
export function drawCrisis(rules: Rules, place: Jurisdiction, note: string, say: Say): Content {
  return content(
    { kind: 'text', text: say('crisis.line') },
    { kind: 'list', items: rules.helpFor(place).map((help) => `${help.name}: ${help.contact}`) },
    { kind: 'note', text: note },
  );
}

function drawGraded(graded: Graded, view: FeedbackView, rules: Rules, say: Say): Content {
  // Calm mode lists no losses: the whole of it is short.
  const moved = view.part === 'moved' && view.previous !== null && !view.lowAnxiety;
  return content(
    ...graded.redFlags.filter((flag) => flag.capped).map((flag) => flagNotice(flag, rules, say)),
    { kind: 'heading', text: heading(graded, view, say) },
    ...(moved && view.previous !== null ? movedBlocks(graded, view.previous, say) : landedBlocks(graded, view.lowAnxiety, say)),
    ...graded.redFlags.filter((flag) => !flag.capped).map((flag) => flagNotice(flag, rules, say)),
    ...fixBlocks(graded, say),
    ...(moved || view.lowAnxiety ? [] : strongerBlocks(graded, say)),
    ...(moved || view.lowAnxiety ? [] : [{ kind: 'bars', bars: bars(graded, null, say) } as const, starBlock(graded, say)]),
    graded.followUp === '' ? null : { kind: 'text', text: [{ strong: say('feedback.next') }, ' ', graded.followUp], spare: true },
    ...noteBlocks(graded, view, say),
    buttonRow(view.buttons),
    { kind: 'note', text: footer(graded, say) },
  );
}

function heading(graded: Graded, view: FeedbackView, say: Say): string {
  if (view.lowAnxiety)
    return view.attempt === 1 ? view.title : say('feedback.headingAttempt', { title: view.title, attempt: view.attempt });
  const band = say(`band.${graded.band}`);
  if (view.previous === null || view.attempt === 1) return say('feedback.heading', { title: view.title, band });
  return say('feedback.headingAgain', { title: view.title, band, attempt: view.attempt, was: say(`band.${view.previous.band}`) });
}

function flagNotice(flag: ShownFlag, rules: Rules, say: Say): Block {
  const cited = flag.ruleIds.map((id) => citation(id, rules)).join('; ');
  const spans: Text = [
    { strong: flag.capped ? say('feedback.flag') : say('feedback.flagCheck') },
    ` “${flag.quote}” `,
    flag.why,
    ' ',
    { emphasis: cited },
    ' ',
    { strong: say('feedback.safer') },
    ` “${flag.safer}”`,
  ];
  return { kind: 'notice', tone: flag.capped ? 'warning' : 'info', text: spans };
}

/** "15 USC 1692e(4) (US-23)": by name, then by the id under which it stands in data/jurisdictions. */
function citation(id: string, rules: Rules): string {
  const rule = rules.byId.get(id);
  return rule === undefined ? id : `${rule.authority} (${id})`;
}

function landedBlocks(graded: Graded, onlyOne: boolean, say: Say): readonly Block[] {
  const strengths = onlyOne ? graded.strengths.slice(0, 1) : graded.strengths;
  if (strengths.length === 0) return [];
  return [
    { kind: 'text', text: [{ strong: say('feedback.landed') }] },
    { kind: 'list', items: strengths.map((strength) => [{ emphasis: `“${strength.quote}”` }, ` ${strength.why}`]) },
  ];
}

function fixBlocks(graded: Graded, say: Say): readonly Block[] {
  const { firstFix } = graded;
  // The notice above has said what and why; here stands only what to do about it.
  if (graded.redFlags.some((flag) => flag.capped && flag.quote === firstFix.quote))
    return [{ kind: 'text', text: [{ strong: say('feedback.fixFirst') }, ' ', say('feedback.fixFlag')] }];
  const quote = firstFix.quote === null ? [] : [{ emphasis: `“${firstFix.quote}”` } as const, ' '];
  return [{ kind: 'text', text: [{ strong: say('feedback.fixFirst') }, ' ', ...quote, `${firstFix.problem} ${firstFix.step}`] }];
}

function strongerBlocks(graded: Graded, say: Say): readonly Block[] {
  if (graded.rewrite.text === '') return [];
  return [
    { kind: 'text', text: [{ strong: say('feedback.stronger') }, ' ', say('feedback.strongerNote')] },
    { kind: 'quote', text: graded.rewrite.text },
  ];
}

function bars(graded: Graded, previous: Graded | null, say: Say): readonly Bar[] {
  return CRITERIA.flatMap((id) => {
    const { score } = graded.criteria[id];
    return score === null ? [] : [{ label: say(`criterion.${id}`), value: score, outOf: 5, was: previous?.criteria[id].score ?? null }];
  });
}

function starBlock(graded: Graded, say: Say): Block | null {
  if (graded.star === null) return null;
  const { star } = graded;
  const parts = (['situation', 'task', 'action', 'result'] as const).map((part) =>
    say('star.part', { part: say(`star.${part}`), state: say(`star.${star[part]}`) }),
  );
  return { kind: 'text', text: [{ strong: say('star.label') }, ` ${parts.join(' · ')}`] };
}

/** Which criteria moved, with the new words that moved them; the rest in one line. */
function movedBlocks(graded: Graded, previous: Graded, say: Say): readonly Block[] {
  const changed = CRITERIA.filter((id) => difference(graded, previous, id) !== 0);
  const same = CRITERIA.filter((id) => graded.criteria[id].score !== null && difference(graded, previous, id) === 0);
  const sentences = changed.map((id): Text => {
    const name = say(`criterion.${id}`);
    if (difference(graded, previous, id) < 0)
      return [
        { strong: say('feedback.movedDown', { criterion: name }) },
        ` ${say('feedback.movedDownNow', { reason: graded.criteria[id].reason })}`,
      ];
    const fresh = graded.criteria[id].quotes.find((quote) => !previous.criteria[id].quotes.includes(quote));
    const because = fresh === undefined ? graded.criteria[id].reason : say('feedback.movedBecause', { quote: fresh });
    return [{ strong: say('feedback.movedUp', { criterion: name }) }, ` ${because}`];
  });
  const rest = same.map((id) => say(`criterion.${id}`)).join(', ');
  return [
    { kind: 'text', text: [{ strong: say('feedback.moved') }] },
    ...(changed.length === 0
      ? [{ kind: 'text', text: say('feedback.movedNothing') } as const]
      : [{ kind: 'list', items: sentences } as const]),
    ...(changed.length === 0 ? [] : [{ kind: 'bars', bars: bars(graded, previous, say).filter((bar) => bar.was !== bar.value) } as const]),
    ...(changed.length > 0 && same.length > 0 ? [{ kind: 'note', text: say('feedback.movedSame', { criteria: rest }) } as const] : []),
  ];
}

const difference = (graded: Graded, previous: Graded, id: CriterionId): number =>
  (graded.criteria[id].score ?? 0) - (previous.criteria[id].score ?? graded.criteria[id].score ?? 0);

function noteBlocks(graded: Graded, view: FeedbackView, say: Say): readonly Block[] {
  const notes: Block[] = [];
  const hidden = hiddenNote(view, say);
  if (hidden !== null) notes.push(hidden);
  if (graded.instructionSentences.length > 0) notes.push({ kind: 'note', text: say('feedback.instructions') });
  if (graded.caps.includes('K7')) notes.push({ kind: 'note', text: say('feedback.short') });
  if (graded.lowConfidence) notes.push({ kind: 'note', text: say('feedback.lowConfidence') });
  return notes;
}

function hiddenNote(view: FeedbackView, say: Say): Block | null {
  return view.hidden.length === 0 ? null : { kind: 'note', text: say('feedback.hidden', { what: view.hidden.join(', ') }) };
}

function footer(graded: Graded, say: Say): string {
  return graded.grader === 'offline'
    ? say('feedback.footerOffline', { rubric: graded.rubricVersion })
    : say('feedback.footerModel', { model: graded.model, rubric: graded.rubricVersion });
}

const buttonRow = (buttons: readonly Button[]): Block | null => (buttons.length === 0 ? null : { kind: 'buttons', buttons });
