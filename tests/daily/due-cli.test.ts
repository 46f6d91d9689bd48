// The command as it is typed: standard output, standard error and how it ends.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'due-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly out: string;
  readonly complaint: string;
  readonly code: number | null;
}

function due(...given: readonly string[]): Ended {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['src/daily/due-cli/main.ts', ...given], { cwd: ROOT, encoding: 'utf8' });
  return { out: stdout, complaint: stderr, code: status };
}

let files = 0;
function planFile(content: unknown): string {
  const path = join(folder, `plan-${(files += 1)}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const plan = { zone: 'Europe/Madrid', localTime: '09:00', weekdays: [1, 2, 3, 4, 5] };
const week = ['--from', '2026-06-01', '--to', '2026-06-07'];

test('the document shows what the command prints', () => {
  const document = readFileSync(join(ROOT, 'docs/due.md'), 'utf8');
  const examples = [...document.matchAll(/```sh\nnpm run --silent due -- (.+)\n```\n\n```text\n([^`]+)```/g)];
  expect(examples).toHaveLength(2);
  for (const [, typed = '', shown = ''] of examples) expect(due(...typed.split(' '))).toEqual({ out: shown, complaint: '', code: 0 });
});

test('JSON lines say what is unusual', () => {
  const path = planFile({ ...plan, localTime: '23:30', weekdays: [6, 7], zone: 'america/nuuk' });
  const { out } = due('--plan', path, '--from', '2024-03-30', '--to', '2024-03-31', '--json');
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual([
    {
      at: '2024-03-31T01:30:00Z',
      localDate: '2024-03-30',
      local: '2024-03-31T00:30',
      offset: '-01:00',
      unusual: { kind: 'gap', minutes: 60 },
    },
    { at: '2024-04-01T00:30:00Z', localDate: '2024-03-31', local: '2024-03-31T23:30', offset: '-01:00', unusual: null },
  ]);
});

test('a time that comes twice is said, and an evening that is carried past midnight', () => {
  const twice = due('--plan', planFile({ ...plan, localTime: '02:30', weekdays: [7] }), '--from', '2026-10-25', '--to', '2026-10-25');
  expect(twice.out).toBe('2026-10-25T00:30:00Z 2026-10-25 02:30+02:00 overlap: 02:30 comes twice, 60 minutes apart; the first is taken\n');
  const carried = due(
    '--plan',
    planFile({ ...plan, localTime: '23:30', weekdays: [6], zone: 'America/Nuuk' }),
    '--from',
    '2024-03-30',
    '--to',
    '2024-03-30',
  );
  expect(carried.out).toContain(
    '2024-03-30 00:30-01:00 gap: there is no 23:30 on this date; 60 minutes later, past midnight into 2024-03-31',
  );
});

test('instants bound a span to the second', () => {
  const path = planFile(plan);
  const from = ['--plan', path, '--from', '2026-06-01T07:00:00Z', '--to'];
  expect(due(...from, '2026-06-02T08:59:59+02:00').out).toBe('2026-06-01T07:00:00Z 2026-06-01 09:00+02:00\n');
  expect(due(...from, '2026-06-02T09:00:00+02:00').out.split('\n')).toHaveLength(3);
});

describe('--why', () => {
  const full = {
    ...plan,
    zone: 'Pacific/Apia',
    weekdays: [1, 2, 3, 4, 5],
    datesOff: ['2026-06-09'],
    pausedUntil: '2011-01-01',
    holidays: { country: 'WS', region: null },
  };
  test.each([
    [{ ...full, holidays: { country: 'NZ', region: null } }, '2026-06-01', "it is a public holiday (King's Birthday)."],
    [{ ...full, holidays: null }, '2026-06-06', 'it is a Saturday, which is not among the weekdays.'],
    [{ ...full, holidays: null }, '2026-06-09', 'it is one of the dates off.'],
    [
      { ...full, holidays: null, pausedUntil: '2026-07-01' },
      '2026-06-09',
      'it is one of the dates off; the plan is paused until 2026-07-01.',
    ],
    [{ ...full, holidays: null }, '2011-12-30', 'the zone Pacific/Apia left this date out.'],
  ])('%#', (given, date, reasons) => {
    expect(due('--plan', planFile(given), '--why', date)).toEqual({ out: `${date} has no run: ${reasons}\n`, complaint: '', code: 0 });
  });

  test('of a date that runs', () => {
    expect(due('--plan', planFile(plan), '--why', '2026-06-01').out).toBe(
      '2026-06-01 has a run: 2026-06-01T07:00:00Z 2026-06-01 09:00+02:00\n',
    );
  });
});

describe('wrong input ends with 2 and a sentence', () => {
  test.each([
    [{ ...plan, zone: 'Europe/Madird' }, 'zone "Europe/Madird" is not in the zone database: perhaps Europe/Madrid'],
    [{ ...plan, zone: 'Mars' }, 'zone "Mars" is not in the zone database'],
    [{ ...plan, zone: '+02:00' }, 'zone "+02:00" is not in the zone database'],
    [{ ...plan, localTime: '25:00' }, 'localTime "25:00" is not a time of day: write "HH:MM"'],
    [{ ...plan, weekdays: [1, 8] }, 'weekday 8 does not exist'],
    [{ ...plan, weekdays: 'daily' }, 'weekdays "daily" is not a list'],
    [{ ...plan, datesOff: ['2026-02-30'] }, 'datesOff "2026-02-30" is not a date'],
    [{ ...plan, pausedUntil: 'May' }, 'pausedUntil "May" is not a date'],
    [{ ...plan, holidays: { country: 'ZZ' } }, 'there is no calendar for the country "ZZ"'],
    [{ ...plan, holidays: { country: 'ES', region: 'ZZ' } }, 'Spain has no region "ZZ": it has AN, AR'],
    [{ ...plan, holidays: { country: 'JP', region: '13' } }, 'so leave the region out'],
    [{ zone: 'UTC', weekdays: [1] }, 'localTime is missing: write'],
    [[plan], 'is not an object: write {"zone"'],
    ['{"zone": ', 'is not JSON'],
  ])('%j', (given, sentence) => {
    const { out, complaint, code } = due('--plan', planFile(given), ...week);
    expect(complaint).toContain(sentence);
    expect([complaint.trimEnd().split('\n').length, out, code]).toEqual([1, '', 2]);
  });

  const path = planFile(plan);
  test.each([
    [['--plan', join(folder, 'none.json'), ...week], 'cannot be read (ENOENT)'],
    [['--plan', folder, ...week], 'cannot be read (EISDIR)'],
    [['--plan', path, '--from', '2026-06-02', '--to', '2026-06-01'], '--from is after --to'],
    [['--plan', path, '--from', '2026-06-31', '--to', '2026-07-01'], '--from "2026-06-31" is not a date of the calendar'],
    [['--plan', path, '--from', '2026-06-01T09:00', '--to', '2026-07-01'], 'neither a date nor an instant'],
    [['--plan', path, '--why', 'today'], '--why "today" is not a date'],
    [['--plan', path, '--from', '2026-06-01'], '--to is missing'],
    [[...week], '--plan is missing'],
    [['--plan', path, '--until', '2026-06-01'], "Unknown option '--until'"],
  ])('%j', (given, sentence) => {
    const { out, complaint, code } = due(...given);
    expect(complaint).toContain(sentence);
    expect([complaint.trimEnd().split('\n').length, out, code]).toEqual([1, '', 2]);
  });
});

test('a field that no plan has is named, and the plan is read', () => {
  const { out, complaint, code } = due('--plan', planFile({ ...plan, channel: 'c', dateOff: [] }), ...week);
  expect(complaint).toMatch(/"dateOff" is no field of a plan and was left aside\.\n$/);
  expect([out.split('\n').length, code]).toEqual([6, 0]);
});
