import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { numbersIn } from '../../src/feedback/numbers.ts';
import { checkRewrite } from '../../src/feedback/rewrite.ts';

const ANSWER =
  'In Ohio I called Mr Reed three times about $1,200. He had lost shifts at the plant, so we agreed $80 on the 15th and he paid seven of ten, about 70 %. We follow Regulation F on that floor, and I told my boss in May what came of it all.';
const rewrite = (text: string, answer = ANSWER): string => checkRewrite(text, { answer, flagged: [] }).text;

describe('what the answer does not say becomes a gap', () => {
  test.each([
    ['a figure', 'I called 5 times.', 'I called [figure?] times.'],
    ['a figure in words', 'I called twelve times.', 'I called [figure?] times.'],
    ['a sum with its sign', 'We agreed £95.50 a month.', 'We agreed [figure?] a month.'],
    ['a share', 'I kept 85% of them.', 'I kept [figure?] of them.'],
    ['a name', 'I rang with Maria beside me.', 'I rang with [name?] beside me.'],
    ['two names in a row', 'He banked with Lloyds Metro then.', 'He banked with [name?] then.'],
    ['a law', 'I kept to the FDCPA all along.', 'I kept to the [rule?] all along.'],
    ['an act', 'It breaks the Consumer Credit Act there.', 'It breaks [rule?] there.'],
    ['a bureau', 'Then experian was told.', 'Then [rule?] was told.'],
    ['an abbreviation at the start', 'HSBC had it before.', '[name?] had it before.'],
    ['a day', 'He paid on Friday in full.', 'He paid on [date?] in full.'],
    ['a fact inside a gap', 'He owed [was it 900?] then.', 'He owed [detail?] then.'],
  ])('%s', (_, text, expected) => {
    expect(rewrite(text)).toBe(expected);
  });

  test.each([
    'I called Mr Reed 3 times.',
    'I called him three times about 1200 dollars.',
    'He paid 7 of 10 on the 15th.',
    "Mr Reed's plant cut shifts in Ohio.",
    'Under Regulation F I told my boss in May.',
    "I'd say one thing: He paid.",
    'Then I asked [how many days past due?] and waited.',
    '[When?] She said: Why? – We agreed; Then he paid.',
  ])('what it does say stays: %s', (text) => {
    expect(rewrite(text)).toBe(text);
  });

  test('the nouns of German are not taken for names', () => {
    const german =
      'Ich habe den Kunden angerufen und nach dem Grund gefragt. Er hatte seine Arbeit verloren und wir haben kleinere Raten vereinbart.';
    expect(
      rewrite('Ich rief den Kunden an und fragte nach dem Grund für den Verzug. Wegen der Arbeit vereinbarten wir kleinere Raten.', german),
    ).not.toContain('[name?]');
  });
});

test('gaps are listed as they stand in the text, each once', () => {
  expect(checkRewrite('He owed [balance?], [balance?], [how old]', { answer: ANSWER, flagged: [] })).toEqual({
    text: 'He owed [balance?], [how old?]',
    gaps: ['balance?', 'how old?'],
  });
});

test('links and mentions go', () => {
  expect(rewrite('I wrote to [the team](https://evil.example) and @everyone at www.evil.example about it.')).toBe(
    'I wrote to the team and at about it.',
  );
});

describe('its length', () => {
  test('is at most 1.4 times the answer, in whole sentences, gaps not counted', () => {
    const answer = 'I rang him and asked why. He paid.';
    const text =
      'I rang him [when?] and asked him why. He paid [how much and by when?]. And then I went on to tell everybody on the floor about it.';
    expect(rewrite(text, answer)).toBe('I rang him [when?] and asked him why. He paid [how much and by when?].');
  });

  test('falls back on whole clauses where the first sentence is too long', () => {
    const answer = 'I would call him and ask for payment.';
    expect(
      rewrite('I would read the notes [age, balance?], call him [when?], check who he is and ask for payment [how much?].', answer),
    ).toBe('I would read the notes [age, balance?], call him [when?].');
  });

  test('is at most 850 characters', () => {
    const answer = 'I asked him what was wrong and he said so. '.repeat(40);
    const { text } = checkRewrite('He said what was wrong and I asked him again so. '.repeat(30), { answer, flagged: [] });
    expect(text.length).toBeLessThanOrEqual(850);
    expect(text).toMatch(/so\.$/u);
  });
});

test('flagged conduct is replaced once by the lawful line, and left alone where the text turns it down', () => {
  const flagged = [{ quote: 'I told him the police would come', safer: 'I told him what really happens.' }];
  const answer = `${ANSWER} I told him the police would come. I said it again later on, and he paid me then.`;
  expect(
    checkRewrite('I called him. I told him the police would come. Yes, I told him the police would come.', { answer, flagged }).text,
  ).toBe('I called him. I told him what really happens.');
  expect(checkRewrite('Instead of what I told him, that the police would come, I asked why.', { answer, flagged }).text).toContain(
    'Instead of',
  );
});

test('no text brings in a figure that the answer lacks', () => {
  const words = fc.constantFrom(
    'I',
    'called',
    '12',
    'times',
    '$1,200',
    'twenty-five',
    'three',
    '85%',
    '[how many of 9?]',
    '3:45',
    '2nd',
    'and',
    'hundred',
    '.',
    '1.5k',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 25 }), (parts) => {
      const known = new Set(numbersIn(ANSWER).flatMap(({ values }) => values));
      for (const { values } of numbersIn(rewrite(parts.join(' ')))) for (const value of values) expect(known).toContain(value);
    }),
  );
});

test.each([
  ['1,200', '1200'],
  ['twelve hundred', '1200'],
  ['$1.2k', '1200'],
  ['two thousand five hundred and ten', '2510'],
  ['twenty-five', '25'],
  ['3rd', '3'],
  ['８５', '８５'],
])('%s is the figure %s', (text, value) => {
  expect(numbersIn(text).map(({ values }) => values)).toEqual([[value]]);
});
