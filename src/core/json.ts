import type { z } from 'zod';

/** JSON of our own making, read back through its schema: an older row may lack what a newer schema fills in. */
export function parseJson<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  return schema.parse(JSON.parse(text));
}
