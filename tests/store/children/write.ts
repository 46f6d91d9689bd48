// Commits pairs of rows for as long as it lives, and says each one after its commit.
import { openDatabase } from '../../../src/store/database.ts';

const [, , file = '', round = ''] = process.argv;
const database = await openDatabase({ file });
process.stdin.on('close', () => process.exit()).resume();
for (let index = 0; ; index++) {
  const key = `${round}.${index}`;
  await database.transaction(async (trx) => {
    await trx
      .insertInto('setting')
      .values({ key: `${key}.left`, value: key.repeat(50) })
      .execute();
    await trx
      .insertInto('setting')
      .values({ key: `${key}.right`, value: key.repeat(50) })
      .execute();
  });
  process.stdout.write(`${key}\n`);
  await new Promise(setImmediate);
}
