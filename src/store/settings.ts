// Single values of the process itself.
import { randomBytes } from 'node:crypto';
import type { Connection } from './database.ts';

export async function readSetting(connection: Connection, key: string): Promise<string | null> {
  return (await connection.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst())?.value ?? null;
}

export async function writeSetting(connection: Connection, key: string, value: string): Promise<void> {
  await connection
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

/** Made once and kept: 256 random bits. */
export async function secretSetting(connection: Connection, key: string): Promise<string> {
  await connection
    .insertInto('setting')
    .values({ key, value: randomBytes(32).toString('base64url') })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const value = await readSetting(connection, key);
  if (value === null) throw new Error(`setting ${key} vanished`);
  return value;
}
