// `npm run restore -- --from <file.sqlite> [--keep-replaced]`: puts a back-up in the place of the database of a server that is stopped.
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { systemClock } from '../src/core/clock.ts';
import { OperatorError } from '../src/core/errors.ts';
import { runForOperator } from '../src/ops/operator.ts';
import { restoreBackup } from '../src/ops/restore.ts';

await runForOperator('Nothing was restored, and nothing was changed', async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' }, 'keep-replaced': { type: 'boolean', default: false } } });
  if (values.from === undefined) throw new OperatorError(['Say which one: npm run restore -- --from <file.sqlite>']);
  const { dataDirectory, playground } = readConfig(process.env);
  const done = await restoreBackup({
    dataDirectory,
    from: values.from,
    playground,
    keepReplaced: values['keep-replaced'],
    nowMs: systemClock().now(),
  });
  const taken =
    done.takenAtMs === null ? 'It says nothing of when it was taken.' : `It was taken at ${new Date(done.takenAtMs).toISOString()}.`;
  console.log(`Restored from ${values.from}. ${taken}`);
  console.log(`Erases since then that were done again: ${done.erasedAgain}.`);
  if (!done.replacedWasReadable) console.log('The replaced database could not be read: the erases in erased.jsonl beside it counted.');
  if (done.chat === 'left as it is') console.log("There is no back-up of the playground's chat beside it: the chat is left as it is.");
  for (const file of done.kept)
    console.log(`The replaced one is kept as ${file}. It may hold what was erased: delete it (rm "${file}") when you are done with it.`);
  console.log('Start the server again: npm start');
  return 0;
});
