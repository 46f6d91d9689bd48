// From what was picked in a select to the rule; null for what no select of ours offers.
import { z } from 'zod';
import { LEVELS, QUESTION_TYPES, ROLE_FAMILIES, SETTINGS } from '../bank/schema.ts';
import { filtersSchema, planRuleSchema } from '../daily/plan.ts';
import type { DraftRule, DraftState, Page } from './draft.ts';

export const PICKED_FIELDS = [
  'channel',
  'weekdays',
  'zone',
  'roleFamilies',
  'levels',
  'types',
  'settings',
  'jurisdiction',
  'release',
  'closesAfterHours',
  'threadAtClose',
  'ping',
  'told',
] as const;
const pickedField = z.enum(PICKED_FIELDS);
export type PickedField = (typeof PICKED_FIELDS)[number];

export const SWITCHED_FIELDS = ['pin', 'vote', 'sharedWith'] as const;
const switchedField = z.enum([...SWITCHED_FIELDS, 'ping']);

/** A choice that is not there in a select's values, since those are never empty. */
export const NONE = 'none';

export const PAGE_OF: Readonly<Record<PickedField, Page>> = {
  channel: 'when',
  weekdays: 'when',
  zone: 'when',
  roleFamilies: 'what',
  levels: 'what',
  types: 'what',
  settings: 'what',
  jurisdiction: 'what',
  release: 'how',
  closesAfterHours: 'how',
  threadAtClose: 'how',
  ping: 'how',
  told: 'how',
};

export const parseField = (name: string): PickedField | null => pickedField.safeParse(name).data ?? null;

const ORDER = { roleFamilies: ROLE_FAMILIES, levels: LEVELS, types: QUESTION_TYPES, settings: SETTINGS } as const;

/** In whichever order they were clicked: the same choice is the same rule. Unknown ones stay at the end, to be refused. */
function inOrder(field: keyof typeof ORDER, values: readonly string[]): readonly string[] {
  const order: readonly string[] = ORDER[field];
  const place = (value: string): number => (order.includes(value) ? order.indexOf(value) : order.length);
  return values.toSorted((a, b) => place(a) - place(b));
}

/** What changes with it is forgotten: which question comes first hangs on the channel and on what fits. */
export function withPicked(state: DraftState, field: PickedField, values: readonly string[]): DraftState | null {
  const { rule } = state;
  const [value = NONE] = values;
  const shape = planRuleSchema.shape;
  switch (field) {
    case 'channel':
      return changed(state, shape.channel.safeParse(value), (channel) => ({ ...rule, channel }), true);
    case 'weekdays':
      return changed(state, shape.weekdays.min(1).safeParse(values.map(Number).sort((a, b) => a - b)), (weekdays) => ({
        ...rule,
        weekdays,
      }));
    case 'zone':
      return state.zones.includes(value) ? { ...state, rule: { ...rule, zone: value }, zones: [], zoneFrom: null } : null;
    case 'roleFamilies':
    case 'levels':
    case 'types':
    case 'settings':
      return changed(
        state,
        filtersSchema.safeParse({ ...rule.filters, [field]: inOrder(field, values) }),
        (filters) => ({ ...rule, filters }),
        true,
      );
    case 'jurisdiction':
      return changed(state, shape.jurisdiction.safeParse(value), (jurisdiction) => ({ ...rule, jurisdiction }), true);
    case 'release':
      return changed(state, shape.release.safeParse(value), (release) => ({ ...rule, release }));
    case 'closesAfterHours':
      return changed(state, shape.closesAfterHours.safeParse(value === NONE ? null : Number(value)), (closesAfterHours) => ({
        ...rule,
        closesAfterHours,
      }));
    case 'threadAtClose':
      return changed(state, shape.threadAtClose.safeParse(value), (threadAtClose) => ({ ...rule, threadAtClose }));
    case 'ping':
      return changed(state, shape.ping.safeParse(value === NONE ? null : value), (ping) => ({ ...rule, ping }));
    case 'told':
      return changed(state, shape.told.safeParse(values), (told) => ({ ...rule, told }));
    default:
      return field satisfies never;
  }
}

/** `ping` can only be switched off: a platform's list of one cannot be emptied. */
export function withSwitched(state: DraftState, name: string, isOn: boolean): DraftState | null {
  const field = switchedField.safeParse(name).data;
  if (field === undefined) return null;
  const { rule } = state;
  switch (field) {
    case 'sharedWith':
      return { ...state, rule: { ...rule, sharedWith: isOn ? 'everyone' : 'coaches' } };
    case 'ping':
      return isOn ? null : { ...state, rule: { ...rule, ping: null } };
    case 'pin':
    case 'vote':
      return { ...state, rule: { ...rule, [field]: isOn } };
    default:
      return field satisfies never;
  }
}

function changed<Value>(
  state: DraftState,
  parsed: { readonly success: true; readonly data: Value } | { readonly success: false },
  apply: (value: Value) => DraftRule,
  choosesAnew = false,
): DraftState | null {
  if (!parsed.success) return null;
  return { ...state, rule: apply(parsed.data), ...(choosesAnew ? { first: null, passed: [] } : {}) };
}
