import type { Outcome } from '../feedback/result.ts';

/** A stored outcome. Written by this program only, in the same shape; a later shape comes with a migration. */
export function outcomeOf(json: string): Outcome {
  return JSON.parse(json) as Outcome; // see above: the column has one writer
}
