// Files that must be on the disk before anybody is told so.
import { open } from 'node:fs/promises';

export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** So that a new name, or a renamed one, is there after a loss of power. */
export const syncFolder = syncFile;
