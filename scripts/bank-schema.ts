// `npm run bank:schema`: writes data/schema/*.json from the zod schemas, so that editors complete and check the data files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { questionFileSchema } from '../src/bank/schema.ts';
import { rubricSchema } from '../src/feedback/rubric.ts';
import { guideSchema } from '../src/library/guides.ts';
import { flagFileSchema, placeSchema } from '../src/bank/rules-schema.ts';

const FOLDER = new URL('../data/schema/', import.meta.url);

const SCHEMAS = {
  questions: { title: 'A topic of the question bank', schema: questionFileSchema },
  guides: { title: 'What is said of every question of one type', schema: guideSchema },
  rubric: { title: 'A version of the rubric', schema: rubricSchema },
  jurisdictions: { title: 'The rules of a place', schema: placeSchema },
  flags: { title: 'Classes of red flags', schema: flagFileSchema },
} as const;

/** File name → text. Draft 7, which is what the YAML language server of most editors knows in full. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(SCHEMAS).map(([name, { title, schema }]) => {
      const json = { title, ...z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) };
      return [`${name}.json`, `${JSON.stringify(json, null, 2)}\n`];
    }),
  );
}

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of schemaFiles()) writeFileSync(new URL(name, FOLDER), text);
  console.log(`Wrote ${[...schemaFiles().keys()].map((name) => `data/schema/${name}`).join(', ')}`);
}
