// Google's numbering data, by libphonenumber-js, as the judge of what a phone number is. The masking itself does without it: loading it
// costs a fifth of the start and 17 MB, and it calls the numbers that were set aside for fiction invalid.
import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mask } from '../../src/answers/masking.ts';

const TEN_DIGITS = '0123456789'.split('');
const PLACES = ['US', 'CA', 'GB', 'AU', 'IN', 'JP', 'SG', 'MX', 'ES', 'ZA'] as const;
const expectHidden = (before: string, number: string, after: string): void => {
  expect(mask(`${before}${number}${after}`)).toBe(`${before}[phone number hidden]${after}`);
};

/** Two islands' numbers have seven digits, country and all: shorter than any amount that people write. */
const TOO_SHORT: readonly CountryCode[] = ['TA', 'TK'];

describe('a number of every country', () => {
  test.each(getCountries().filter((country) => !TOO_SHORT.includes(country)))('%s goes when it is written with its plus', (country) => {
    const number = getExampleNumber(country, examples);
    if (number === undefined) throw new Error(`no example for ${country}`);
    for (const written of [number.formatInternational(), number.number, number.formatInternational().replaceAll(' ', '-')])
      expectHidden('Ring ', written, ', then wait 45 days.');
  });
});

describe('a number as people of the place write it', () => {
  test.each(PLACES)('%s', (place) => {
    const length = getExampleNumber(place, examples)?.nationalNumber.length ?? 0;
    const first = fc.constantFrom(...TEN_DIGITS.slice(1));
    const rest = fc.string({ unit: fc.constantFrom(...TEN_DIGITS), minLength: length - 1, maxLength: length - 1 });
    const number = fc
      .tuple(first, rest)
      .map(([digit, others]) => parsePhoneNumberFromString(digit + others, place))
      .filter(
        (parsed) =>
          parsed !== undefined &&
          parsed.country === place &&
          ['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE'].includes(parsed.getType() ?? ''),
      )
      // Spain's machines dial numbers that begin with 4 or 5; people have none.
      .filter((parsed) => place !== 'ES' || /^[6-9]/u.test(parsed?.nationalNumber ?? ''))
      .map((parsed) => parsed?.formatNational() ?? '')
      // "9000 8000" are figures.
      .filter((written) => !(written.match(/\d+/gu) ?? []).every((group) => group.endsWith('00')));
    fc.assert(
      fc.property(number, (written) => expectHidden('She was on ', written, ' for 3 weeks.')),
      { numRuns: 200 },
    );
  });
});
