// `npm run bench`: measures the program as it stands, prints a table, and writes bench/results.json with every sample. One section
// alone: `npm run bench -- load`. Exits 1 only when a section could not be run; a figure that misses what is asked for is said.
// BENCH_PRICE_IN and BENCH_PRICE_OUT, per million tokens, add what a thousand answers cost. BENCH_NODE_OPTIONS goes to the program.
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { figuresSchema, summed, table } from './figures.ts';
import type { Figure } from './figures.ts';
import { describeMachine } from './machine.ts';

type Measure = () => Promise<readonly Figure[]>;

/** Each in a process of its own: none warms up, or fills the memory of, another. */
const SECTIONS: Readonly<Record<string, () => Promise<{ readonly measure: Measure }>>> = {
  start: () => import('./start.ts'),
  load: () => import('./load.ts'),
  stored: () => import('./stored.ts'),
  offline: () => import('./offline.ts'),
  model: () => import('./model.ts'),
  tokens: () => import('./tokens.ts'),
  store: () => import('./store.ts'),
  bank: () => import('./bank.ts'),
  scale: () => import('./scale.ts'),
};
const RESULTS = fileURLToPath(new URL('results.json', import.meta.url));
const CHILD = '--in-this-process';

async function measureInChild(section: string): Promise<readonly Figure[]> {
  const child = fork(fileURLToPath(import.meta.url), [CHILD, section]);
  let told: unknown = null;
  child.on('message', (message) => {
    told = message;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the process that measured ${section} ended with ${String(code)}`);
  return figuresSchema.parse(told);
}

async function measureHere(section: string): Promise<void> {
  const load = SECTIONS[section];
  if (load === undefined) throw new Error(`there is no section ${section}`);
  const { measure } = await load();
  const figures = await measure();
  process.send?.(figures);
}

async function bench(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((section) => !(section in SECTIONS));
  if (unknown.length > 0) throw new Error(`There is no section ${unknown.join(', ')}. There are: ${Object.keys(SECTIONS).join(', ')}.`);
  const machine = describeMachine();
  process.stdout.write(
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryMB} MB, Node ${machine.node}, a disk sync takes ${machine.diskSyncMs} ms\n`,
  );
  if (machine.loadBefore > machine.cores / 2)
    process.stdout.write(`The machine is busy with other things (load ${machine.loadBefore}): times will be longer than they need be.\n`);
  const measured: { readonly section: string; readonly figures: readonly Figure[] }[] = [];
  const failed: string[] = [];
  for (const section of wanted.length === 0 ? Object.keys(SECTIONS) : wanted) {
    try {
      const figures = await measureInChild(section);
      measured.push({ section, figures });
      process.stdout.write(`\n${section}\n${table(figures)}\n`);
    } catch (error) {
      failed.push(section);
      process.stderr.write(`\n${section} could not be measured: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  const all = measured.flatMap(({ figures }) => figures);
  if (wanted.length === 0) {
    const results = measured.flatMap(({ section, figures }) =>
      figures.map(({ samples, ...figure }) => ({ section, ...figure, ...summed({ ...figure, samples }), samples })),
    );
    writeFileSync(RESULTS, `${JSON.stringify({ machine, failed, figures: results })}\n`);
  }
  const verdicts = all.flatMap((figure) => ({ name: figure.name, met: summed(figure).met })).filter(({ met }) => met !== null);
  const missed = verdicts.filter(({ met }) => met === false).map(({ name }) => name);
  process.stdout.write(
    `\n${verdicts.length - missed.length} of ${verdicts.length} figures with a target meet it.${missed.length === 0 ? '' : ` MISSED: ${missed.join('; ')}.`}\n`,
  );
  if (failed.length > 0) {
    process.stdout.write(`NOT MEASURED: ${failed.join(', ')}.\n`);
    process.exitCode = 1;
  }
}

const [first, ...rest] = process.argv.slice(2);
if (first === CHILD) {
  await measureHere(rest[0] ?? '');
  process.disconnect?.();
} else {
  await bench(process.argv.slice(2));
}
