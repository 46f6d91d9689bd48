import { describe, expect, it } from 'vitest';
import { complete, faultOf, filledValues, fitChoices, readOptions, writeDraft } from '../../src/platforms/local/page/completion.ts';
import type { CommandDraft, Completion } from '../../src/platforms/local/page/completion.ts';
import type { Command, Option } from '../../src/platforms/local/page/wire.ts';

const role: Option = {
  name: 'role',
  kind: 'choice',
  description: 'Which job',
  required: false,
  suggests: false,
  choices: [
    { label: 'Bill collector', value: 'bill-collector' },
    { label: 'Collections manager', value: 'manager' },
  ],
};
const topic: Option = { name: 'topic', kind: 'text', description: 'What it is about', required: false, maxLength: 20, suggests: true };
const date: Option = { name: 'date', kind: 'date', description: 'The day of the interview', required: true, suggests: false };
const alone = (name: string, description: string, options: readonly Option[] = []): Command => ({
  name,
  description,
  options,
  subcommands: [],
});
const commands: readonly Command[] = [
  alone('practice', 'One question now', [role, topic]),
  {
    name: 'plan',
    description: 'Day by day up to the interview',
    options: [],
    subcommands: [
      { name: 'start', description: 'Begin', options: [date] },
      { name: 'show', description: 'What is next', options: [] },
    ],
  },
  alone('progress', 'Your history and your plan'),
  alone('help', 'What there is'),
];

const offered = (text: string): readonly string[] => {
  const completion = complete(text, commands);
  return completion.kind === 'suggestions' ? completion.suggestions.map((one) => one.insert) : [];
};
function drafted(text: string): CommandDraft {
  const completion: Completion = complete(text, commands);
  if (completion.kind !== 'draft') throw new Error(`${text} is no draft but ${completion.kind}`);
  return completion.draft;
}

describe('while a command is typed', () => {
  it('leaves words alone that are no command', () => {
    for (const text of ['', 'hello', 'and/or', '//comment', '/practice\nand more'])
      expect(complete(text, commands)).toEqual({ kind: 'none' });
  });

  it('offers everything after the slash, and what fits once there is more', () => {
    expect(offered('/')).toEqual(['/practice ', '/plan ', '/progress ', '/help ']);
    expect(offered('/pr')).toEqual(['/practice ', '/progress ']);
    expect(offered('/PLA')[0]).toBe('/plan ');
  });

  it('finds a command by its description, after those that are named so', () => {
    expect(offered('/plan')).toEqual(['/plan ', '/progress ']);
    expect(offered('/history')).toEqual(['/progress ']);
  });

  it('says that there is no such command', () => {
    expect(complete('/nothing', commands)).toMatchObject({ suggestions: [], fault: 'There is no /nothing. Type / to see what there is.' });
    expect(complete('/nothing at all', commands)).toMatchObject({ kind: 'suggestions', suggestions: [] });
  });

  it('goes on with the subcommands of a command that has some', () => {
    expect(offered('/plan ')).toEqual(['/plan start ', '/plan show ']);
    expect(offered('/plan sh')).toEqual(['/plan show ']);
    expect(complete('/plan stop', commands)).toMatchObject({ fault: '/plan has no "stop". It has: start, show.' });
  });

  it('becomes a draft with its fields at the space after the name', () => {
    expect(complete('/practice', commands).kind).toBe('suggestions');
    expect(drafted('/practice ').options.map((one) => one.name)).toEqual(['role', 'topic']);
    expect(drafted('/plan start ')).toMatchObject({ command: 'plan', subcommand: 'start' });
    expect(drafted('/help ').options).toEqual([]);
  });
});

describe('options in a line', () => {
  it('reads names, quotes, and a choice by its label in any case', () => {
    expect(readOptions('topic:disputes role:"BILL collector"', [role, topic])).toEqual({
      values: { topic: 'disputes', role: 'bill-collector' },
      fault: null,
    });
  });

  it('gives words without a name to the first option that takes text', () => {
    expect(readOptions('broken promises', [role, topic]).values).toEqual({ topic: 'broken promises' });
    expect(readOptions('http://example.org', [topic]).values).toEqual({ topic: 'http://example.org' });
  });

  it('says what it could not place', () => {
    expect(readOptions('whatever', [role]).fault).toBe('I do not know what to do with "whatever".');
  });

  it('writes a draft so that reading it gives the same draft', () => {
    const draft = drafted('/practice topic:"broken promises" role:manager');
    expect(writeDraft(draft)).toBe('/practice topic:"broken promises" role:manager');
    expect(drafted(writeDraft(draft))).toEqual(draft);
  });
});

describe('what keeps a command from being sent', () => {
  const withValues = (text: string, values: Readonly<Record<string, string>>): CommandDraft => ({ ...drafted(text), values });

  it('is an option that is needed and missing', () => {
    expect(faultOf(drafted('/plan start '))).toEqual({ option: 'date', message: 'Date is needed: The day of the interview' });
  });

  it('is a choice that is not in the list, a day that does not exist, a text that is too long', () => {
    expect(faultOf(withValues('/practice ', { role: 'pilot' }))?.option).toBe('role');
    expect(faultOf(withValues('/plan start ', { date: '2026-02-31' }))?.option).toBe('date');
    expect(faultOf(withValues('/practice ', { topic: 'x'.repeat(21) }))?.message).toBe('Topic may hold 20 characters; this has 21.');
  });

  it('is nothing when all is well; empty options are not sent', () => {
    const draft = withValues('/practice ', { role: 'manager', topic: '  ' });
    expect(faultOf(draft)).toBeNull();
    expect(filledValues(draft)).toEqual({ role: 'manager' });
    expect(faultOf(withValues('/plan start ', { date: '2028-02-29' }))).toBeNull();
  });
});

it('ranks choices: the start of the label, the start of a later word, anywhere', () => {
  const labels = ['Call craft', 'B2B receivables', 'Records', 'Accuracy'].map((label) => ({ label, value: label }));
  expect(fitChoices('rec', labels).map((one) => one.label)).toEqual(['Records', 'B2B receivables']);
  expect(fitChoices('craft', labels).map((one) => one.label)).toEqual(['Call craft']);
  expect(fitChoices('', labels)).toHaveLength(4);
});
