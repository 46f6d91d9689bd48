import { expect, it } from 'vitest';
import { composedText, forgetTyped, initialValues, keepComposed, keepTyped, typedBefore } from '../../src/platforms/local/page/drafts.ts';
import type { Form } from '../../src/platforms/local/page/wire.ts';

const form = (id: string, question: string): Form => ({
  id,
  title: 'Your answer',
  introduction: { blocks: [{ kind: 'heading', text: question }] },
  fields: [
    {
      name: 'answer',
      label: 'Answer',
      hint: null,
      kind: 'paragraph',
      options: [],
      value: 'as before',
      required: true,
      fileName: null,
      maxLength: 100,
    },
  ],
  submit: 'Send',
});

it('offers what was typed when the same question is opened again under a new id, to the same person only', () => {
  keepTyped('ana', form('1', 'First'), { answer: 'half a thought' });
  expect(typedBefore('ana', form('2', 'First'))).toEqual({ answer: 'half a thought' });
  expect(typedBefore('ben', form('2', 'First'))).toBeNull();
  expect(typedBefore('ana', form('3', 'Second'))).toBeNull();
});

it('offers nothing once it was sent, or put back to what stood there', () => {
  keepTyped('ana', form('1', 'Third'), { answer: 'sent' });
  forgetTyped('ana', form('1', 'Third'));
  expect(typedBefore('ana', form('2', 'Third'))).toBeNull();
  keepTyped('ana', form('1', 'Fourth'), { answer: 'changed' });
  keepTyped('ana', form('1', 'Fourth'), initialValues(form('1', 'Fourth')));
  expect(typedBefore('ana', form('2', 'Fourth'))).toBeNull();
});

it('keeps the composer’s text by person and place', () => {
  keepComposed('ana', 'local:channel/daily', 'not yet');
  expect(composedText('ana', 'local:channel/daily')).toBe('not yet');
  expect(composedText('ana', 'local:channel/lounge')).toBe('');
  expect(composedText('ben', 'local:channel/daily')).toBe('');
  keepComposed('ana', 'local:channel/daily', '');
  expect(composedText('ana', 'local:channel/daily')).toBe('');
});
