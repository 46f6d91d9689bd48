// The panel of /daily setup: the whole rule on top, four pages beneath. Every page stays under a message's 40 components.
import { content } from '../core/content.ts';
import type { Block, Choice, Content } from '../core/content.ts';
import type { Request } from '../core/request.ts';
import { CLOSING_HOURS, RELEASES, THREAD_ENDS } from '../daily/plan.ts';
import {
  listPlansAction,
  openDaysOffAction,
  openPageAction,
  openTimeAction,
  setFieldAction,
  startOverAction,
  switchFieldAction,
} from './actions.ts';
import { PAGES } from './draft.ts';
import type { Draft, Page } from './draft.ts';
import { NONE, SWITCHED_FIELDS } from './fields.ts';
import type { PickedField } from './fields.ts';
import { fitOf, missingIn, namesOf } from './look.ts';
import type { Fit } from './look.ts';
import type { SetupParts } from './parts.ts';
import { drawPreview } from './preview-page.ts';
import { FILTER_FIELDS, choicesOf, nameField, readerOf, sayClosing, sayPart, sayRuleThere } from './rule-words.ts';
import type { Reader, RuleNames } from './rule-words.ts';
import { wallTime } from './wall-time.ts';

export interface Look {
  readonly reader: Reader;
  readonly names: RuleNames;
  readonly fit: Fit;
}

export const leftHalf = ({ say }: Pick<Request, 'say'>): Block => ({ kind: 'notice', tone: 'info', text: say('setup.left') });

/** `said`: what has just happened, above everything. */
export async function drawPanel(
  parts: SetupParts,
  request: Request,
  draft: Draft,
  page: Page,
  said: readonly Block[] = [],
): Promise<Content> {
  const reader = readerOf(request.say, request.actor.locale, parts.clock.now());
  const { rule } = draft.state;
  const look = {
    reader,
    names: await namesOf(parts, rule, reader.say),
    fit: await fitOf(parts, request.tenant, rule),
  };
  const { say } = reader;
  return content(
    { kind: 'heading', text: say(draft.plan === null ? 'setup.headingNew' : 'setup.headingChange') },
    { kind: 'text', text: sayRuleThere(rule, look.names, reader) },
    ...said,
    ...(look.fit.fitting.length === 0 ? [noMatch(look)] : []),
    {
      kind: 'buttons',
      buttons: PAGES.map((one) => ({
        label: one === page ? say('setup.thisPage', { page: say(`setupPage.${one}`) }) : say(`setupPage.${one}`),
        action: openPageAction.id({ draft: draft.id, page: one }),
        style: 'normal',
      })),
    },
    ...(await drawPage(parts, request, draft, page, look)),
  );
}

async function drawPage(parts: SetupParts, request: Request, draft: Draft, page: Page, look: Look): Promise<readonly Block[]> {
  switch (page) {
    case 'when':
      return [...drawWhen(parts, draft, look), ...(await drawMissing(parts, draft, look)), footer(draft, look)];
    case 'what':
      return [...drawWhat(draft, look), footer(draft, look)];
    case 'how':
      return [...drawHow(draft, look), footer(draft, look)];
    case 'preview':
      return drawPreview(parts, request, draft, look, await drawMissing(parts, draft, look));
    default:
      return page satisfies never;
  }
}

function footer(draft: Draft, { reader: { say } }: Look): Block {
  return {
    kind: 'buttons',
    buttons: [
      { label: say('setup.allPlans'), action: listPlansAction.id({ from: '0' }), style: 'normal' },
      { label: say('setup.startOver'), action: startOverAction.id({ draft: draft.id }), style: 'danger' },
    ],
  };
}

function noMatch({ fit, reader: { say } }: Look): Block {
  const loosened = fit.without.map(({ field, questions }) => say('setup.without', { field: nameField(field, say), questions }));
  return {
    kind: 'notice',
    tone: 'warning',
    text: [say('setup.noMatch'), ' ', loosened.length === 0 ? say('setup.noMatchAlone') : loosened.join(' ')],
  };
}

/** What the bot may not do there, or that the channel is gone. */
async function drawMissing(parts: SetupParts, draft: Draft, { names, reader: { say } }: Look): Promise<readonly Block[]> {
  const { rule } = draft.state;
  if (rule.channel === null) return [];
  if (names.channel === null) return [{ kind: 'notice', tone: 'warning', text: say('setup.channelGone') }];
  const missing = await missingIn(parts, rule);
  if (missing.length === 0) return [];
  return [
    { kind: 'notice', tone: 'warning', text: say('setup.missing', { channel: names.channel }) },
    { kind: 'list', items: missing.map(({ permission, mend }) => [{ strong: permission }, `: ${mend}`]) },
  ];
}

function select(
  draft: Draft,
  field: PickedField,
  options: readonly Choice[],
  about: { readonly placeholder: string; readonly selected: readonly string[]; readonly several: boolean; readonly least: 0 | 1 },
): Block {
  return {
    kind: 'select',
    action: setFieldAction.id({ draft: draft.id, field }),
    placeholder: about.placeholder,
    options,
    selected: about.selected,
    most: about.several ? options.length : 1,
    least: about.least,
  };
}

function drawWhen({ clock }: SetupParts, draft: Draft, { names, reader }: Look): readonly Block[] {
  const { say } = reader;
  const { rule, zoneFrom, zones } = draft.state;
  const guessed = zoneFrom === null ? '' : ` ${say(`zoneFrom.${zoneFrom}`)}`;
  const part = (field: 'holidays' | 'datesOff' | 'pausedUntil') => ({
    label: asLabel(nameField(field, say), reader),
    value: sayPart(field, rule, names, reader),
  });
  return [
    { kind: 'text', text: [{ strong: say('setup.channel') }, ' ', say('setup.channelNote')] },
    {
      kind: 'choose',
      what: 'channel',
      action: setFieldAction.id({ draft: draft.id, field: 'channel' }),
      placeholder: say('setup.chooseChannel'),
      selected: rule.channel === null || names.channel === null ? [] : [rule.channel],
      most: 1,
    },
    { kind: 'text', text: [{ strong: `${say('setup.days')}.` }] },
    select(draft, 'weekdays', choicesOf.weekdays(reader), {
      placeholder: say('setup.days'),
      selected: rule.weekdays.map(String),
      several: true,
      least: 1,
    }),
    {
      kind: 'text',
      text: [
        { strong: say('setup.time') },
        ` ${rule.localTime}, ${rule.zone}${guessed}. ${say('setup.zoneNow', { time: wallTime(clock.now(), rule.zone) })}`,
      ],
    },
    ...(zones.length === 0 ? [] : pickZone(draft, zones, say('setup.pickZone'))),
    { kind: 'fields', fields: [part('holidays'), part('datesOff'), part('pausedUntil')] },
    {
      kind: 'buttons',
      buttons: [
        { label: say('setup.openTime'), action: openTimeAction.id({ draft: draft.id }), style: 'normal' },
        { label: say('setup.openDaysOff'), action: openDaysOffAction.id({ draft: draft.id }), style: 'normal' },
      ],
    },
  ];
}

const asLabel = (name: string, { locale }: Reader): string => `${name.charAt(0).toLocaleUpperCase(locale)}${name.slice(1)}`;

function pickZone(draft: Draft, zones: readonly string[], placeholder: string): readonly Block[] {
  const options = zones.map((zone) => ({ label: zone, value: zone }));
  return [select(draft, 'zone', options, { placeholder, selected: [], several: false, least: 1 })];
}

function drawWhat(draft: Draft, { fit, reader }: Look): readonly Block[] {
  const { say } = reader;
  const { filters, jurisdiction } = draft.state.rule;
  const several = FILTER_FIELDS.flatMap((field): readonly Block[] => [
    { kind: 'text', text: [{ strong: say(`filterLabel.${field}`) }, ' ', say('setup.filterNote')] },
    select(draft, field, choicesOf[field](reader), {
      placeholder: say(`allOf.${field}`),
      selected: filters[field],
      several: true,
      least: 0,
    }),
  ]);
  return [
    ...several,
    { kind: 'text', text: [{ strong: `${say('setup.jurisdiction')}.` }, ' ', say('setup.jurisdictionNote')] },
    select(draft, 'jurisdiction', choicesOf.jurisdiction(reader), {
      placeholder: say('setup.jurisdiction'),
      selected: [jurisdiction],
      several: false,
      least: 1,
    }),
    { kind: 'note', text: say('setup.matching', { questions: fit.fitting.length }) },
  ];
}

function drawHow(draft: Draft, look: Look): readonly Block[] {
  const { say } = look.reader;
  const { rule } = draft.state;
  const one = (field: PickedField, options: readonly Choice[], selected: string): Block =>
    select(draft, field, options, {
      placeholder: nameField(field === 'zone' ? 'zone' : field, say),
      selected: [selected],
      several: false,
      least: 1,
    });
  return [
    { kind: 'text', text: [{ strong: say('setup.release') }] },
    { kind: 'list', items: RELEASES.map((release) => [{ strong: say(`release.${release}`) }, `: ${say(`releaseNote.${release}`)}`]) },
    one(
      'release',
      RELEASES.map((value) => ({ label: say(`release.${value}`), value })),
      rule.release,
    ),
    { kind: 'text', text: [{ strong: say('setup.closing') }, ' ', say('setup.closingNote')] },
    one('closesAfterHours', closingChoices(rule.closesAfterHours, look.reader), String(rule.closesAfterHours ?? NONE)),
    one(
      'threadAtClose',
      THREAD_ENDS.map((value) => ({ label: say(`threadEnd.${value}`), value })),
      rule.threadAtClose,
    ),
    { kind: 'text', text: [{ strong: say('setup.ping') }, ' ', say('setup.pingNote')] },
    {
      kind: 'choose',
      what: 'group',
      action: setFieldAction.id({ draft: draft.id, field: 'ping' }),
      placeholder: say('setup.choosePing'),
      selected: rule.ping === null || look.names.ping === null ? [] : [rule.ping],
      most: 1,
    },
    { kind: 'text', text: [{ strong: say('setup.told') }, ' ', say('setup.toldNote')] },
    {
      kind: 'choose',
      what: 'person',
      action: setFieldAction.id({ draft: draft.id, field: 'told' }),
      placeholder: say('setup.chooseTold'),
      selected: rule.told,
      most: 10,
    },
    ...drawSwitches(draft, look),
    ...(rule.release === 'after-answer' && rule.sharedWith === 'coaches'
      ? [{ kind: 'notice', tone: 'warning', text: say('setup.onlyCoachesRead') } as const]
      : []),
  ];
}

/** A rule may hold another number of hours than those offered, from an import or an older version. */
function closingChoices(chosen: number | null, { say }: Reader): readonly Choice[] {
  const hours = [...new Set([...CLOSING_HOURS, chosen])].sort((a, b) => (a ?? 0) - (b ?? 0));
  return hours.map((value) => ({ label: sayClosing(value, say), value: String(value ?? NONE) }));
}

function drawSwitches(draft: Draft, { names, reader }: Look): readonly Block[] {
  const { say } = reader;
  const { rule } = draft.state;
  const isOn = { pin: rule.pin, vote: rule.vote, sharedWith: rule.sharedWith === 'everyone' };
  const nobody = {
    label: say('setup.pingNobody'),
    action: switchFieldAction.id({ draft: draft.id, field: 'ping', to: 'off' }),
    style: 'normal',
  } as const;
  return [
    {
      kind: 'fields',
      fields: SWITCHED_FIELDS.map((field) => ({
        label: say(`switchLabel.${field}`),
        value: [{ strong: sayPart(field, rule, names, reader) }, ' ', say(`switchNote.${field}`)],
      })),
    },
    {
      kind: 'buttons',
      buttons: [
        ...SWITCHED_FIELDS.map(
          (field) =>
            ({
              label: say(`switchButton.${field}.${isOn[field] ? 'off' : 'on'}`),
              action: switchFieldAction.id({ draft: draft.id, field, to: isOn[field] ? 'off' : 'on' }),
              style: 'normal',
            }) as const,
        ),
        ...(rule.ping === null ? [] : [nobody]),
      ],
    },
  ];
}
