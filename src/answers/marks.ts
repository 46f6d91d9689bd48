import { PlatformError } from '../core/errors.ts';
import type { MessageId } from '../core/ids.ts';
import type { AnswerParts } from './parts.ts';

/** A mark is decoration: without the right to set one, or with the message gone, everything else goes on. */
export async function markQuietly(parts: AnswerParts, message: MessageId, mark: 'seen' | 'done' | 'failed' | 'none'): Promise<void> {
  try {
    await parts.platform.mark(message, mark);
  } catch (error) {
    if (!(error instanceof PlatformError && (error.kind === 'forbidden' || error.kind === 'not-found'))) throw error;
  }
}
