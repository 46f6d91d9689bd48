// `npm run bank:sample -- --n 20 --seed 7`: whole records for a reader. The same seed draws the same records from the same bank,
// and a higher n only adds to them.
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { loadBank } from '../src/bank/load.ts';

const { values } = parseArgs({ options: { n: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' } } });
const wanted = Number(values.n);

if (!Number.isInteger(wanted) || wanted < 1) {
  console.error(`--n is ${values.n}; give how many records to print, such as --n 20`);
  process.exitCode = 1;
} else {
  const lot = (id: string): string => createHash('sha256').update(`${values.seed} ${id}`).digest('hex');
  const drawn = loadBank('data')
    .questions.map((question) => ({ question, lot: lot(question.id) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, wanted);
  for (const [index, { question }] of drawn.entries()) {
    console.log(`${'='.repeat(100)}\n${index + 1} of ${drawn.length}\n`);
    console.log(stringify(question, { lineWidth: 110 }));
  }
}
