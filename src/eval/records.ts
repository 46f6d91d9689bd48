// The lines that the evaluation reads. Fields that nobody asked for are let through, so that other people's sets can be used as they are.
import { z } from 'zod';
import { JURISDICTIONS, LEVELS, QUESTION_TYPES, SETTINGS } from '../bank/schema.ts';
import type { BarePoint, BareQuestion } from '../feedback/grading-question.ts';

const id = z.union([z.string().min(1), z.number()]).transform(String);
const words = z.string().trim().min(1);

const point = z
  .union([
    words.transform((text) => ({ id: null, text, central: undefined, paraphrases: undefined })),
    z.object({ id: id.nullish(), text: words, central: z.boolean().optional(), paraphrases: z.array(z.string()).optional() }),
  ])
  .transform((given) => ({ id: given.id ?? null, text: given.text, central: given.central ?? null, paraphrases: given.paraphrases ?? [] }));

const points = z.array(point).transform((list): BarePoint[] => list.map((given, at) => ({ ...given, id: given.id ?? `p${at + 1}` })));

export const questionLine = z.object({
  id,
  text: words,
  type: z.enum(QUESTION_TYPES),
  level: z.enum(LEVELS),
  setting: z.enum(SETTINGS),
  jurisdiction: z.enum(JURISDICTIONS),
  reference_points: points.nullish().transform((given) => given ?? []),
  skills: z
    .array(z.string())
    .nullish()
    .transform((given) => given ?? []),
});

/** With the id of a question, or with the question itself as text. */
export const answerLine = z
  .object({
    id,
    answer: z.string(),
    question_id: id.nullish(),
    question: words.nullish(),
    type: z.enum(QUESTION_TYPES).nullish(),
    level: z.enum(LEVELS).nullish(),
    setting: z.enum(SETTINGS).nullish(),
    jurisdiction: z.enum(JURISDICTIONS).nullish(),
  })
  .superRefine((line, context) => {
    if (line.question_id !== null && line.question_id !== undefined) return;
    if (line.question === null || line.question === undefined)
      context.addIssue({ code: 'custom', path: ['question_id'], message: 'is missing; give question_id, or question as text' });
    else {
      for (const field of ['setting', 'jurisdiction'] as const) {
        if (line[field] === null || line[field] === undefined)
          context.addIssue({ code: 'custom', path: [field], message: 'is missing; a question given as text needs it' });
      }
    }
  });
export type AnswerLine = z.output<typeof answerLine>;

export const messageLine = z.object({
  id,
  question: z
    .union([z.string(), z.object({ text: z.string() }).transform(({ text }) => text)])
    .nullish()
    .transform((given) => given ?? ''),
  thread_context: z
    .array(z.object({ author: z.string().default('someone'), text: z.string() }))
    .nullish()
    .transform((given) => given ?? []),
  author: z
    .string()
    .nullish()
    .transform((given) => given ?? 'someone'),
  /** Whom the message replies to: a name or an id, a yes or no, or nothing. */
  is_reply_to: z.unknown().optional(),
  text: z.string(),
});
export type MessageLine = z.output<typeof messageLine>;

const TO_THE_QUESTION = /^(|none|null|false|no|question|the question|post|starter|rapport|.*\bbot)$/iu;

/** null: to the question, to the bot, or to nobody. A bare "true" does not say to whom, so that it is left to the label. */
export function replyTarget({ is_reply_to: target, author }: MessageLine): string | true | null {
  if (target === true) return true;
  const name: unknown = typeof target === 'object' && target !== null ? Reflect.get(target, 'author') : target;
  if (typeof name !== 'string' && typeof name !== 'number') return null;
  return TO_THE_QUESTION.test(String(name).trim()) || String(name) === author ? null : String(name);
}

export function toBareQuestion(line: z.output<typeof questionLine>): BareQuestion {
  return {
    id: line.id,
    text: line.text,
    type: line.type,
    level: line.level,
    setting: line.setting,
    jurisdiction: line.jurisdiction,
    points: line.reference_points,
    skills: line.skills,
  };
}

/** `R3: must be …` for each fault. */
export function faultsOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.length === 0 ? 'the line' : path.join('.')}: ${message}`).join('; ');
}
