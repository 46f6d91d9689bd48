// What people say in these tests: the bank's own example answers, each different, each with a word that nothing else contains and
// one with a card number, so that both can be looked for where they must not be.
import { fileURLToPath } from 'node:url';
import { loadBank } from '../../src/bank/load.ts';

// Answers about a caller in danger speak of it in words that may be taken for the writer's own.
const examples = loadBank(fileURLToPath(new URL('../../data', import.meta.url)))
  .questions.filter(({ topic }) => topic !== 'hardship-and-vulnerability')
  .map(({ example }) => example);

/** In every text. */
export const CANARY = 'quokka';
/** Visa's own test number. */
export const CARD = '4111 1111 1111 1111';

const LONGEST = 1_900;

/** The same number, the same text; no two alike. Fit for the question that the example was written for, fair for most others. */
export function spoken(number: number): string {
  const example = examples[number % examples.length];
  if (example === undefined) throw new Error('the bank is empty');
  const card = number % 3 === 0 ? ` She read me her card, ${CARD}, and I told her to stop.` : '';
  const words = `${example}${card} We called it the ${CANARY} file, case ${number}.`;
  if (words.length > LONGEST) throw new Error(`an example answer is too long for a message: ${words.length}`);
  return words;
}
