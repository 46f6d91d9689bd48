// What the built-in checker takes for an answer to this question, and what it leaves alone.
import { describe, expect, it } from 'vitest';
import { loadBank } from '../../../src/bank/load.ts';
import { gradingQuestion } from '../../../src/feedback/grading-question.ts';
import { FAIR_ANSWER } from '../../support/rapport.ts';
import { DATA, designed, graded, outcome, questionOf, rules } from './world.ts';

const bank = loadBank(DATA, rules).questions.map((question) => ({
  question: { ...gradingQuestion(question, 'mid', 'US'), notToCopy: [] },
  example: question.example,
}));

describe('other languages', () => {
  it.each([
    [
      'Spanish',
      'Tenía una clienta con 640 dólares y tres promesas incumplidas. Le pregunté qué había cambiado: cobraba el 15 y no el 1. Se lo confirmé por correo y los dos pagos llegaron.',
    ],
    [
      'French',
      'Je lui ai demandé ce qui avait changé, elle a dit que la paie tombait le quinze, et nous avons fixé deux versements que j’ai confirmés par écrit.',
    ],
    [
      'German',
      'Ich habe die Kundin gefragt, was sich geändert hat, und wir haben zwei Raten vereinbart, die ich ihr noch am selben Tag bestätigt habe.',
    ],
    [
      'Portuguese',
      'Perguntei à cliente o que tinha mudado e ela disse que o salário agora cai no dia quinze, então marcamos duas parcelas e eu confirmei por e-mail.',
    ],
    ['Japanese', '三回約束を破ったお客様がいました。理由を聞くと給料日が十五日に変わっていました。二回とも入金されました。'],
    ['Arabic', 'سألت العميلة عما تغير فقالت إن الراتب يصل في منتصف الشهر فاتفقنا على دفعتين وأكدت ذلك كتابة.'],
  ])('get no level: %s', async (_, answer) => {
    const result = await outcome(questionOf('B1'), answer);
    expect(result).toMatchObject({ kind: 'not-graded', reason: 'language' });
  });

  it('are not seen in English, broken or not', async () => {
    for (const { question, answer, style } of designed) {
      if (style.startsWith('stuffed')) continue;
      expect((await outcome(questionOf(question), answer)).kind, answer).toBe('graded');
    }
  });
});

describe('this question or another one', () => {
  it('never sends a full answer to its own question away, and marks most stories told for another', async () => {
    let low = 0;
    let pairs = 0;
    for (const { question } of bank) {
      for (const other of bank) {
        const result = await graded(question, other.example);
        if (other.question.id === question.id) {
          expect(result.caps, question.id).not.toContain('K4');
          expect(result.criteria.R1.score ?? 0, question.id).toBeGreaterThanOrEqual(3);
        } else {
          pairs += 1;
          if ((result.criteria.R1.score ?? 5) <= 2) low += 1;
        }
      }
    }
    expect(low / pairs).toBeGreaterThan(0.7);
  }, 60_000);

  it('knows a fair answer where it belongs', async () => {
    const own = bank.find(({ question }) => question.id === 'promises-broken-again');
    expect(own).toBeDefined();
    if (own !== undefined) expect((await graded(own.question, FAIR_ANSWER)).overall).toBeGreaterThanOrEqual(3.8);
  });

  it('gives nothing for "I do not know", and no praise', async () => {
    expect(await outcome(questionOf('B1'), "I don't know.")).toMatchObject({ kind: 'not-graded', reason: 'not-an-answer' });
  });
});

describe('what counts for nothing', () => {
  it('is what was hidden: it raises no level and is never quoted', async () => {
    const answer =
      'I had a customer who broke two promises. I called her and asked why; her hours had been cut. We agreed 40 dollars every Friday and she paid.';
    const plain = await graded(questionOf('B1'), answer);
    const noisy = await graded(
      questionOf('B1'),
      `Maria Lopez, card [card number hidden], mail [e-mail hidden], phone [phone number hidden], routing [account number hidden]. ${answer}`,
    );
    expect(noisy.overall).toBeLessThanOrEqual(plain.overall);
    expect(JSON.stringify([noisy.criteria, noisy.strengths, noisy.firstFix])).not.toContain('hidden');
  });
});

describe('an order that the question puts before the writer', () => {
  const own = bank.find(({ question }) => question.id === 'target-needs-bent-rule-in');
  it('is not praised when it is followed, and is not what the stronger version says', async () => {
    if (own === undefined) throw new Error('no such question');
    const result = await graded(
      own.question,
      'I would do some more dials in the day and use the lists better. Probably I would call them after seven because they are home.',
    );
    expect(result.criteria.R5.score).toBeLessThanOrEqual(2);
    expect(result.firstFix.criterion).toBe('R5');
    expect(result.rewrite.text).not.toContain('after seven');
  });

  it('counts as a safeguard when it is refused with its reason', async () => {
    const question = questionOf('S1', {
      text: 'Your team leader tells you to ring debtors at their workplace although they have asked you not to. What do you do?',
      referencePoints: [],
    });
    const result = await graded(
      question,
      'I would say no. Once he has told us that his employer does not allow calls the law bars them, and I would not do it for anybody. I would mark the number, ring his mobile before nine, and write to compliance the same day.',
    );
    expect(result.criteria.R5.score).toBeGreaterThanOrEqual(4);
    expect(result.firstFix.problem).not.toMatch(/next demand|looks at the account|before the debt/u);
  });
});

describe('a stronger version', () => {
  it('keeps every sentence of substance, in order, and asks for nothing that stands there', async () => {
    const answer =
      'Three broken promises on 640 dollars. I asked what had changed; her pay day had moved to the 15th. We set two payments of 320 on the 16th and 30th, I read it back and e-mailed it while she was on the line. Both arrived.';
    const { text } = (await graded(questionOf('B1'), answer)).rewrite;
    for (const fact of ['640 dollars', 'moved to the 15th', '16th and 30th', 'Both arrived']) expect(text).toContain(fact);
    expect(text).not.toMatch(/how much|confirm|what came of it/u);
  });

  it('asks a motivational or a technical answer for no account', async () => {
    for (const { question, answer } of designed) {
      const { type } = questionOf(question);
      if (type !== 'motivational' && type !== 'technical') continue;
      const result = await graded(questionOf(question), answer);
      expect(`${result.rewrite.text} ${result.firstFix.step}`).not.toMatch(/past due|which account/u);
    }
  });
});
