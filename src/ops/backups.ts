// Back-ups: one file of the bot, and beside it one of the playground's own chat where that is on. Made while the server runs.
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { OperatorError } from '../core/errors.ts';
import { copyDatabase } from '../store/backup.ts';

export const BOT_FILE = 'rapport.sqlite';
export const CHAT_FILE = 'chat.sqlite';
const ENDING = '.sqlite';
const CHAT_ENDING = '.chat.sqlite';

export interface BackupOrder {
  readonly dataDirectory: string;
  /** A folder, in which the file is named by the UTC time; or a file that ends in `.sqlite`. */
  readonly to: string;
  /** Whether the playground's chat goes along. */
  readonly playground: boolean;
  /** Whether a file that stands there may be replaced. */
  readonly force: boolean;
  readonly nowMs: number;
}

interface MadeFile {
  readonly file: string;
  readonly bytes: number;
}

export interface Backup extends MadeFile {
  /** null: the playground is off, or has no chat yet. */
  readonly chat: MadeFile | null;
  readonly takenAtMs: number;
}

/** Throws OperatorError; then nothing of it stands there. */
export async function makeBackup(order: BackupOrder): Promise<Backup> {
  const from = join(resolve(order.dataDirectory), BOT_FILE);
  if (!existsSync(from))
    throw new OperatorError([`DATA_DIR: ${dirname(from)} holds no ${BOT_FILE}. Set DATA_DIR to the folder that the server uses.`]);
  const file = await placeFor(order);
  const chatFrom = join(dirname(from), CHAT_FILE);
  const chatFile = chatBeside(file);
  const withChat = order.playground && existsSync(chatFrom);
  for (const target of withChat ? [file, chatFile] : [file])
    if (!order.force && existsSync(target))
      throw new OperatorError([`${target} is there already. Name another file, or add --force to replace it.`]);
  const bytes = await copyDatabase(from, file, order.nowMs);
  // After the bot's own: what was said in between is read from the chat again, the other way round the bot would miss messages that it knows.
  const chat = withChat ? { file: chatFile, bytes: await copyDatabase(chatFrom, chatFile, null) } : null;
  return { file, bytes, chat, takenAtMs: order.nowMs };
}

async function placeFor({ to, nowMs }: BackupOrder): Promise<string> {
  const place = resolve(to);
  if (place.endsWith(ENDING)) return place;
  try {
    await mkdir(place, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new OperatorError([`${place} cannot be made (${code}). Name a folder that exists and is writable for this user.`]);
  }
  return join(place, `rapport-${stamp(nowMs)}${ENDING}`);
}

/** 20261123T125044Z: fit for a file's name on every system. */
export const stamp = (atMs: number): string =>
  new Date(atMs)
    .toISOString()
    .replaceAll(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');

export const chatBeside = (file: string): string => `${file.slice(0, -ENDING.length)}${CHAT_ENDING}`;

const NAMED_BY_TIME = /^rapport-\d{8}T\d{6}Z\.sqlite$/;

/** Of those that are named by their time, the newest first. A folder that is missing holds none. */
export function backupsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => NAMED_BY_TIME.test(name))
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

/** When a back-up that is named by its time was taken, epoch ms. */
export function takenAt(file: string): number {
  const [, year, month, day, hour, minute, second] = /-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(basename(file)) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

/** Nothing but what is named by its time goes. */
export async function pruneBackups(folder: string, keep: number): Promise<void> {
  for (const file of backupsIn(folder).slice(keep)) {
    await rm(file, { force: true });
    await rm(chatBeside(file), { force: true });
  }
}
