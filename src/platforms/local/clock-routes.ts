// The playground's clock over HTTP: read it, move it, wait until everything that became due is done.
import type { Hono } from 'hono';
import { readJson } from './guard.ts';
import type { LocalEnvironment } from './guard.ts';
import { Refused } from './refusal.ts';
import { BODIES, QUERIES, isInstant, parse } from './requests.ts';

export interface ClockState {
  readonly nowMs: number;
  readonly machineMs: number;
  readonly offsetMs: number;
  /** `atMs` null: there is nothing to jump to yet. */
  readonly presets: readonly { readonly id: string; readonly label: string; readonly atMs: number | null }[];
}
export interface ClockControl {
  state(): ClockState | Promise<ClockState>;
  jump(toMs: number): Promise<void>;
}

/** `moved` is called after each jump, once what became due is done. */
export function addClockRoutes(app: Hono<LocalEnvironment>, clock: ClockControl, settle: () => Promise<void>, moved: () => void): void {
  app.get('/clock', async (context) => {
    parse(QUERIES.nothing, context.req.query());
    return context.json(await clock.state());
  });
  app.post('/clock', async (context) => {
    const body = parse(BODIES.clock, await readJson(context));
    await clock.jump(target(body, await clock.state()));
    await settle();
    moved();
    return context.json(await clock.state());
  });
  app.post('/settle', async (context) => {
    await settle();
    return context.json({});
  });
}

function target(body: { to: number } | { preset: string } | { byMs: number }, state: ClockState): number {
  if ('to' in body) return body.to;
  if ('byMs' in body) {
    if (!isInstant(state.nowMs + body.byMs))
      throw new Refused(422, 'too-far', 'That leads out of the years 2000 to 2100: use a smaller byMs.', 'byMs');
    return state.nowMs + body.byMs;
  }
  const preset = state.presets.find((one) => one.id === body.preset);
  if (preset === undefined)
    throw new Refused(
      422,
      'unknown-preset',
      `There is no preset "${body.preset}". Use one of: ${state.presets.map((one) => one.id).join(', ')}.`,
      'preset',
    );
  if (preset.atMs === null)
    throw new Refused(
      409,
      'nothing-planned',
      'Nothing is planned that this preset could jump to: set up a daily question first.',
      'preset',
    );
  return preset.atMs;
}
