// Somebody else has changed the plan meanwhile: what they changed, what differs, and the two ways out. Nothing is lost by waiting.
import { content } from '../core/content.ts';
import type { Content, Text } from '../core/content.ts';
import type { Request } from '../core/request.ts';
import type { SaveResult } from '../daily/port.ts';
import { nameOfPerson } from '../staff/names.ts';
import { openPageAction, saveOverAction, takeTheirsAction } from './actions.ts';
import { wholeRule } from './draft.ts';
import type { Draft } from './draft.ts';
import { namesOf } from './look.ts';
import type { SetupParts } from './parts.ts';
import { differing, nameField, readerOf, sayPart } from './rule-words.ts';
import type { Reader, RuleNames } from './rule-words.ts';
import type { PlanRule } from '../daily/plan.ts';

type Conflict = Extract<SaveResult, { kind: 'conflict' }>;

export async function drawConflict(parts: SetupParts, request: Request, draft: Draft, conflict: Conflict): Promise<Content> {
  const reader = readerOf(request.say, request.actor.locale, parts.clock.now());
  const { say } = reader;
  const theirs = conflict.plan.rule;
  const mine = wholeRule(draft.state) ?? theirs;
  const base = draft.state.base ?? theirs;
  const who: Text = conflict.by === null ? say('conflict.somebody') : [(await nameOfPerson(parts.platform, conflict.by, say)).span];
  const when: Text = conflict.atMs === null ? '' : [` ${say('conflict.at')} `, { time: conflict.atMs, show: 'time' }];
  const changed = await sayDifferences(parts, base, theirs, reader);
  const kept = await sayDifferences(parts, theirs, mine, reader);
  return content(
    { kind: 'heading', text: say('setup.headingChange') },
    { kind: 'notice', tone: 'warning', text: [...spans(who), ` ${say('conflict.changed')}`, ...spans(when), `. ${say('conflict.kept')}`] },
    { kind: 'text', text: [{ strong: say('conflict.theirs') }] },
    { kind: 'list', items: changed.length === 0 ? [say('conflict.state')] : changed },
    { kind: 'text', text: [{ strong: say('conflict.mine') }] },
    { kind: 'list', items: kept.length === 0 ? [say('conflict.same')] : kept },
    {
      kind: 'buttons',
      buttons: [
        {
          label: say('conflict.saveMine'),
          action: saveOverAction.id({ draft: draft.id, revision: String(conflict.plan.revision) }),
          style: 'primary',
        },
        { label: say('conflict.takeTheirs'), action: takeTheirsAction.id({ draft: draft.id }), style: 'normal' },
        { label: say('conflict.lookAgain'), action: openPageAction.id({ draft: draft.id, page: 'when' }), style: 'normal' },
      ],
    },
  );
}

const spans = (text: Text): readonly Exclude<Text, string>[number][] => (typeof text === 'string' ? [text] : text);

/** "time: 09:00 → 08:30" */
async function sayDifferences(parts: SetupParts, from: PlanRule, to: PlanRule, reader: Reader): Promise<readonly string[]> {
  const before: RuleNames = await namesOf(parts, from, reader.say);
  const after: RuleNames = await namesOf(parts, to, reader.say);
  return differing(from, to).map(
    (field) => `${nameField(field, reader.say)}: ${sayPart(field, from, before, reader)} → ${sayPart(field, to, after, reader)}`,
  );
}
