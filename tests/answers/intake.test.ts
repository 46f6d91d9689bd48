import { describe, expect, it } from 'vitest';
import { codeIntake, gradedByIntake, offlineIntake } from '../../src/answers/intake.ts';
import { intakeLines } from '../feedback/offline/world.ts';

const QUESTION = 'Tell me about a customer who kept breaking payment promises. What did you do?';
const read = (text: string, changed: { question?: string | undefined; repliesToPerson?: boolean } = {}): ReturnType<typeof offlineIntake> =>
  offlineIntake({
    question: changed.question ?? QUESTION,
    threadContext: [{ author: 'sam', text: 'I called him and we made a plan.' }],
    author: 'ann',
    repliesToPerson: changed.repliesToPerson ?? false,
    text,
  });

describe('what is an answer', () => {
  it('grades answers and leaves talk alone', () => {
    const wrong = intakeLines.filter(({ text, label, question }) => gradedByIntake(read(text, { question })) !== (label === 'answer'));
    expect(wrong.length / intakeLines.length).toBeLessThanOrEqual(0.1);
  });

  it.each(intakeLines.filter(({ label }) => label === 'personal_crisis'))('answers a person, not a candidate: $text', ({ text }) => {
    const verdict = read(text);
    expect(verdict.crisis).toBe(true);
    expect(gradedByIntake(verdict)).toBe(false);
  });

  it.each(intakeLines.filter(({ label }) => label !== 'personal_crisis'))(
    'takes no story or joke for a crisis: $text',
    ({ text, question }) => {
      expect(read(text, { question }).crisis).toBe(false);
    },
  );

  it('needs no judgement for emoji, commands, three words and the prefix', () => {
    const input = (text: string): Parameters<typeof codeIntake>[0] => ({
      question: QUESTION,
      threadContext: [],
      author: 'ann',
      repliesToPerson: false,
      text,
    });
    expect(codeIntake(input('👍👍'))?.label).toBe('off_topic');
    expect(codeIntake(input('/practice now'))?.label).toBe('meta');
    expect(codeIntake(input('so true'))?.label).toBe('discussion');
    expect(codeIntake(input('A: I would call her and ask what changed.'))?.label).toBe('answer');
  });

  it('asks about a longer text in another language instead of passing it over', () => {
    for (const text of [
      'Tenía una clienta con 640 dólares y tres promesas incumplidas. Le pregunté qué había cambiado y pusimos dos pagos que llegaron.',
      '三回約束を破ったお客様がいました。理由を聞くと給料日が変わっていました。二回とも入金されました。',
    ]) {
      const verdict = read(text);
      expect(verdict.label).toBe('answer');
      expect(verdict.confidence).toBeLessThan(0.75);
      expect(gradedByIntake(verdict)).toBe(false);
    }
  });

  it('leaves what is said to another person alone, unless it is a cry for help', () => {
    expect(
      gradedByIntake(
        read('I would have called the customer on the day, asked why and set up a new plan with her.', { repliesToPerson: true }),
      ),
    ).toBe(false);
    expect(read("honestly I can't go on like this", { repliesToPerson: true }).crisis).toBe(true);
  });
});
