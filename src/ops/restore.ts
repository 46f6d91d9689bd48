// Puts a back-up in the place of the database: the server is stopped, the file is looked at first, and what was erased since stays so.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { OperatorError } from '../core/errors.ts';
import { copyDatabase, describeDatabase, openDatabaseToRead, packDatabase, replaceDatabase } from '../store/backup.ts';
import { openDatabase } from '../store/database.ts';
import { keepErased, ledgerOf } from '../store/erased.ts';
import type { Erasure } from '../store/erased.ts';
import { holdDataDirectory } from '../store/lock.ts';
import { BOT_FILE, CHAT_FILE, chatBeside, stamp } from './backups.ts';

export interface RestoreOrder {
  readonly dataDirectory: string;
  readonly from: string;
  readonly playground: boolean;
  /** Whether the replaced database stays beside the restored one. It may hold what was erased. */
  readonly keepReplaced: boolean;
  readonly nowMs: number;
}

export interface Restored {
  /** null: the file says nothing of it, since it is no back-up but a copy. */
  readonly takenAtMs: number | null;
  readonly erasedAgain: number;
  readonly chat: 'restored' | 'left as it is' | 'off';
  /** Files that were replaced and kept. */
  readonly kept: readonly string[];
  /** The database that was replaced could be read, so that its own list of erases counted too. */
  readonly replacedWasReadable: boolean;
}

/** Throws OperatorError; then what stood there stands there. */
export async function restoreBackup(order: RestoreOrder): Promise<Restored> {
  const held = await holdDataDirectory(order.dataDirectory);
  try {
    return await restoreHeld(order);
  } finally {
    held.release();
  }
}

async function restoreHeld(order: RestoreOrder): Promise<Restored> {
  const folder = resolve(order.dataDirectory);
  const from = resolve(order.from);
  const current = join(folder, BOT_FILE);
  if (from === current) throw new OperatorError([`${from} is the database itself. Name a back-up of it.`]);
  const { takenAtMs } = await describeDatabase(from);
  const ledger = await ledgerIn(current);
  const restoring = join(folder, 'restoring.sqlite');
  const erasedAgain = await prepare(from, restoring, ledger ?? []);
  const kept = (name: string): string | null => (order.keepReplaced ? join(folder, `${name}-replaced-${stamp(order.nowMs)}.sqlite`) : null);
  const botKept = kept('rapport');
  // The chat first: should it end here, the bot finds a chat that is older than itself, as after an absence.
  const chat = order.playground ? await restoreChat(from, folder, kept('chat')) : 'off';
  await replaceDatabase(restoring, current, botKept);
  return {
    takenAtMs,
    erasedAgain,
    chat,
    kept: [botKept, kept('chat')].filter((file) => file !== null && existsSync(file)).map(String),
    replacedWasReadable: ledger !== null,
  };
}

async function restoreChat(from: string, folder: string, keepAs: string | null): Promise<'restored' | 'left as it is'> {
  const chat = chatBeside(from);
  if (!existsSync(chat)) return 'left as it is';
  const restoring = join(folder, 'restoring.chat.sqlite');
  await removeDatabase(restoring);
  await copyDatabase(chat, restoring, null);
  await replaceDatabase(restoring, join(folder, CHAT_FILE), keepAs);
  return 'restored';
}

/** What the database that is replaced knows of erases. Empty where there is none; null: it cannot be read. */
async function ledgerIn(current: string): Promise<readonly Erasure[] | null> {
  if (!existsSync(current)) return [];
  try {
    const database = openDatabaseToRead(current);
    try {
      return await ledgerOf(database.db);
    } finally {
      await database.close();
    }
  } catch {
    return null; // damaged, which is why it is replaced: the file of erases beside it counts
  }
}

async function prepare(from: string, restoring: string, ledger: readonly Erasure[]): Promise<number> {
  await removeDatabase(restoring); // of a restore that was cut off
  try {
    await copyDatabase(from, restoring, null);
    return await eraseAgain(restoring, ledger);
  } catch (error) {
    await removeDatabase(restoring);
    throw error;
  }
}

/** In the copy, before it takes the database's place. The file of erases learns what only the replaced database knew. */
async function eraseAgain(restoring: string, ledger: readonly Erasure[]): Promise<number> {
  const database = await openDatabase({ file: restoring });
  let again;
  try {
    again = await keepErased(database, restoring, ledger);
  } finally {
    await database.close();
  }
  packDatabase(restoring);
  return again;
}

async function removeDatabase(file: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(`${file}${suffix}`, { force: true });
}
