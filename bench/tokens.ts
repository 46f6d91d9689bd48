// What a model is sent and sends back for one answer, in tokens of OpenAI's o200k, and what a thousand answers cost at a given price.
import { countTokens } from 'gpt-tokenizer';
import { QUESTION_TYPES } from '../src/bank/schema.ts';
import { gradingQuestion } from '../src/feedback/grading-question.ts';
import { REPLY_SCHEMAS } from '../src/feedback/model-reply.ts';
import { createPrompts } from '../src/feedback/prompt.ts';
import type { Prompt } from '../src/feedback/prompt.ts';
import { loadWorkedExamples } from '../src/feedback/worked-examples.ts';
import { middle } from './figures.ts';
import type { Figure } from './figures.ts';
import { DATA_FOLDER, bank, rubric, rules } from './knowledge.ts';
import { replyTo } from './reply.ts';

const tokensOf = ({ system, user }: Prompt): number => countTokens(system) + countTokens(user);

/** Per million tokens, in and out; null: not given, and no price is guessed. */
function prices(): { readonly perMillionIn: number; readonly perMillionOut: number } | null {
  const [into, out] = [process.env['BENCH_PRICE_IN'], process.env['BENCH_PRICE_OUT']].map((text) => Number.parseFloat(text ?? ''));
  if (into === undefined || out === undefined || !Number.isFinite(into) || !Number.isFinite(out)) return null;
  return { perMillionIn: into, perMillionOut: out };
}

export async function measure(): Promise<readonly Figure[]> {
  const prompts = createPrompts({ rubric, rules, examples: loadWorkedExamples(DATA_FOLDER), hashKey: 'bench' });
  // Providers count the shape of the reply as input too, each in its own way.
  const schemas = countTokens(JSON.stringify(REPLY_SCHEMAS.grade)) + countTokens(JSON.stringify(REPLY_SCHEMAS.flags));
  const price = prices();
  return [
    ...QUESTION_TYPES.flatMap((type): readonly Figure[] => {
      const both = bank.questions
        .filter((question) => question.type === type)
        .map((question) => {
          const asked = gradingQuestion(question, question.levels[0] ?? 'mid', 'US');
          const [grade, flags] = [prompts.grade(asked, question.example), prompts.flags(asked, question.example)];
          const reply = replyTo(asked, question.example, rubric.version);
          return {
            input: tokensOf(grade) + tokensOf(flags),
            shared: countTokens(grade.system) + countTokens(flags.system),
            output: countTokens(JSON.stringify(reply.grade)) + countTokens(JSON.stringify(reply.flags)),
          };
        });
      if (both.length === 0) return [];
      const cost =
        price === null
          ? []
          : [
              middle(
                `${type}: 1,000 answers, nothing cached`,
                '$',
                both.map(({ input, output }) => ((input + schemas) * price.perMillionIn + output * price.perMillionOut) / 1000),
              ),
            ];
      return [
        middle(
          `${type}: in, both passes`,
          'tokens',
          both.map(({ input }) => input),
        ),
        middle(
          `${type}: of which the same each time`,
          'tokens',
          both.map(({ shared }) => shared),
        ),
        middle(
          `${type}: out, a full reply`,
          'tokens',
          both.map(({ output }) => output),
        ),
        ...cost,
      ];
    }),
    middle('shape of both replies, as JSON Schema', 'tokens', [schemas]),
  ];
}
