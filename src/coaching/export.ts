// /coach export: who answered what between two dates, one line an answer. Levels and scores only where the answer is shared; no words.
import { z } from 'zod';
import { content } from '../core/content.ts';
import type { Content, Values } from '../core/content.ts';
import { UserError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import { addDays, localDate } from '../core/local-time.ts';
import type { Say } from '../core/locale.ts';
import type { Request } from '../core/request.ts';
import { CRITERIA } from '../feedback/draft.ts';
import { outcomeOf } from '../answers/outcome.ts';
import { csvOf } from '../library/csv.ts';
import { nameOfChannel, nameOfPerson } from '../staff/names.ts';
import { takenBetween } from '../store/coach-notes.ts';
import type { TakenRow } from '../store/coach-notes.ts';
import type { CoachingParts } from './parts.ts';

const DEFAULT_DAYS = 30;
const MOST_DAYS = 366;
const MOST_ROWS = 10_000;

interface Dates {
  readonly from: string;
  readonly to: string;
}

/** Throws UserError for who is no coach, for dates that are none or too far apart, and for more lines than a file should have. */
export async function exportTaken(parts: CoachingParts, request: Request, options: Values): Promise<Content> {
  const { say, tenant } = request;
  const { database, members, clock } = parts.answers;
  await parts.staff.require(request, 'coach');
  const zone = members.zoneOf(await members.get(tenant, request.actor.user), request.actor);
  const dates = datesOf(options, localDate(clock.now(), zone));
  const rows = await takenBetween(database.db, tenant, dates, MOST_ROWS + 1);
  if (rows.length > MOST_ROWS) throw new UserError('coach.exportTooMany', { most: MOST_ROWS });
  if (rows.length === 0) return content({ kind: 'text', text: say('coach.exportEmpty', { from: dates.from, to: dates.to }) });
  return content(
    { kind: 'text', text: say('coach.exported', { rows: rows.length, from: dates.from, to: dates.to }) },
    {
      kind: 'file',
      name: `rapport-${dates.from}-${dates.to}.csv`,
      mediaType: 'text/csv',
      bytes: new TextEncoder().encode(csvOf([header(say), ...(await lines(parts, tenant, rows, say))])),
    },
    { kind: 'note', text: say('coach.privacy') },
  );
}

const dateSchema = z.iso.date().nullable().catch('');

/** Without a first date the thirty days up to the last one; without a last one, up to today. */
function datesOf(options: Values, today: string): Dates {
  const given = (name: string): string | null => dateSchema.parse(options[name]?.trim() || null);
  const to = given('to') ?? today;
  if (to === '') throw new UserError('coach.badDate', { today });
  const from = given('from') ?? addDays(to, 1 - DEFAULT_DAYS);
  if (from === '') throw new UserError('coach.badDate', { today });
  if (from > to) throw new UserError('coach.datesTurned', { from, to });
  if (addDays(from, MOST_DAYS) <= to) throw new UserError('coach.datesTooFar', { most: MOST_DAYS });
  return { from, to };
}

const header = (say: Say): readonly string[] => [
  say('csv.date'),
  say('csv.channel'),
  say('csv.question'),
  say('csv.title'),
  say('csv.member'),
  say('csv.lane'),
  say('csv.attempts'),
  say('csv.shared'),
  say('csv.band'),
  ...CRITERIA.map((id) => say(`criterion.${id}`)),
  say('csv.note'),
];

async function lines(
  { answers }: CoachingParts,
  tenant: TenantId,
  rows: readonly TakenRow[],
  say: Say,
): Promise<readonly (readonly string[])[]> {
  const { platform, library, database } = answers;
  const channel = once((id: TakenRow['channel']) => nameOfChannel(platform, id, say).then(({ plain }) => plain));
  const member = once((id: TakenRow['member']) => nameOfPerson(platform, id, say).then(({ plain }) => plain));
  const title = once(async (id: string) => (await library.find(database.db, tenant, id))?.title ?? '');
  const drawn: (readonly string[])[] = [];
  for (const row of rows)
    drawn.push([
      row.localDate,
      await channel(row.channel),
      row.question,
      await title(row.question),
      await member(row.member),
      say(`lane.${row.lane}`),
      String(row.attempts),
      say(row.shared ? 'csv.yes' : 'csv.no'),
      ...scores(row, say),
      say(row.noted ? 'csv.yes' : 'csv.no'),
    ]);
  return drawn;
}

/** Band and criteria; empty where the answer is not shared, or has no level. */
function scores({ outcome: json }: TakenRow, say: Say): readonly string[] {
  const outcome = json === null ? null : outcomeOf(json);
  if (outcome === null || outcome.kind !== 'graded') return ['', ...CRITERIA.map(() => '')];
  return [say(`band.${outcome.band}`), ...CRITERIA.map((id) => String(outcome.criteria[id].score ?? ''))];
}

/** Each name is looked up once. */
function once<Id extends string>(find: (id: Id) => Promise<string>): (id: Id) => Promise<string> {
  const known = new Map<Id, Promise<string>>();
  return (id) => {
    const found = known.get(id) ?? find(id);
    known.set(id, found);
    return found;
  };
}
