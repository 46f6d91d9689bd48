import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hiddenIn, mask } from '../../src/answers/masking.ts';
import type { HiddenKind } from '../../src/answers/masking.ts';

const CARD = '[card number hidden]';
const IBAN = '[bank account hidden]';
const PHONE = '[phone number hidden]';
const EMAIL = '[e-mail hidden]';
const ID = '[national id hidden]';
const ACCOUNT = '[account number hidden]';

/** `{…}` is what has to go. */
function expectHidden(marked: string, placeholder: string): void {
  const text = marked.replaceAll(/[{}]/gu, '');
  expect(mask(text)).toBe(marked.replaceAll(/\{[^}]*\}/gu, placeholder));
}

describe('a payment card', () => {
  test.each([
    'She read out {4111 1111 1111 1111} before I could stop her.',
    'He typed {4111-1111-1111-1111} into the chat',
    'The note said {4111111111111111}.',
    'Card {4111.1111.1111.1111}, 45 days past due',
    'Mastercard {5500 0000 0000 0004} and the newer {2223 0031 2200 3222}',
    'her Amex, {3782 822463 10005}, had expired',
    'Discover {6011 0009 9013 9424}; JCB {3530 1113 3330 0000}',
    'an old Diners card {3056 930902 5904}',
    'a 19-digit one {6759 0012 3456 7890 123} of Maestro',
    'I paid 250 with {4111 1111 1111 1111} on 23/11/2026',
    'fours that look like years {4111 2019 2026 0009} all the same',
    'written {4111/1111/1111/1111} or {4111_1111_1111_1111}',
    'spaced oddly {41 11-11.11 1111 1111} still counts',
    'one by one {4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1} as read aloud',
    'cut by a line {4111 1111\n1111 1111} in my notes',
    'full width {４１１１　１１１１　１１１１　１１１１} digits',
    'Arabic digits {٤١١١ ١١١١ ١١١١ ١١١١} too',
    'en dashes {4111–1111–1111–1111} and no-break spaces {4111\u00a01111\u00a01111\u00a01111}',
    'zero width {4111\u200b1111\u200b1111\u200b1111} inside',
    'soft hyphens {4111\u00ad1111\u00ad1111\u00ad1111} inside',
    'keycaps {4️⃣1️⃣1️⃣1️⃣ 1111 1111 1111} for fun',
    'the card number {4111 1111 1111 1112} was declined (one digit wrong)',
    'stuck{4111111111111111}together',
    'the card ending {4321} was declined',
    'the Visa ending in {4321}, 12 payments',
    'the last four of his card were {4321}',
    'on file: xxxx-xxxx-xxxx-{4321}',
    'card **** **** **** {4321} on the statement',
    'the app shows Visa •••• {4321}',
    'she offered the CVV: {123} and I said no',
  ])('%s', (marked) => expectHidden(marked, CARD));

  test('and its security code, without the day count behind them', () => {
    expect(mask('4111 1111 1111 1111 145 days past due')).toBe(`${CARD} 145 days past due`);
    expect(mask('Card 5500 0000 0000 0004, 12/27, cvv 123')).toBe(`Card ${CARD}, 12/27, cvv ${CARD}`);
  });
});

describe('a bank account by IBAN', () => {
  test.each([
    'Refund to {GB29 NWBK 6016 1331 9268 19} please',
    'refund to {gb29nwbk60161331926819} and close it',
    'IBAN: {DE89 3704 0044 0532 0130 00}.',
    'the Spanish one is {ES91 2100 0418 4502 0005 1332}, 30 days late',
    'Malta has the longest: {MT84 MALT 0110 0001 2345 MTLC AST0 01S}',
    'Norway the shortest: {NO93 8601 1117 947}',
    'with dashes {FR14-2004-1010-0505-0001-3M02-606}',
    'over two lines {DE89 3704 0044\n0532 0130 00}',
    'no-break {DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000}',
    'IBAN {DE00 3704 0044 0532 0130 00} had a wrong check digit',
  ])('%s', (marked) => expectHidden(marked, IBAN));
});

describe('a phone number', () => {
  test.each([
    'I rang {415-555-0134} at 9.40 a.m.',
    'reach her on {(415) 555-0134}, then wait 7 days',
    'her cell is {415.555.0134}',
    'dial {1-800-555-0199} instead',
    'the office, {415-555-0134 ext. 22}, is closed',
    'from {+1 (415) 555-0134} and {+14155550134}',
    'the number on file was {4155550134}',
    'locally {555-0134}',
    'numbers {415-555-0134},{415-555-0187}/{212-555-0111}',
    'one a line:\n{415-555-0134}\n{212-555-0187}\n{4165550111}',
    'her mobile {07700 900123} was off for 3 days',
    'London {020 7946 0958}, Leeds {0113 496 0123}, {(0161) 496 0123}',
    'UK from abroad {+44 7700 900123}, {+44 (0)20 7946 0958} or {0044 7700 900123}',
    'village {01632 960 001} and {01632960001}',
    'Sydney {(02) 9876 5432}, mobile {0412 345 678} or {0412345678}, {1300 123 456}',
    'Mumbai {022 2345 6789}, mobile {98765 43210}, {9876543210}, {098765 43210}, {+91-98765-43210}',
    'Tokyo {03-1234-5678}, mobile {090-1234-5678}, {08012345678}, {+81 90 1234 5678}',
    'wide {０９０－１２３４－５６７８} digits',
    'Singapore {9123 4567}, {6123 4567}, {91234567}, {+65 9123 4567}',
    'Mexico {55 1234 5678}, {664 123 4567}, {+52 1 55 1234 5678}',
    'Madrid {91 123 45 67}, mobile {612 34 56 78}, {612 345 678}, {612345678}, {+34 612 345 678}',
    'Cape Town {021 123 4567}, mobile {082 123 4567}, {0821234567}, {+27 82 123 4567}',
    'Toronto {416-555-0134}',
    'cut by a line {415-555-\n0134}',
    'hidden marks {415\u200b-555\u200d-0134}',
    'with long dashes {415—555—0134}',
    'my number is {44 55 66 77}',
    'ring {+44 7700 900123} 45 days later',
    'she said {415-555-0134} times out, {+44 7700 900123} calls at night',
    'owed 50 € {612 345 678}, ring {415-555-0134} $50 due',
    'WhatsApp: {+55 11 91234-5678}',
  ])('%s', (marked) => expectHidden(marked, PHONE));

  test('keeps the brackets of the sentence', () => {
    expect(mask('my office (415-555-0134) closes at 17:00')).toBe(`my office (${PHONE}) closes at 17:00`);
  });
});

describe('an e-mail address', () => {
  test.each([
    'I wrote to {ana.lopez+debts@example.co.uk}.',
    'write to {ana@example.com}, then wait 14 days',
    '**{ana@example.com}** or ({a_b-c@sub.example.org})',
    'mailto:{ana@example.com}?subject=hello',
    '{José@example.com} and {田中@例え.jp}',
    'wide {ana＠example．com} sign',
    'spaced {ana @ example.com} sign',
    'she spelled it {ana (at) example dot com}',
    '{ana [at] example [dot] com} in the file',
    '{ana AT example DOT com} on the line',
    'it was {ana dot lopez at gmail dot com}',
    '{ana(at)example.com}, {ana at gmail.com}',
    'hidden marks {ana\u200b@exam\u200bple.com}',
  ])('%s', (marked) => expectHidden(marked, EMAIL));
});

describe('a national id', () => {
  test.each([
    'He gave me {123-45-6789} unasked',
    'her SSN is {123 45 6789}, she said',
    'SSN {123456789}',
    'social security number: {123456789}',
    'the social was {123.45.6789}',
    '{123456789} is his SSN',
    'an ITIN {900-70-1234} instead',
    'full width {１２３－４５－６７８９}',
    'cut by a line {123-45-\n6789}',
    'en dashes {123–45–6789}',
    'NI number {QQ 12 34 56 C}',
    'her NINO, {AB123456C}, matched',
    'lower case {ab 12 34 56 c} as typed',
    'NI number {AB 12 34 56} without the letter',
    'the last four of her social were {6789}',
    'on file as XXX-XX-{6789}',
    'I verified him by the last four of his SSN, {4482}, and his street',
    'DNI {12345678Z} and NIE {X1234567L}',
    'PAN {ABCPE1234F}, Aadhaar {2345 6789 0123}',
    'NRIC {S1234567D}',
    'South African id {800101 5009 087}',
    'passport no. {925665416}',
  ])('%s', (marked) => expectHidden(marked, ID));
});

describe('an account number', () => {
  test.each([
    'account number {44556677}, 45 days past due',
    'Acct# {98765432} is closed',
    'acct: {9876-5432-10}',
    'a/c no. {001234567} at the branch',
    'account {4455 6677 88} was charged off',
    'the account number is {100200}',
    'her account is {44556677}',
    'accounts {445566} and {778899} are both hers',
    'sort code {20-00-00} account {12345678}',
    'sort code {12-11-26}',
    'routing number {021000021}, account {000123456789}',
    'BSB {062-001}',
    'ref: {CL-2023-00451}',
    'our reference {4455667}',
    'loan {LN4458812} in default',
    'loan number {245600}',
    'her loan (no. {778812345}) was 92 days late',
    'Account #{0012-3345-6678} has $3,402.17 open',
    'policy {PX-99887}',
    'customer number {445566}',
    'customer ID: {AB-9921-X}',
    'case number {445566}',
    'the account ending in {4321}, two payments missed',
    'the account, last four digits {4321}',
    '{44556677} was her account number',
    'cuenta número {0049 1500 05 1234567892}',
    '口座番号は{1234567}です',
    'account no. {44\u200b5566\u200b77}',
    'account number\n{44556677}',
    'account {44556677} £120 overdue, acct {88776655} days late: 45',
  ])('%s', (marked) => expectHidden(marked, ACCOUNT));
});

describe('what an answer is made of stays', () => {
  test.each([
    // days past due and ageing
    'The account was 45 days past due and I took it over at day 90+.',
    'I sort by 30/60/90, then 120 and 180.',
    'buckets 0-30, 31-60, 61-90, 91-120 and 121-180',
    'accounts 121-150 days late get a letter',
    '30 60 90 120 150 180',
    'Past 60 I call; past 90 I escalate, at 120 DPD it goes out.',
    // money
    'a balance of $1,240.50, later £12 345',
    'She owed 1.200,00 € and offered 4,000,000 yen, or INR 2,50,000.',
    'I collected 1250000 dollars in 2025',
    'we recovered 1250000000 yen and 9876543210 rupees',
    'a portfolio of R 612 345 678 or €912 345 678',
    'The loan was 245600 and the account 1250000 dollars.',
    'a loan of 250000 at 14.5%',
    'US$ 4155550134 written off; 650 000 000 yen too',
    'MXN 8,400,000 against a limit of 12 million',
    'Settlements of 4200 4350 4100 4500',
    'Salary 65000-72000, previously 8120-9340 a quarter',
    // rates, counts and measures
    'cure rate 62.5%, kept promises 78 %, DSO 42',
    '7-in-7 and 1,580/s, 24/7, 3-5%',
    'I made 1200-1500 calls and worked 6500-7200 accounts',
    'I called 1250000 customers with 12 agents',
    'DSO fell from 51 to 42.3 in 18 months',
    '81250000 records in the table, 91234567 customers',
    // dates and times
    'on 2026-11-23, 23/11/2026, 11.23.2026 and 23-11-2026',
    '23.11.2026 24.11.2026, between 14:30 and 16:45',
    'at 9.40 p.m., in 2019-2023, again 2024–2026',
    'ref 2026-11-23, account 2026-11-23, loan 2019-2023',
    'I have been in collections 2019 2020 2021 2022 2023.',
    'call her on 11.23.2026 at 8, not 21:05',
    'card reviews for the year ended 2024, the quarter ending 2023',
    'in the last four 2019 audits and the last four 1200 calls',
    // statutes, standards and rule ids
    '15 USC 1692e(11), 12 CFR 1006.14(b)(2) and 26 U.S.C. 6050P',
    'CONC 7.3.4, Reg. 74 s 21, US-14, 940 CMR 7.04',
    'ISO 27001, ISO/IEC 27001:2022, ISO20022 and PCI DSS v4.0.1',
    'our policy ISO27001, reference 12 CFR 1006.14(b)(2)',
    'Section 75, s 24(2), Act 34 of 2005, Directive 2014/17/EU, GDPR 2016/679',
    'policy COVID-2020 and the CARES2020 programme',
    // short numbers to call
    '988, 116 123, 911 or 13 11 14, and text 741741',
    // what is not a person's number
    'order 4021987, invoice 88213, PO 4500012345',
    'order number 40219876 and invoice no. 91234567',
    'DSO 58 to 41 on 1,200 invoices worth $2 450 000; R12 450; 15.300 pesos; 12 345 678 CZK',
    'FICO 640, score 680-720, DTI 43%, LTV 80/20, form 1099-C for $600+',
    'We dial 250-300 numbers a day for 80-120 contacts; roll rate 30-59: 12%',
    'In 2023, 1200 of 45000 accounts moved to 90+; a call centre of 24000 agents',
    '12 invoices and 3 disputed lines, invoice count 1250',
    'version 10.0.19045.3803 on 192.168.10.255',
    'a nine-digit 123456789 without a word',
    '000-12-3456 and 666-12-3456 were never issued',
    'GB 12 34 and the like; US14 and AU07',
    'I started at 14 in every hundred pounds and finished at 11',
    // marks that hide nothing
    '#### 2023 results, ## 1200 calls, **2023** and ***1200***, x1000 and xxx 2023',
    'commit a8123456789f and 550e8400-e29b-41d4-a716-446655440000',
    // an @ or "at" that is no address
    'I worked at booking.com, now at Booking dot com.',
    'We met at 14:30 at example.com and looked at everything',
    '@everyone the rate is 5 @ 10.50',
    // a message of a chat platform
    'as <@123456789012345678> said <t:1790000000:R> <:ok:123456789012345678>',
    // words that go with numbers, and none
    'account manager, reference points and policy matters; card or account?',
    'On the account, 2 of 3 cards were 30 days late.',
    'I asked for the account number and never for the card number.',
    'The account was 120 days late, the loan 90, the card 60.',
    'account in 30-60-90, accounts 30-60-90',
    'I listened: “He’d lost 2 shifts – £40 less each week.”',
    '残高は12万円、45日延滞でした。',
    '',
  ])('%s', (text) => expect(mask(text)).toBe(text));

  test('also in every question that ships: nothing there reads like a card, an id or an account number', () => {
    const folder = 'data/questions';
    const lines = readdirSync(folder).flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').split('\n'));
    const taken = lines.filter((line) => hiddenIn(mask(line)).some(({ kind }) => kind !== 'phone' && kind !== 'email'));
    expect(lines.length).toBeGreaterThan(1000);
    expect(taken).toEqual([]);
  });
});

describe('rows of the same marks', () => {
  // Each made some pattern try every way to cut it; a message like this must not stop the bot.
  test.each([
    '*',
    'x',
    '-',
    '(',
    '"@',
    'a@',
    '1    ',
    '1-',
    '1.',
    '0 ',
    'ana dot ',
    'ana at ',
    'last four of the ',
    'number is call ',
    'account no. ',
    'a_',
  ])('%j are passed on as they are', (unit) => {
    const text = `1 ${unit.repeat(4000)}`;
    expect(mask(text)).toBe(text);
  });
});

describe('a whole answer', () => {
  const answer = `I’d start with the file: acct# 44556677, 45 days past due, $1,240.50 open since 2026-09-14.
I ring (415) 555-0134 between 8:00 and 21:00, no more than 7 times in 7 days (12 CFR 1006.14).
She said: “Take it from 4111 1111 1111
1111, or write to ana (at) example dot com.” I did not write the card down.`;

  test('loses the identifiers and nothing else', () => {
    expect(mask(answer)).toBe(`I’d start with the file: acct# ${ACCOUNT}, 45 days past due, $1,240.50 open since 2026-09-14.
I ring ${PHONE} between 8:00 and 21:00, no more than 7 times in 7 days (12 CFR 1006.14).
She said: “Take it from ${CARD}, or write to ${EMAIL}.” I did not write the card down.`);
  });

  test('tells afterwards what was hidden, and how often', () => {
    const counts = (text: string): Partial<Record<HiddenKind, number>> =>
      Object.fromEntries(hiddenIn(mask(text)).map(({ kind, count }) => [kind, count]));
    expect(counts(answer)).toEqual({ card: 1, account: 1, phone: 1, email: 1 });
    expect(counts('4111111111111111, 5500000000000004 and GB29NWBK60161331926819, SSN 123-45-6789')).toEqual({
      card: 2,
      iban: 1,
      nationalId: 1,
    });
    expect(hiddenIn(mask('45 days past due'))).toEqual([]);
  });

  test('is not masked further by the words of its own placeholders', () => {
    const masked = `${CARD} for the quarter ending 4321, ${ACCOUNT} 445566, ${PHONE} 5550199`;
    expect(mask(masked)).toBe(masked);
  });
});
