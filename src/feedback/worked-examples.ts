// Short graded answers that show a model where the middle of the scale lies (data/prompt/worked-examples.yaml).
import { join } from 'node:path';
import { z } from 'zod';
import { QUESTION_TYPES } from '../bank/schema.ts';
import type { QuestionType } from '../bank/schema.ts';
import { readYaml } from '../bank/yaml.ts';
import { CRITERIA } from './draft.ts';

const workedExample = z.strictObject({
  level: z.int().min(2).max(4).describe('The overall that it stands for, rounded'),
  question: z.string().trim().min(10).max(200),
  answer: z.string().trim().min(60).max(700),
  scores: z.record(z.enum(CRITERIA), z.int().min(1).max(5).nullable()),
  because: z.string().trim().min(30).max(260),
});

const workedExamplesSchema = z.record(z.enum(QUESTION_TYPES), z.array(workedExample).length(3));

export type WorkedExample = z.output<typeof workedExample>;
export type WorkedExamples = Readonly<Record<QuestionType, readonly WorkedExample[]>>;

/** @throws DataError with every fault of the file */
export function loadWorkedExamples(dataFolder: string): WorkedExamples {
  return readYaml(join(dataFolder, 'prompt', 'worked-examples.yaml'), workedExamplesSchema);
}
