// Makes a back-up in a thread of its own: the reading of every page of the copy must not hold up who waits for an answer.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { OperatorError } from '../core/errors.ts';
import { makeBackup } from './backups.ts';
import type { Backup, BackupOrder } from './backups.ts';

type Told = { readonly made: Backup } | { readonly faults: readonly string[] };

/** Throws OperatorError. */
export async function makeBackupInThread(order: BackupOrder): Promise<Backup> {
  const worker = new Worker(new URL(import.meta.url), { workerData: order });
  const told = await new Promise<Told>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
  });
  if ('faults' in told) throw new OperatorError(told.faults);
  return told.made;
}

async function tellMain(order: BackupOrder): Promise<Told> {
  try {
    return { made: await makeBackup(order) };
  } catch (error) {
    if (error instanceof OperatorError) return { faults: error.faults };
    throw error;
  }
}

// Errors lose their class on the way to another thread, so what is told is told as data.
if (!isMainThread) parentPort?.postMessage(await tellMain(workerData as BackupOrder), []); // from `makeBackupInThread`
