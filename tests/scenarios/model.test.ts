// The same loop with a model at the far end: its words, its absence, its silence, its ceiling.
import { expect, onTestFinished, test } from 'vitest';
import { draft } from '../feedback/drafts.ts';
import { farModel, says, textOf } from '../feedback/far-model.ts';
import type { FarModel, Scripted } from '../feedback/far-model.ts';
import { FAIR_ANSWER, THIN_ANSWER, openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { answeredWith, formOf } from '../support/world.ts';

async function withModel(
  script: Parameters<typeof farModel>[0],
  environment: Record<string, string> = {},
): Promise<{ far: FarModel; playground: Playground }> {
  const far = await farModel(script);
  onTestFinished(() => far.stop());
  const playground = await openPlayground({ environment: { LLM_BASE_URL: far.baseUrl, LLM_MODEL: 'far-model', ...environment } });
  return { far, playground };
}

/** A valid reply whose only quotes stand in the thin answer. */
const fair = (): object =>
  draft({
    criteria: (['R1', 'R2', 'R3', 'R4', 'R5', 'R6'] as const).map((id) => ({
      id,
      quotes: ['asked what was going on'],
      reason: 'It looks for the cause.',
      score: id === 'R4' ? 4 : 3,
    })),
    strengths: [{ quote: 'asked what was going on', why: 'The cause comes before the next demand.' }],
    fixes: [
      {
        criterion: 'R2',
        quote: 'I called him a few times',
        problem: 'This could be any account.',
        step: 'Say how late, how much, and how many calls.',
      },
    ],
    rewrite: { text: 'A customer [how late?] broke promises. I asked what was going on.', gaps: ['how late?'] },
    follow_up: 'He misses the first new payment as well. What do you say?',
  });

const answer = async ({ ana, question, after }: Playground, text: string) =>
  after(ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer: text }), ana);

test('feedback names the model and says that it can be wrong; what the model sees is masked and in a block of its own', async () => {
  const { far, playground } = await withModel({ grade: [says(fair())] });
  const shown = await answer(playground, `${THIN_ANSWER} His card was 4111 1111 1111 1111.`);
  expect(shown.text).toContain('Practice feedback by far-model, can be wrong');
  expect(shown.text).toContain('The cause comes before the next demand.');
  const prompts = far
    .requests()
    .map((request) => textOf(request, -1))
    .join('\n');
  expect(prompts).not.toContain('4111');
  expect(prompts).not.toContain('Ana');
  expect((await playground.after(playground.ana.types('/privacy see'), playground.ana)).text).toContain(
    'goes to the model far-model at 127.0.0.1',
  );
});

test('what takes longer than three seconds says so, and the feedback takes its place', async () => {
  let reply: (value: ReturnType<typeof says>) => void = () => undefined;
  const held: Scripted = () =>
    new Promise((resolve) => {
      reply = resolve;
    });
  const { far, playground } = await withModel({ grade: [held] });
  const { ana, question, clock, platform } = playground;
  const submitted = ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer: THIN_ANSWER });
  await expect.poll(() => far.requests('grade').length).toBe(1);
  clock.advance(3000);
  const first = await submitted;
  expect(answeredWith(first).text).toContain('Checking it against the rubric');
  reply(says(fair()));
  await playground.settle();
  const { answer: last } = platform.controls.interaction(ana.person, first.id);
  expect(last?.kind === 'private' && last.message.text).toContain('Fix this first');
});

test('a model that is away keeps the answer, says so, and answers when it is back', async () => {
  const away: Scripted = { error: { message: 'overloaded', type: 'server_error' }, status: 503 };
  const { playground } = await withModel({ grade: [away, says(fair())] });
  const told = await answer(playground, THIN_ANSWER);
  expect(told.text).toContain('The model could not be reached');
  const { ana, platform } = playground;
  await expect
    .poll(
      async () => {
        await playground.wait(60_000);
        return platform.view && ana.reads(told.in).join('\n');
      },
      { timeout: 45_000, interval: 300 },
    )
    .toContain('Practice feedback by far-model');
});

test('a reply that does not hold together is no number', async () => {
  const { playground } = await withModel({ grade: [{ content: 'I would give this a 5.' }] });
  const shown = await answer(playground, THIN_ANSWER);
  expect(shown.text).toContain('did not hold together');
  expect(shown.text).not.toMatch(/▰|building|strong/);
});

test("a day's ceiling that is reached puts the built-in checker in the model's place, and it says so", async () => {
  const { playground } = await withModel({ grade: [says(fair())] }, { LLM_DAILY_TOKENS: '150' });
  expect((await answer(playground, THIN_ANSWER)).text).toContain('far-model');
  const { ana, after } = playground;
  const asked = await after(ana.types('/practice'), ana);
  const second = await after(ana.submits(formOf(await ana.presses(asked, 'Answer')), { answer: FAIR_ANSWER }), ana);
  expect(second.text).toContain('built-in checker');
  await playground.wait(24 * 3_600_000);
  const next = await after(ana.types('/practice', { type: 'situational' }), ana);
  expect((await after(ana.submits(formOf(await ana.presses(next, 'Answer')), { answer: THIN_ANSWER }), ana)).text).toContain('far-model');
});

test("in a thread the model's label decides what is an answer", async () => {
  const { far, playground } = await withModel({
    intake: [says({ label: 'discussion', confidence: 0.9, crisis: false })],
    grade: [says(fair())],
  });
  const { ana, thread, wait } = playground;
  const said = ana.says(
    thread(),
    'I once had a customer 40 days past due who had a point about the fee, and we talked it through on the phone for a while.',
  );
  await wait(1000);
  expect(far.requests('intake')).toHaveLength(1);
  expect(far.requests('grade')).toHaveLength(0);
  expect(ana.sees(thread()).find((message) => message.id === said.id)?.mark).toBe('none');
});
