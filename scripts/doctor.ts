// `npm run doctor [-- --json]`: looks at everything that it needs, writes nothing, and ends with 1 when something is at fault.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { examine } from '../src/ops/doctor/doctor.ts';
import type { Finding } from '../src/ops/doctor/check.ts';
import { runForOperator } from '../src/ops/operator.ts';

const DATA_FOLDER = fileURLToPath(new URL('../data', import.meta.url));
const NAME_WIDTH = 16;

const line = ({ state, check, said, mend }: Finding): string =>
  `${state.padEnd(5)}  ${check.padEnd(NAME_WIDTH)} ${said}${mend === null || mend === '' ? '' : `\n${' '.repeat(NAME_WIDTH + 8)}${mend}`}`;

await runForOperator('The examination could not be made', async () => {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const findings = await examine({ environment: process.env, dataFolder: DATA_FOLDER, platforms: () => [] });
  const count = (state: Finding['state']): number => findings.filter((finding) => finding.state === state).length;
  if (values.json) console.log(JSON.stringify(findings, null, 2));
  else console.log(`${findings.map(line).join('\n')}\n\n${count('ok')} ok, ${count('warn')} to look at, ${count('fault')} at fault.`);
  return count('fault') === 0 ? 0 : 1;
});
