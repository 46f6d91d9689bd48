// The local platform refuses what Discord or Slack would.
import { describe, expect, it } from 'vitest';
import type { Block, Content } from '../../../src/core/content.ts';
import { LIMITS, checkForm, checkThreadTitle, fitContent } from '../../../src/platforms/local/limits.ts';
import { createScriptedCore, field, simpleForm, text, withButtons } from '../../support/scripted-core.ts';
import { DAILY, startWorld } from '../../support/world.ts';

const of = (...blocks: readonly Block[]): Content => ({ blocks });
const words = (count: number): Block => ({ kind: 'text', text: 'x'.repeat(count) });
const buttons = (count: number, label = 'Go'): Block => ({
  kind: 'buttons',
  buttons: Array.from({ length: count }, (_, position) => ({ label, action: `a${position}`, style: 'normal' })),
});
const select = (count: number, selected: readonly string[] = [], most = 1): Block => ({
  kind: 'select',
  action: 's',
  placeholder: 'Pick',
  selected,
  most,
  least: 1,
  options: Array.from({ length: count }, (_, position) => ({ label: `Option ${position}`, value: `v${position}` })),
});
const invalid = expect.objectContaining({ kind: 'invalid' });
const refused = (content: Content): unknown => {
  try {
    fitContent(content);
    return 'accepted';
  } catch (error) {
    return error;
  }
};

describe('a message of the bot', () => {
  it.each([
    ['4,000 characters', of(words(4_000)), of(words(4_001))],
    ['4,000 characters in all', of(words(2_000), words(2_000)), of(words(2_000), words(2_001))],
    ['40 blocks', of(...Array.from({ length: 40 }, () => words(1))), of(...Array.from({ length: 41 }, () => words(1)))],
    ['25 buttons', of(buttons(25)), of(buttons(26))],
    ['a label of 80 characters', of(buttons(1, 'x'.repeat(80))), of(buttons(1, 'x'.repeat(81)))],
    ['25 options', of(select(25)), of(select(26))],
    ['an action id of 100 bytes', withButtons('t', { Go: 'é'.repeat(50) }), withButtons('t', { Go: `${'é'.repeat(50)}x` })],
    [
      '10 files',
      of(...Array.from({ length: 10 }, () => ({ kind: 'image', png: new Uint8Array(1), alt: 'a' }) as const)),
      of(...Array.from({ length: 11 }, () => ({ kind: 'image', png: new Uint8Array(1), alt: 'a' }) as const)),
    ],
  ])('holds %s and no more', (_what, fits, doesNot) => {
    expect(refused(fits)).toBe('accepted');
    expect(refused(doesNot)).toEqual(invalid);
  });

  it('counts a list of the platform as a select', () => {
    const choose: Block = { kind: 'choose', what: 'person', action: 'p', placeholder: 'Who', selected: [], most: 25 };
    expect(refused(of(...Array.from({ length: 38 }, () => words(1)), choose))).toBe('accepted');
    expect(refused(of(...Array.from({ length: 39 }, () => words(1)), choose))).toEqual(invalid);
    expect(refused(of({ ...choose, most: 26 }))).toEqual(invalid);
    expect(refused(of(choose, { ...choose, what: 'group' }))).toEqual(invalid);
  });

  it('counts the rows that buttons stand in as components', () => {
    expect(refused(of(...Array.from({ length: 28 }, () => words(1)), buttons(10)))).toBe('accepted');
    expect(refused(of(...Array.from({ length: 29 }, () => words(1)), buttons(10)))).toEqual(invalid);
  });

  it.each([
    ['no blocks', of()],
    ['an empty text', of({ kind: 'text', text: ' ' })],
    ['an empty list', of({ kind: 'list', items: [] })],
    ['a row without buttons', of(buttons(0))],
    ['a button without a label', of(buttons(1, ''))],
    ['a select without options', of(select(0))],
    ['a select whose choice is not among its options', of(select(2, ['v9']))],
    ['an image without words for it', of({ kind: 'image', png: new Uint8Array(1), alt: '' })],
    ['two buttons of one id', withButtons('t', { One: 'same', Two: 'same' })],
    ['a button and a select of one id', of(select(1), { kind: 'buttons', buttons: [{ label: 'Go', action: 's', style: 'normal' }] })],
  ])('is refused with %s', (_what, content) => expect(refused(content)).toEqual(invalid));

  it('loses its spare blocks, the last one first, before it is refused', () => {
    const spare = (count: number): Block => ({ ...words(count), spare: true });
    expect(
      fitContent(of(spare(10), words(3_000), spare(990), spare(991))).blocks.map((block) =>
        block.kind === 'text' ? block.text.length : 0,
      ),
    ).toEqual([10, 3_000, 990]);
    expect(refused(of(words(4_001), spare(1)))).toEqual(invalid);
  });

  it('says how much it was, never what it was', async () => {
    const { platform } = await startWorld({ bot: createScriptedCore });
    const post = platform.post(DAILY, text('secret '.repeat(1_000)), 'a');
    await expect(post).rejects.toThrow(/7000, at most 4000/);
    await expect(post).rejects.not.toThrow(/secret/);
  });

  it('stands only once it has passed: a refused edit leaves it as it was', async () => {
    const { platform, ana } = await startWorld({ bot: createScriptedCore });
    const message = await platform.post(DAILY, text('fine'), 'a');
    await expect(platform.edit(message, of(words(4_001)))).rejects.toEqual(invalid);
    expect(ana.reads(DAILY)).toEqual(['fine']);
  });
});

describe('a form', () => {
  const fields = (count: number) => Array.from({ length: count }, (_, position) => field(`f${position}`));
  it.each([
    ['1 to 5 fields', { fields: fields(5) }, { fields: fields(6) }],
    ['at least one field', { fields: fields(1) }, { fields: [] }],
    ['a title of 45 characters', { title: 'x'.repeat(45) }, { title: 'x'.repeat(46) }],
    ['a label of 45 characters', { fields: [field('a', { label: 'x'.repeat(45) })] }, { fields: [field('a', { label: 'x'.repeat(46) })] }],
    [
      '25 choices',
      { fields: [field('a', { kind: 'choice', options: Array.from({ length: 25 }, (_, n) => ({ label: `${n}`, value: `${n}` })) })] },
      { fields: [field('a', { kind: 'choice', options: [] })] },
    ],
    [
      'a file, which only a person can put there',
      { fields: [field('a', { kind: 'file', maxLength: 0 })] },
      { fields: [field('a', { kind: 'file', value: 'local:file/1' })] },
    ],
    ['fields of different names', { fields: [field('a'), field('b')] }, { fields: [field('a'), field('a')] }],
    ['text of 4,000 characters', { fields: [field('a', { maxLength: 4_000 })] }, { fields: [field('a', { maxLength: 4_001 })] }],
    ['an introduction of words', { introduction: text('Read this.') }, { introduction: withButtons('Read this.', { Go: 'go' }) }],
  ])('holds %s', (_what, fits, doesNot) => {
    expect(() => checkForm(simpleForm('f', fits))).not.toThrow();
    expect(() => checkForm(simpleForm('f', doesNot))).toThrow(invalid);
  });
});

describe('other limits', () => {
  it('holds thread titles to 100 characters', () => {
    expect(() => checkThreadTitle('x'.repeat(100))).not.toThrow();
    expect(() => checkThreadTitle('x'.repeat(101))).toThrow(invalid);
  });

  it('holds people to 2,000 characters, in saying and in editing', async () => {
    const { ana } = await startWorld({ bot: createScriptedCore });
    const said = ana.says(DAILY, 'x'.repeat(LIMITS.memberText));
    expect(() => ana.says(DAILY, 'x'.repeat(2_001))).toThrow(/holds 2000 characters, this has 2001/);
    expect(() => ana.edits(said, 'x'.repeat(2_001))).toThrow(/holds 2000/);
    expect(() => ana.says(DAILY, ' \n ')).toThrow(/needs some text/);
  });
});
