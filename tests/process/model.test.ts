// With a model behind an address: the process is killed while it thinks, and it answers with an error that quotes what it was sent.
import { expect, onTestFinished, test } from 'vitest';
import { ANSWER, draft } from '../feedback/drafts.ts';
import { farModel, says, textOf } from '../feedback/far-model.ts';
import type { FarModel } from '../feedback/far-model.ts';
import { FAIR_ANSWER, temporaryFolder } from '../support/rapport.ts';
import { started } from './operator.ts';
import { formOf, messageOf, personAt, questionsIn, settle } from './person.ts';
import type { Environment, Program } from './program.ts';
import { CANARY } from './spoken.ts';

async function modelThat(script: Parameters<typeof farModel>[0]): Promise<FarModel> {
  const model = await farModel(script);
  onTestFinished(() => model.stop());
  return model;
}

const using = (model: FarModel, folder: string): Environment => ({
  DATA_DIR: folder,
  LLM_BASE_URL: model.baseUrl,
  LLM_MODEL: 'test-model',
  OPENAI_API_KEY: 'sk-never-to-be-logged',
});

async function answerPrivately(program: Program, text: string): Promise<Awaited<ReturnType<ReturnType<typeof personAt>['submits']>>> {
  await settle(program);
  const [question] = await questionsIn(program);
  if (question === undefined) throw new Error('no question');
  const ana = personAt(program, 'ana');
  return ana.submits(formOf(await ana.presses(question, 'Answer privately')), { answer: text });
}

test('killed while the model thinks: the answer is graded after the next start, once', async () => {
  const model = await modelThat({ grade: ['silence', says(draft())], flags: ['silence', says({ red_flags: [] })] });
  const folder = temporaryFolder();
  const first = await started(using(model, folder));
  const cut = answerPrivately(first, ANSWER).catch(() => null);
  await expect.poll(() => model.requests('grade').length + model.requests('flags').length, { timeout: 40_000 }).toBe(2);
  await first.kill();
  await cut;

  const second = await started(using(model, folder));
  const ana = personAt(second, 'ana');
  const board = async () => {
    const thread = (await questionsIn(second))[0]?.thread?.id ?? '';
    return (await ana.sees(thread)).find((message) => message.text.includes('Feedback is ready for 1 of 1'));
  };
  await expect.poll(board, { timeout: 40_000 }).toBeDefined();
  const shown = await board();
  if (shown === undefined) throw new Error('no board');
  expect(messageOf(await ana.presses(shown, 'My feedback')).text).toContain('asked what was going on');
  await settle(second);
  expect(model.requests('grade')).toHaveLength(2);
  expect(model.requests('flags')).toHaveLength(2);
});

test('an endpoint that answers with an error and the answer in it: kept, told kindly, and nothing of it in the log', async () => {
  const echo = (request: Parameters<typeof textOf>[0]) => ({
    status: 400,
    error: { message: `cannot grade: ${textOf(request, -1)}`, type: 'bad_request' },
  });
  const model = await modelThat({ grade: [echo], flags: [echo], intake: [echo] });
  const program = await started(using(model, temporaryFolder()));
  const answered = messageOf(await answerPrivately(program, `${ANSWER} We called it the ${CANARY} file.`));
  expect(answered.text).toContain('kept');
  const [question] = await questionsIn(program);
  const ben = personAt(program, 'ben');
  const said = await ben.says(question?.thread?.id ?? '', `${FAIR_ANSWER} Mine was the other ${CANARY} file.`);
  await expect.poll(async () => (await ben.sees(said.in)).find(({ id }) => id === said.id)?.mark, { timeout: 40_000 }).toBe('seen');
  expect(model.requests('intake').length).toBeGreaterThan(0);

  const { code, output } = await program.stop();
  expect(code).toBe(0);
  expect(textOf(model.requests('grade')[0] ?? { model: '', messages: [] }, -1)).toContain(CANARY);
  expect(output).toMatch(/failed:/);
  expect(output).not.toContain(CANARY);
  expect(output).not.toContain('sk-never-to-be-logged');
});
