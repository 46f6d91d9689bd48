// Reads a number and writes the next one, a hundred times, in transactions, beside another process that does the same.
import { openDatabase } from '../../../src/store/database.ts';

const database = await openDatabase({ file: process.argv[2] ?? '' });
process.stdout.write('ready\n');
process.stdin.once('data', () => void count());

async function count(): Promise<void> {
  for (let index = 0; index < 100; index++) {
    await database.transaction(async (trx) => {
      const row = await trx.selectFrom('setting').select('value').where('key', '=', 'count').executeTakeFirstOrThrow();
      await trx
        .updateTable('setting')
        .set({ value: String(Number(row.value) + 1) })
        .where('key', '=', 'count')
        .execute();
    });
    await new Promise(setImmediate);
  }
  await database.close();
  process.exit();
}
