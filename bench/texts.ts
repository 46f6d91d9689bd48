// What people write, from one line to a full form: the bank's own answers, weaker ones made from them, and talk.
import type { Question } from '../src/bank/schema.ts';
import { bank } from './knowledge.ts';

const TALK = [
  'Nice one, the part about the notes is what I always forget.',
  'Agreed. Did he keep the second date too?',
  'What do you say when they hang up before you get to the offer?',
  'Same at my last place. We had to log every call within ten minutes, no exceptions.',
  'thanks all, off to my shift now',
  '👍',
  'Is this one for junior roles as well, or only for specialists?',
];

const sentencesOf = (text: string): readonly string[] => text.split(/(?<=[.!?]["”']?)\s+/u);

/** The same question answered in six ways, weak to strong to long: 20 to 500 words. */
export function answersTo(question: Question): readonly string[] {
  const sentences = sentencesOf(question.example);
  return [
    question.example,
    sentences.slice(0, 2).join(' '),
    sentences
      .filter((_, at) => at % 2 === 0)
      .join(' ')
      .replaceAll(/\d[\d,.]*/gu, 'some'),
    'I am a hard worker and a real people person. I always stay calm, I listen actively, I build rapport and I go the extra mile, so customers pay me in the end.',
    `${sentences.slice(0, 3).join(' ')} I told him that officers would be at his door by Friday if he did not pay, and after that he paid.`,
    [question.example, ...question.howToAnswer, ...question.referencePoints.flatMap(({ paraphrases }) => paraphrases.slice(0, 2))]
      .join(' ')
      .slice(0, 3_000),
  ];
}

/** A message for a thread, never the same twice: two in three are answers, one is talk. Fits the smallest platform (2,000 characters). */
export function message(number: number): string {
  if (number % 3 === 2) return `${TALK[Math.floor(number / 3) % TALK.length] ?? ''} (${number})`;
  const question = bank.questions[number % bank.questions.length];
  if (question === undefined) throw new Error('the bank is empty');
  const answers = answersTo(question);
  return `${(answers[number % answers.length] ?? '').slice(0, 1_900)} That was account ${number}.`;
}
