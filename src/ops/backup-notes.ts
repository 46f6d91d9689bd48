// What is known in the database of the back-ups that were made of it.
import { LAST_BACKUP_AT, LAST_BACKUP_FAULT } from '../store/backup.ts';
import type { Connection } from '../store/database.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

export async function noteBackup(connection: Connection, atMs: number): Promise<void> {
  await writeSetting(connection, LAST_BACKUP_AT, String(atMs));
  await writeSetting(connection, LAST_BACKUP_FAULT, '');
}

export const noteBackupFault = (connection: Connection, fault: string): Promise<void> => writeSetting(connection, LAST_BACKUP_FAULT, fault);

/** By the machine's clock, epoch ms. null: none was made yet. */
export async function lastBackupAt(connection: Connection): Promise<number | null> {
  const value = await readSetting(connection, LAST_BACKUP_AT);
  return value === null ? null : Number(value);
}

/** Why the last one that the server tried was not made, for its operator. */
export async function backupFault(connection: Connection): Promise<string | null> {
  const fault = await readSetting(connection, LAST_BACKUP_FAULT);
  return fault === null || fault === '' ? null : fault;
}
