import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hiddenIn, mask } from '../../src/answers/masking.ts';

const RUNS = { numRuns: 1000 };
const TEN_DIGITS = '0123456789'.split('');

const sum = (digits: string): number =>
  digits
    .split('')
    .toReversed()
    .reduce((total, digit, place) => {
      const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);

/** The check digit that makes it valid (ISO/IEC 7812-1), found by trying: no second copy of the code under test. */
const withCheckDigit = (digits: string): string => digits + String(TEN_DIGITS.findIndex((digit) => sum(digits + digit) % 10 === 0));

const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...TEN_DIGITS), minLength: length, maxLength: length });

const card = fc
  .constantFrom(
    ['4', 16],
    ['51', 16],
    ['55', 16],
    ['2221', 16],
    ['2720', 16],
    ['34', 15],
    ['37', 15],
    ['6011', 16],
    ['65', 16],
    ['3530', 16],
    ['36', 14],
    ['62', 19],
    ['67', 18],
  )
  .chain(([prefix, length]) => digits(length - prefix.length - 1).map((rest) => withCheckDigit(prefix + rest)));

const SEPARATORS = [
  '',
  '',
  '',
  ' ',
  '-',
  '.',
  '\n',
  '\r\n',
  '\u00a0',
  '\u2009',
  '–',
  '—',
  '\u2011',
  '−',
  '．',
  '·',
  '\u200b',
  '\u2060',
  '\u00ad',
  ' - ',
];
const FULL_WIDTH = '０１２３４５６７８９'.split('');

const writtenCard = fc
  .tuple(card, fc.array(fc.constantFrom(...SEPARATORS), { minLength: 18, maxLength: 18 }), fc.boolean())
  .map(([number, separators, wide]) => ({
    number,
    text: number
      .split('')
      .map(
        (digit, place) =>
          (wide ? (FULL_WIDTH[Number(digit)] ?? digit) : digit) + (place < number.length - 1 ? (separators[place] ?? '') : ''),
      )
      .join(''),
  }))
  // "40000 08-04-2000 005" is a date between two figures to any reader. A year in a card's own fours is in the table of cards.
  .filter(({ text }) => !/(?<!\d)(?:19|20)\d\d(?!\d)/u.test(text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '')));

const BEFORE = ['She said ', 'My card is ', 'after 45 days: ', 'paid $1,240.50 with ', 'on 2026-11-23, ', '“', 'no. ', '(', '', 'note 3) '];
const AFTER = [' and hung up', ', 30 days late', '.', '”', '; then she paid $12.40', ' exp 12/27', ')', '\nThen I stopped her.', ''];

/** What is left of the digits, whatever script they were in. */
const digitsLeft = (text: string): string => text.normalize('NFKC').replaceAll(/\D/gu, '');

describe('for any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    // Fragments that meet: what one round leaves beside a placeholder must not read differently in the next.
    fc
      .array(
        fc.constantFrom(
          ...BEFORE,
          ...AFTER,
          ' ',
          '-',
          'account ',
          'ref ',
          'SSN ',
          'call ',
          'ending ',
          'last four ',
          '45',
          '4111',
          '1111',
          '5550134',
          '123456',
          'GB29',
          'NWBK',
          'a@b.com',
          ' at ',
          ' dot com',
          '0',
          '+1',
          '\u200b',
          'xx',
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join('')),
  );

  test('masking twice changes nothing more', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(mask(mask(given))).toBe(mask(given));
      }),
      { numRuns: 3000 },
    );
  });

  test('it stays character for character the same outside of the placeholders', () => {
    const PLACEHOLDER = /\[(?:card number|bank account|phone number|e-mail|national id|account number) hidden\]/u;
    const inOrder = (given: string): void => {
      let from = 0;
      for (const kept of mask(given).split(PLACEHOLDER)) {
        const at = given.indexOf(kept, from);
        expect(at).toBeGreaterThanOrEqual(from);
        from = at + kept.length;
      }
    };
    fc.assert(fc.property(text, inOrder), RUNS);
  });

  test('without digits, an @ or a spelled-out one nothing is touched', () => {
    const plain = fc
      .oneof(fc.string({ unit: 'grapheme' }), fc.lorem({ maxCount: 60 }))
      .filter((given) => !/[\p{N}@]|\bat\b|arroba|[([{<]\s?a\s?[)\]}>]/iu.test(given.normalize('NFKD')));
    fc.assert(
      fc.property(plain, (given) => {
        expect(mask(given)).toBe(given);
      }),
      RUNS,
    );
  });
});

describe('an identifier inside any sentence', () => {
  const within = <T>(identifier: fc.Arbitrary<T>): fc.Arbitrary<readonly [string, T, string]> =>
    fc.tuple(fc.constantFrom(...BEFORE), identifier, fc.constantFrom(...AFTER));

  test('a card goes, whatever separates its digits', () => {
    const gone = ([before, { text, number }, after]: readonly [string, { text: string; number: string }, string]): void => {
      const masked = mask(before + text + after);
      expect(digitsLeft(masked)).not.toContain(number);
      // The first 14 of 18 may have a right check digit of their own: then the rest stays behind, and says nothing.
      expect(digitsLeft(masked).length).toBeLessThanOrEqual(digitsLeft(before + after).length + 4);
      expect(hiddenIn(masked)[0]).toEqual({ kind: 'card', count: 1 });
    };
    fc.assert(fc.property(within(writtenCard), gone), { numRuns: 3000 });
  });

  test('an e-mail address goes', () => {
    const gone = ([before, address, after]: readonly [string, string, string]): void => {
      expect(mask(before + address + after)).not.toContain(address);
    };
    fc.assert(fc.property(within(fc.emailAddress()), gone), { numRuns: 3000 });
  });

  test('an IBAN goes, in one piece or in fours', () => {
    const iban = fc
      .constantFrom(['DE', 18], ['ES', 20], ['NO', 11], ['PL', 24], ['FR', 23])
      .chain(([country, length]) => digits(length).map((rest) => withIbanDigits(country, rest)));
    const written = fc
      .tuple(iban, fc.constantFrom('', ' ', '\u00a0', '-', '–'))
      .map(([code, separator]) => (code.match(/.{1,4}/gu) ?? []).join(separator));
    fc.assert(
      fc.property(within(written), ([before, code, after]) => {
        expect(mask(before + code + after)).toBe(`${before}[bank account hidden]${after}`);
      }),
      RUNS,
    );
  });

  test('a US social security number goes', () => {
    const area = fc.integer({ min: 1, max: 899 }).filter((value) => value !== 666);
    const ssn = fc
      .tuple(area, fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 9999 }), fc.constantFrom('-', ' ', '.', '–', '\u00a0', '\n'))
      .map(([first, second, third, separator]) =>
        [String(first).padStart(3, '0'), String(second).padStart(2, '0'), String(third).padStart(4, '0')].join(separator),
      );
    fc.assert(
      fc.property(within(ssn), ([before, code, after]) => {
        expect(mask(before + code + after)).toBe(`${before}[national id hidden]${after}`);
      }),
      RUNS,
    );
  });
});

/** ISO 13616: the country's letters as numbers and 00 behind the account, 98 less the remainder by 97. */
function withIbanDigits(country: string, account: string): string {
  const letters = country
    .split('')
    .map((letter) => String(letter.charCodeAt(0) - 55))
    .join('');
  const check = 98n - (BigInt(account + letters + '00') % 97n);
  return country + String(check).padStart(2, '0') + account;
}

describe('a sentence of figures only', () => {
  const grouped = (value: number, mark: string): string => String(value).replaceAll(/\B(?=(?:\d{3})+$)/gu, mark);
  const two = (value: number): string => String(value).padStart(2, '0');
  const amount = fc.integer({ min: 1, max: 2_000_000_000 });
  const money = fc.oneof(
    fc
      .tuple(fc.constantFrom('$', '£', '€', '¥', '₹', 'US$', 'INR ', 'MXN ', 'R '), amount, fc.constantFrom('', '.50', '.05'))
      .map(([sign, value, cents]) => sign + grouped(value, ',') + cents),
    fc.tuple(fc.constantFrom('£', '€', 'R '), amount).map(([sign, value]) => sign + grouped(value, ' ')),
    fc
      .tuple(amount, fc.constantFrom(' dollars', ' yen', ' rupees', ' pesos', ' euros', '€', ' USD', ' rand'))
      .map(([value, unit]) => String(value) + unit),
    amount.map((value) => `${grouped(value, '.')},00 €`),
  );
  const date = fc
    .tuple(
      fc.integer({ min: 1990, max: 2039 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      fc.constantFrom('-', '/', '.'),
      fc.constantFrom('ymd', 'dmy', 'mdy'),
    )
    .map(([year, month, day, mark, order]) =>
      (order === 'ymd' ? [year, two(month), two(day)] : order === 'dmy' ? [two(day), two(month), year] : [two(month), two(day), year]).join(
        mark,
      ),
    );
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${two(hour)}:${two(minute)}`);
  const rate = fc
    .tuple(fc.integer({ min: 0, max: 100 }), fc.constantFrom('%', '.5%', ' %', ' percent'))
    .map(([value, sign]) => String(value) + sign);
  const late = fc
    .tuple(fc.integer({ min: 1, max: 720 }), fc.constantFrom(' days past due', ' days', '+ days', ' DPD', '-day'))
    .map(([value, unit]) => String(value) + unit);
  const known = fc.constantFrom(
    '30/60/90',
    '2019-2023',
    '12 CFR 1006.14(b)(2)',
    '15 USC 1692e(11)',
    'CONC 7.3.4',
    'US-14',
    '940 CMR 7.04',
    'ISO 27001',
    '24/7',
    '7-in-7',
    '988',
    '1,580/s',
    'DSO 42',
    '91-120',
  );
  const joint = fc.constantFrom(
    ' and ',
    ', ',
    ' on ',
    ' to ',
    '; ',
    '\n',
    ' of ',
    '. The account was ',
    ', the loan ',
    ' when I called at ',
    ', on her card ',
    '. I rang him at ',
    '. Ref ',
    ', by phone, ',
    ' (',
    ') ',
    ' – ',
  );

  test('is not touched', () => {
    const sentence = fc
      .array(fc.tuple(joint, fc.oneof(money, date, time, rate, late, known)), { minLength: 1, maxLength: 12 })
      .map((parts) => `It was${parts.map(([word, figure]) => word + figure).join('')}.`);
    fc.assert(
      fc.property(sentence, (given) => {
        expect(mask(given)).toBe(given);
      }),
      { numRuns: 3000 },
    );
  });
});
