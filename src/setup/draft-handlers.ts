// What is set on the panel of a draft; each click is kept before the panel is drawn again.
import type { Block } from '../core/content.ts';
import { UserError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import { localDate } from '../core/local-time.ts';
import { onAction, onForm } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import { gatherZoneNames } from '../members/zones.ts';
import { checkWhom } from '../staff/names.ts';
import {
  anotherFirstAction,
  openDaysOffAction,
  openPageAction,
  openTimeAction,
  saveDaysOffAction,
  saveTimeAction,
  setFieldAction,
  startOverAction,
  switchFieldAction,
} from './actions.ts';
import { PAGES, beginPlan, changeDraft, dropDraft, loadDraft, rebaseDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { PAGE_OF, parseField, withPicked, withSwitched } from './fields.ts';
import { takeAnotherFirst } from './first-question.ts';
import { daysOffForm, readDaysOff, readTime, sayPast, timeFaults, timeForm } from './forms.ts';
import { drawPanel } from './panel.ts';
import type { SetupParts } from './parts.ts';
import { readerOf } from './rule-words.ts';
import { sayTaken, takenBy } from './taken.ts';

const info = (text: string): Block => ({ kind: 'notice', tone: 'info', text });
const warning = (text: string): Block => ({ kind: 'notice', tone: 'warning', text });

export function draftHandlers(parts: SetupParts): readonly Handler[] {
  const { database, clock, platform } = parts;

  return [
    onAction(openPageAction, async (request, { draft: id, page: name }) => {
      const draft = await loadDraft(database.db, request, id);
      const page = PAGES.find((one) => one === name) ?? 'when';
      await request.update(await drawPanel(parts, request, draft, page));
    }),
    onAction(setFieldAction, async (request, { draft: id, field: name }, values) => {
      const field = parseField(name);
      if (field === null) throw new UserError('error.expiredButton');
      const before = await loadDraft(database.db, request, id);
      const page = PAGE_OF[field];
      if (field === 'channel') {
        const taken = await takenBy(parts, request, before, values[0] ?? '');
        if (taken !== null) return request.update(await drawPanel(parts, request, before, page, [warning(sayTaken(taken, request.say))]));
      }
      // A platform's own list gives what it knows; an id may come from anywhere.
      if (field === 'told') for (const person of values) await checkWhom(platform, { kind: 'person', id: asId(person) });
      if (field === 'ping') for (const group of values) await checkWhom(platform, { kind: 'group', id: asId(group) });
      const draft = await changeDraft(parts, request, id, (state) => {
        const next = withPicked(state, field, values);
        if (next === null) throw new UserError('error.expiredButton');
        return next;
      });
      await request.update(await drawPanel(parts, request, draft, page));
    }),
    onAction(switchFieldAction, async (request, { draft: id, field, to }) => {
      const draft = await changeDraft(parts, request, id, (state) => {
        const next = withSwitched(state, field, to === 'on');
        if (next === null) throw new UserError('error.expiredButton');
        return next;
      });
      await request.update(await drawPanel(parts, request, draft, 'how'));
    }),
    ...timeHandlers(parts),
    ...daysOffHandlers(parts),
    onAction(anotherFirstAction, async (request, { draft: id }) => {
      const draft = await takeAnotherFirst(parts, request, await loadDraft(database.db, request, id));
      await request.update(await drawPanel(parts, request, draft, 'preview'));
    }),
    onAction(startOverAction, async (request, { draft: id }) => {
      const left = await loadDraft(database.db, request, id);
      const { draft, said } = await startOver(parts, request, left);
      await request.update(await drawPanel(parts, request, draft, 'when', [info(request.say('setup.startedOver')), ...said]));
    }),
  ];

  function timeHandlers(of: SetupParts): readonly Handler[] {
    return [
      onAction(openTimeAction, async (request, { draft: id }) => {
        await request.form(timeForm(await loadDraft(database.db, request, id), request.say));
        gatherZoneNames(request.actor.locale);
      }),
      onForm(saveTimeAction, {
        validate: async (request, { draft: id }, fields) =>
          timeFaults(fields, await loadDraft(database.db, request, id), readerOf(request.say, request.actor.locale, clock.now())),
        async run(request, { draft: id }, fields) {
          const { time, zones, found } = readTime(fields, await loadDraft(database.db, request, id), request.actor.locale);
          const [only, ...others] = zones;
          const draft = await changeDraft(of, request, id, (state) => {
            const rule = { ...state.rule, localTime: time ?? state.rule.localTime };
            if (only === undefined) return { ...state, rule };
            return others.length === 0
              ? { ...state, rule: { ...rule, zone: only }, zones: [], zoneFrom: null }
              : { ...state, rule, zones: [...zones] };
          });
          const said =
            others.length === 0
              ? []
              : [info(request.say('setup.severalZones', { found, shown: found > zones.length ? 'some' : 'all', most: zones.length }))];
          await request.update(await drawPanel(of, request, draft, 'when', said));
        },
      }),
    ];
  }

  function daysOffHandlers(of: SetupParts): readonly Handler[] {
    const todayOf = (draft: Draft): string => localDate(clock.now(), draft.state.rule.zone);
    return [
      onAction(openDaysOffAction, async (request, { draft: id }) => {
        await request.form(await daysOffForm(await loadDraft(database.db, request, id), request.say));
      }),
      onForm(saveDaysOffAction, {
        async validate(request, { draft: id }, fields) {
          const today = todayOf(await loadDraft(database.db, request, id));
          const { faults } = await readDaysOff(fields, today, readerOf(request.say, request.actor.locale, clock.now()));
          return Object.keys(faults).length === 0 ? null : faults;
        },
        async run(request, { draft: id }, fields) {
          const reader = readerOf(request.say, request.actor.locale, clock.now());
          const { rule, past, pausedToday } = await readDaysOff(fields, todayOf(await loadDraft(database.db, request, id)), reader);
          const draft = await changeDraft(of, request, id, (state) => ({ ...state, rule: { ...state.rule, ...rule } }));
          const said = [
            ...(past.length === 0 ? [] : [info(sayPast(past, reader))]),
            ...(pausedToday ? [info(request.say('setup.pausedToday'))] : []),
          ];
          await request.update(await drawPanel(of, request, draft, 'when', said));
        },
      }),
    ];
  }
}

/** From the plan as it stands, or from nothing. */
async function startOver(
  parts: SetupParts,
  request: Request,
  left: Draft,
): Promise<{ readonly draft: Draft; readonly said: readonly Block[] }> {
  if (left.plan !== null) {
    const plan = await parts.daily.plan(request.tenant, left.plan);
    if (plan === null) throw new UserError('daily.planGone');
    return { draft: await rebaseDraft(parts, left, plan), said: [] };
  }
  await dropDraft(parts, left);
  return beginPlan(parts, request);
}
