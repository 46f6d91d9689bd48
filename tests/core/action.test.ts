import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actionCode, defineAction } from '../../src/core/action.ts';

const open = defineAction('op', 'form', ['target', 'id']);

test('what goes into a button id comes out of it, whatever the id holds', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (target, id) => {
      fc.pre(
        [target, id].every((text) => text.isWellFormed()) && Buffer.byteLength(encodeURIComponent(target) + encodeURIComponent(id)) < 80,
      );
      expect(open.parse(open.id({ target, id }))).toEqual({ target, id });
    }),
  );
});

test.each(['', 'op', 'r1:op:a', 'r1:op:a:b:c', 'r0:op:a:b', 'r1:other:a:b', 'r1:op:%E0%A4%A:b', 'approve_button'])(
  "an id of another making is nobody's: %s",
  (id) => {
    expect(open.parse(id)).toBeNull();
  },
);

test('an id that no platform could hold is refused when it is made', () => {
  expect(() => open.id({ target: 'x'.repeat(60), id: 'y'.repeat(60) })).toThrow(/longer than 100 bytes/);
});

test("a stranger's button has no code", () => {
  expect(actionCode('approve_button')).toBeNull();
  expect(actionCode(open.id({ target: 'a', id: 'b' }))).toBe('op');
});
