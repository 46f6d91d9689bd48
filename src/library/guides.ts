// What holds for every question of a type: it stands in for what the author of an own question left out.
import { join } from 'node:path';
import { z } from 'zod';
import { QUESTION_TYPES, questionSchema } from '../bank/schema.ts';
import type { QuestionType } from '../bank/schema.ts';
import { DataError, faultAt, readYaml } from '../bank/yaml.ts';

const { why, howToAnswer, whatNotToSay, hints, probe, skills, anchors, referencePoints } = questionSchema.shape;

export const guideSchema = z.strictObject({
  type: z.enum(QUESTION_TYPES).describe('As the name of the file says'),
  why,
  howToAnswer,
  whatNotToSay,
  hints,
  probe,
  skills,
  anchors,
  referencePoints: z
    .array(referencePoints.element.omit({ id: true, central: true }))
    .max(4)
    .describe('What a strong answer to any question of this type holds; empty: only the criteria count'),
});

export type Guide = z.infer<typeof guideSchema>;
export type Guides = Readonly<Record<QuestionType, Guide>>;

/**
 * Reads `<data>/guides/<type>.yaml`, one for each type.
 * @throws DataError with every fault of a file
 */
export function loadGuides(dataFolder: string): Guides {
  const guides = QUESTION_TYPES.map((type) => {
    const path = join(dataFolder, 'guides', `${type}.yaml`);
    const guide = readYaml(path, guideSchema);
    if (guide.type !== type) throw new DataError([faultAt(path, ['type'], `is ${guide.type}; the name of the file says ${type}`)]);
    return [type, guide] as const;
  });
  return Object.fromEntries(guides) as Guides; // one entry for each type, from the line above
}
