import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { soundsLikeCrisis } from '../../src/answers/crisis.ts';
import { createSearch } from '../../src/answers/crisis/phrases.ts';
import { loadBank } from '../../src/bank/load.ts';
import { normalise } from '../../src/feedback/injection.ts';
import { FAIR_ANSWER, THIN_ANSWER } from '../support/rapport.ts';

const ROOT = join(import.meta.dirname, '../..');

function lines<S extends z.ZodType>(name: string, schema: S): z.output<S>[] {
  const text = readFileSync(join(ROOT, 'tests/fixtures/answers', name), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => schema.parse(JSON.parse(line)));
}

/** As intake asks it. */
const isCrisis = (text: string): boolean => soundsLikeCrisis(normalise(text));

const MESSAGES = lines('crisis.jsonl', z.object({ text: z.string(), crisis: z.boolean(), topic: z.string() }));
const crises = MESSAGES.filter(({ crisis }) => crisis);
const honest = MESSAGES.filter(({ crisis }) => !crisis);
const topicsOf = (messages: typeof MESSAGES): string[] => [...new Set(messages.map(({ topic }) => topic))];

describe('a writer in trouble is found', () => {
  test.each(topicsOf(crises))('%s', (topic) => {
    const missed = crises.filter((message) => message.topic === topic && !isCrisis(message.text));
    expect(missed.map(({ text }) => text)).toEqual([]);
  });

  test('in every message that intake labels so', () => {
    const labelled = lines('intake.jsonl', z.object({ text: z.string(), label: z.string() }));
    const wrong = labelled.filter(({ text, label }) => isCrisis(text) !== (label === 'personal_crisis'));
    expect(wrong).toEqual([]);
  });
});

describe('an honest message is none', () => {
  test.each(topicsOf(honest))('%s', (topic) => {
    const wrong = honest.filter((message) => message.topic === topic && isCrisis(message.text));
    expect(wrong.map(({ text }) => text)).toEqual([]);
  });

  test('nothing that the bank says: examples, what to say, what not to say', () => {
    const said = loadBank(join(ROOT, 'data')).questions.flatMap(({ text, why, howToAnswer, whatNotToSay, example, referencePoints }) => [
      text,
      why,
      ...howToAnswer,
      ...whatNotToSay.map(({ say }) => say),
      example,
      ...referencePoints.flatMap((point) => [point.text, ...point.paraphrases]),
    ]);
    expect(said.length).toBeGreaterThan(500);
    expect(said.filter(isCrisis)).toEqual([]);
  });

  test('no answer that the tests know, good, thin or unlawful', () => {
    const designed = lines('designed.jsonl', z.object({ answer: z.string() })).map(({ answer }) => answer);
    const unlawful = lines('flags.jsonl', z.object({ say: z.string() })).map(({ say }) => say);
    expect([FAIR_ANSWER, THIN_ANSWER, ...designed, ...unlawful].filter(isCrisis)).toEqual([]);
  });
});

describe('who is meant', () => {
  const SAID = 'I can not go on like this, my kids would be better off without me.';

  test.each([
    ['the writer', SAID, true],
    ['a caller, quoted', `She broke down on the phone and told me: "${SAID}" I stopped the payment talk and got my supervisor.`, false],
    ['a caller, in single quotes', "He said 'I can't go on, my kids would be better off without me' and I stayed on the line.", false],
    ['a customer in a script', 'Customer: I want to die. I have nothing left.\nMe: I am glad you told me. Are you safe?', false],
    ['the writer, after the script', 'Customer: I want to die.\nMe: I want to die too, every night.', true],
    ['another member, quoted line by line', '> I want to die\nThat line gave me chills.', false],
    ['the writer, behind what the boss said', 'My boss says I am useless. I believe him. I want to die.', true],
    ['the writer, in marks of their own', 'I keep thinking "I want to die" and I cannot make it stop', true],
  ])('%s', (_who, text, expected) => expect(isCrisis(text)).toBe(expected));
});

describe('what is over', () => {
  test.each([
    ['a time long past, and what came of it', 'When I was nineteen I wanted to die for a while. Getting help taught me to listen.', false],
    ['the same, and back', 'When I was nineteen I wanted to die for a while, and these days I want to again. I want to die.', true],
    ['a past that ended last week', 'I tried to kill myself last week and nobody knows', true],
    ['denied', 'I am not suicidal and I am not going to hurt myself', false],
    ['denied, and then said', 'I am not suicidal, I just do not want to wake up any more', true],
  ])('%s', (_what, text, expected) => expect(isCrisis(text)).toBe(expected));
});

describe('how much is enough', () => {
  const ANSWER =
    'On hard days I remind myself why I do this. I check the notes, verify who I speak to, listen before I ask for a payment and agree a date. ' +
    'Last month I kept 46 of 60 promises on my accounts.';

  test.each([
    ['a faint sign as the whole of a short message', 'I feel so empty', true],
    ['the same about work', 'I feel empty after the worst calls, so I take five minutes and write down what I would do again', false],
    ['the same with a laugh', 'I feel so empty lol', false],
    ['one sign of despair inside a full answer', `${ANSWER} Some evenings I feel hopeless about my targets.`, false],
    ['a plain one behind a full answer', `${ANSWER}\nsorry all. i want to die`, true],
    ['own debts without distress', 'I have a loan of 3,000 and I pay it every month', false],
    ['own debts with it', 'I have debts of my own, I lie awake every night and I do not know what to do', true],
    ['another person’s debts', 'She had debts of her own, she lay awake every night and did not know what to do', false],
  ])('%s', (_what, text, expected) => expect(isCrisis(text)).toBe(expected));
});

// The machine is shared: of ten runs the best tells what the code needs.
test.each([
  ['a long answer', `${FAIR_ANSWER} `],
  ['nothing but beginnings of signs', 'i want to i can not i am '],
  ['nothing but signs', 'i can not go on. i feel hopeless. '],
  ['quotation marks that never end', '\'a "b '],
  ['clauses of one word', 'i,'],
  ['stars and digits in words', 'k*1ll '],
])('4,000 characters take less than 5 ms: %s', (_what, part) => {
  const text = part.repeat(Math.ceil(4_000 / part.length)).slice(0, 4_000);
  const times = Array.from({ length: 10 }, () => {
    const startedMs = performance.now();
    soundsLikeCrisis(text);
    return performance.now() - startedMs;
  });
  expect(Math.min(...times)).toBeLessThan(5);
});

describe('the notation of the phrases', () => {
  const finds = (phrase: string, text: string): boolean =>
    createSearch([{ kind: 'found', phrases: [phrase] }], { die: ['die', 'be (dead|gone)'] })(text.split(' ')).length > 0;

  test.each([
    ['(want|wish) to <die>', '^ i wish to be gone ¶', true],
    ['(want|wish) to <die>', '^ i want to be late ¶', false],
    ['i [do] not care', '^ i not care ¶', true],
    ['i .. money', '^ i owe them all money ¶', true],
    ['i .. money', '^ i owe the four of them money ¶', false],
    ['i .. money', '^ i left ¶ ^ money ¶', false],
    ['i owe <sum>', '^ i owe 30k ¶', true],
    ['i owe <sum> now', '^ i owe £2,000 pounds now ¶', true],
    ['I want', '^ want ¶', true],
    ['I want', '^ they want ¶', false],
    ['no way out $', '^ no way out ^ really ¶', true],
    ['no way out $', '^ no way out of it ¶', false],
    ['suicid*', '^ suicidal ¶', true],
  ])('%s in "%s": %s', (phrase, text, expected) => expect(finds(phrase, text)).toBe(expected));

  test.each([
    ['(open', 'bracket'],
    ['a <list>', 'list'],
    ['this|that way', 'brackets'],
    ['$ too early', 'last'],
  ])('%s is refused', (phrase, said) => expect(() => finds(phrase, '')).toThrow(said));
});
