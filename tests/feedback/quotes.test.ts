import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { fitSentences, fitWords, quoteFinder } from '../../src/feedback/quotes.ts';

const ANSWER = 'I said: “Let’s look at it together.”\n\nShe’d lost  shifts – I asked why. Ça va très bien, İstanbul.';
const found = (quote: string, answer = ANSWER): string | null => quoteFinder(answer).locate(quote)?.text ?? null;

describe('a quote is found by its words, and shown as the writer wrote it', () => {
  test.each([
    ['straight marks for curly ones', '"let\'s look at it together"', 'Let’s look at it together'],
    ['another case and spacing', "SHE'D LOST   SHIFTS", 'She’d lost shifts'],
    ['another dash', 'lost shifts - I asked', 'lost shifts – I asked'],
    ['a full stop that is not there', 'look at it.', 'look at it'],
    ['across a line', "together.” She'd lost", 'together.” She’d lost'],
    ['after letters whose lower case is longer', 'bien, İstanbul', null],
    ['letters with marks', 'ça va très bien', 'Ça va très bien'],
  ])('%s', (_, quote, expected) => {
    expect(found(quote)).toBe(expected);
  });

  test.each([
    ['two words', 'lost shifts'],
    ['words in another order', 'shifts lost I asked'],
    ['two places joined', 'look at it … I asked why'],
    ['nothing', ''],
    ['marks alone', '“…”!'],
  ])('not: %s', (_, quote) => {
    expect(found(quote)).toBeNull();
  });

  test('in scripts without spaces words are counted all the same', () => {
    expect(found('支払い計画を作り', 'お客様と一緒に支払い計画を作りました。')).toBe('支払い計画を作り');
  });

  test('any three words in a row of any text are found, and shown from that text', () => {
    const word = fc.stringMatching(/^[A-Za-zéА-Яа-я]{1,8}$/u);
    fc.assert(
      fc.property(fc.array(word, { minLength: 5, maxLength: 12 }), fc.nat(2), (words, from) => {
        const shown = found(
          words
            .slice(from, from + 3)
            .join(' ')
            .toUpperCase(),
          words.join('  '),
        );
        expect(words.join(' ')).toContain(shown);
      }),
    );
    expect.hasAssertions();
  });
});

describe('cutting to a budget', () => {
  test.each([
    ['First sentence. Second sentence.', 20, 'First sentence.'],
    ['One that fits.', 20, 'One that fits.'],
    ['A single sentence that is far too long', 18, 'A single sentence…'],
    ['𝒜𝒜𝒜𝒜', 3, '𝒜…'],
  ])('%j at %i', (text, most, expected) => {
    expect(fitSentences(text, most)).toBe(expected);
  });

  test('never runs over', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, most) => {
        expect(fitSentences(text, most).length).toBeLessThanOrEqual(most);
        expect(fitWords(text, most).length).toBeLessThanOrEqual(most);
      }),
    );
    expect.hasAssertions();
  });
});
