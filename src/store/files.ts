// Files that must be on the disk before anybody is told so.
import { open } from 'node:fs/promises';

/** A folder too, so that a new name in it, or a renamed one, is there after a loss of power. */
export async function syncToDisk(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
