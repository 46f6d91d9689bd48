// The machine under it: Node, the zone data, the port.
import { createServer } from 'node:net';
import { Temporal } from 'temporal-polyfill';
import type { Config } from '../../config.ts';
import type { Holder } from '../../store/lock.ts';
import { fault, ok, warn } from './check.ts';
import type { Finding } from './check.ts';

const NODE_MAJOR = 24;

export function checkNode(): readonly Finding[] {
  const version = process.versions.node;
  if (Number(version.split('.')[0]) >= NODE_MAJOR) return [ok('node', `version ${version}`)];
  return [
    fault('node', `version ${version} is too old`, `Use Node ${NODE_MAJOR} or later; "npm run doctor" brings the right one on Linux.`),
  ];
}

/** What the zone database (iana.org/time-zones) says of instants that older data has wrong: minutes from UTC. */
const KNOWN: readonly (readonly [zone: string, instant: string, minutes: number])[] = [
  ['Europe/Madrid', '2026-03-29T00:59:59Z', 60],
  ['Europe/Madrid', '2026-03-29T01:00:00Z', 120],
  ['America/New_York', '2026-11-01T05:59:59Z', -240],
  ['America/New_York', '2026-11-01T06:00:00Z', -300],
  ['Australia/Lord_Howe', '2026-01-15T00:00:00Z', 660],
  ['America/Sao_Paulo', '2026-01-15T00:00:00Z', -180],
  ['Europe/Volgograd', '2026-01-15T00:00:00Z', 180],
  ['America/Mexico_City', '2026-07-01T00:00:00Z', -360],
  ['Asia/Amman', '2026-01-15T00:00:00Z', 180],
  ['Asia/Almaty', '2026-01-15T00:00:00Z', 300],
  ['America/Asuncion', '2026-07-01T00:00:00Z', -180],
];

/** A runtime without zone data would post at the wrong hour, and say nothing. */
export function checkZones(): readonly Finding[] {
  const version = process.versions['tz'] ?? 'unknown';
  const wrong = KNOWN.filter(
    ([zone, instant, minutes]) => intlMinutes(zone, instant) !== minutes || temporalMinutes(zone, instant) !== minutes,
  );
  if (wrong.length === 0)
    return [
      ok('zone data', `version ${version}; ${Intl.supportedValuesOf('timeZone').length} zones, ${KNOWN.length} known instants right`),
    ];
  const zones = [...new Set(wrong.map(([zone]) => zone))].join(', ');
  return [
    fault(
      'zone data',
      `version ${version} has ${zones} wrong: questions there come at the wrong hour`,
      'Use a newer Node, with its full zone data (no NODE_ICU_DATA).',
    ),
  ];
}

function intlMinutes(zone: string, instant: string): number | null {
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    const name = format.formatToParts(new Date(instant)).find((part) => part.type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  } catch {
    return null;
  }
}

function temporalMinutes(zone: string, instant: string): number | null {
  try {
    return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;
  } catch {
    return null;
  }
}

const ASKED_WITHIN_MS = 3_000;

/** Free, or held by the server of this very DATA_DIR. */
export async function checkPort(
  { host, port }: Pick<Config, 'host' | 'port'>,
  holder: Holder | 'somebody' | 'nobody',
): Promise<readonly Finding[]> {
  if (typeof holder === 'object' && holder.port !== null) return [await askServer(host, holder.port)];
  if (port === 0) return [ok('port', 'any that is free (PORT=0)')];
  const code = await listenCode(host, port);
  if (code === null) return [ok('port', `${port} is free`)];
  return [
    code === 'EADDRINUSE'
      ? fault('port', `PORT ${port} is in use by another program`, 'Stop that one, or set PORT to a free one.')
      : fault(
          'port',
          `PORT ${port} of HOST ${host} cannot be used (${code})`,
          'Set HOST to an address of this machine, and PORT to one above 1023.',
        ),
  ];
}

async function askServer(host: string, port: number): Promise<Finding> {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${name}:${port}/readyz`, { signal: AbortSignal.timeout(ASKED_WITHIN_MS) });
    const text = (await answer.text()).trim();
    return answer.ok
      ? ok('server', `runs on port ${port} and says: ${text}`)
      : fault('server', `runs on port ${port} and is not ready: ${text}`, 'Mend what it says; it goes on by itself.');
  } catch {
    return warn(
      'server',
      `holds DATA_DIR and does not answer on port ${port}`,
      'It may be starting or stopping: look again in a minute. If it stays so, stop it and start it again.',
    );
  }
}

/** null: it can be listened on. */
function listenCode(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}
