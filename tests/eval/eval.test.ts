import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { criteria, draft, flag } from '../feedback/drafts.ts';
import { farModel, says } from '../feedback/far-model.ts';

const MAIN = fileURLToPath(new URL('../../src/eval/main.ts', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'eval-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
type Row = Record<string, unknown>;

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  rows(): Row[];
}

/** In a process of its own, as a person outside would run it; no settings of this machine reach it. */
function evaluate(args: readonly string[], environment: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [MAIN, ...args],
      { cwd: folder, env: { PATH: process.env['PATH'] ?? '', ...environment } },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : Number(error.code ?? 1);
        resolve({
          code,
          stdout,
          stderr,
          rows: () =>
            readFileSync(at('R.jsonl'), 'utf8')
              .trim()
              .split('\n')
              .map((line): Row => JSON.parse(line)),
        });
      },
    );
  });
}

const jsonl = (name: string, lines: readonly unknown[]): string => {
  writeFileSync(at(name), lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return at(name);
};

const QUESTIONS = [
  {
    id: 'q1',
    text: 'Tell me about a customer who kept breaking payment promises.',
    type: 'behavioural',
    level: 'mid',
    setting: 'third_party',
    jurisdiction: 'US',
    reference_points: ['Names one account', { id: 'x2', text: 'Tracks the promise' }],
    skills: ['persistence'],
    source: 'somewhere',
  },
  {
    id: 'q2',
    text: 'What is a roll rate?',
    type: 'technical',
    level: 'junior',
    setting: 'first_party',
    jurisdiction: 'UK',
    reference_points: [],
  },
];
const ANSWER =
  'A customer kept breaking promises on a card balance of $640. I called him, checked who he was and asked what was going on. He had lost shifts, so we set up smaller payments of $80 and he paid.';
const A1 = { id: 'a1', question_id: 'q1', answer: ANSWER, label: 'mid' };

const both = (answers: readonly unknown[], ...more: string[]): string[] => [
  '--questions',
  jsonl('Q.jsonl', QUESTIONS),
  '--answers',
  jsonl('A.jsonl', answers),
  '--grader',
  'model',
  '--out',
  at('R.jsonl'),
  ...more,
];
const replies = (files: Record<string, unknown>): string => {
  mkdirSync(at('replies'), { recursive: true });
  for (const [name, content] of Object.entries(files))
    writeFileSync(at(`replies/${name}`), typeof content === 'string' ? content : JSON.stringify(content));
  return at('replies');
};
const NO_FLAGS = { red_flags: [] };
const completion = (value: unknown, finish = 'stop'): unknown => ({
  choices: [{ message: { role: 'assistant', content: JSON.stringify(value) }, finish_reason: finish }],
  usage: { prompt_tokens: 4000, completion_tokens: 600 },
});

describe('prompts written down', () => {
  test('the first of each pass, without any model, and no row pretends to be graded', async () => {
    const ran = await evaluate(both([A1], '--dump-prompts', at('prompts')));
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(readdirSync(at('prompts')).sort()).toEqual(['a1.flags.1.json', 'a1.grade.1.json']);
    const body: Row = JSON.parse(readFileSync(at('prompts/a1.grade.1.json'), 'utf8'));
    expect(body).toMatchObject({ messages: [{ role: 'system' }, { role: 'user' }], response_format: { type: 'json_schema' } });
    expect(JSON.stringify(body)).toContain('x2');
    expect(ran.rows()).toMatchObject([
      { id: 'a1', overall: null, band: null, criteria: { R1: null }, not_graded: { detail: 'only-written-down' } },
    ]);
  });

  test('ids that no file could be named by are told apart', async () => {
    const ids = ['../../etc/x', '..\\..\\etc\\x', 'a/b', 'a_b', 'a:b', 'é', 'y'.repeat(300)];
    await evaluate(
      both(
        ids.map((id) => ({ ...A1, id })),
        '--dump-prompts',
        at('prompts'),
      ),
    );
    const names = readdirSync(at('prompts'));
    expect(names).toHaveLength(ids.length * 2);
    expect(names.every((name) => /^[A-Za-z0-9_][A-Za-z0-9._-]{0,150}$/u.test(name))).toBe(true);
    expect(names).toContain('a_b.grade.1.json');
  });
});

describe('replies read from files', () => {
  test('a whole completion, or its text alone, become the same row', async () => {
    const answers = [A1, { ...A1, id: 'a2' }];
    const given = draft({ criteria: criteria(3) });
    const ran = await evaluate(
      both(
        answers,
        '--replies',
        replies({
          'a1.grade.1.json': completion(given),
          'a1.flags.1.json': completion(NO_FLAGS),
          'a2.grade.1.json': given,
          'a2.flags.1.json': NO_FLAGS,
        }),
      ),
    );
    expect(ran).toMatchObject({ code: 0 });
    const [first, second] = ran.rows();
    expect(first).toMatchObject({
      id: 'a1', gradable: { label: 'answer', confidence: 0.95 }, overall: 3, band: 'interview-ready basics', criteria: { R1: 3, R6: 3 }, star: { situation: 'present' }, red_flags: [], instruction_sentences: [],
      caps: [], first_fix: { criterion: 'R2' }, rewrite: { gaps: [] }, grader: 'model', rubric_version: 'r1.0', input_tokens: 8000, output_tokens: 1200,
    }); // prettier-ignore
    expect(first?.['quotes']).toContainEqual({ text: 'asked what was going on', verified: true });
    expect(first?.['feedback']).toContain('asked what was going on');
    expect(first?.['prompt_hash']).toMatch(/^[0-9a-f]{12}$/u);
    expect({ ...second, id: 'a1', input_tokens: 8000, output_tokens: 1200, ms: first?.['ms'] }).toEqual(first);
  });

  test('a broken reply has its re-ask written down, and that one is read in its turn', async () => {
    const folderOfReplies = replies({ 'a1.grade.1.json': 'I would say 3.', 'a1.flags.1.json': NO_FLAGS });
    const first = await evaluate(both([A1], '--replies', folderOfReplies, '--dump-prompts', at('prompts')));
    expect(first.stderr).toContain('no reply: a1.grade.2.json');
    expect(first.rows()).toMatchObject([{ overall: null, not_graded: { reason: 'model-unavailable', detail: 'missing-reply' } }]);
    expect(readFileSync(at('prompts/a1.grade.2.json'), 'utf8')).toContain('no JSON object');

    replies({ 'a1.grade.2.json': draft() });
    const second = await evaluate(both([A1], '--replies', folderOfReplies));
    expect(second.rows()).toMatchObject([{ overall: 3, not_graded: null }]);
  });

  test('missing ones are listed and counted, and nobody else grades instead', async () => {
    const ran = await evaluate(
      both([A1, { ...A1, id: 'a2' }], '--replies', replies({ 'a1.grade.1.json': draft(), 'a1.flags.1.json': NO_FLAGS })),
      { LLM_BASE_URL: 'http://127.0.0.1:9/v1', LLM_MODEL: 'm' },
    );
    expect(ran.code).toBe(0);
    expect(ran.rows().map((row) => row['overall'])).toEqual([3, null]);
    expect(ran.rows()[1]).toMatchObject({ grader: 'model', not_graded: { detail: 'missing-reply' } });
    expect(ran.stderr.match(/no reply: a2\.(grade|flags)\.1\.json/gu)).toHaveLength(2);
    expect(ran.stderr).toContain('1 done, 1 without a reply, 2 replies missing');
  });

  test('a flag of both passes caps, and says so', async () => {
    const answer = `${ANSWER} I told him officers would be at his door by Friday.`;
    const given = draft({ criteria: criteria(4), red_flags: [flag()] });
    const ran = await evaluate(
      both([{ ...A1, answer }], '--replies', replies({ 'a1.grade.1.json': given, 'a1.flags.1.json': { red_flags: [flag()] } })),
    );
    expect(ran.rows()).toMatchObject([
      {
        overall: 1.9,
        band: 'not yet',
        caps: ['K1'],
        red_flags: [{ quote: 'officers would be at his door', rule_ids: ['US-23', 'ANY-03'], severity: 'A', stance: 'own', capped: true }],
      },
    ]);
  });
});

test('bad lines are told with their number, keep their place among the rows, and stop nothing', async () => {
  const answers = [
    A1,
    'not json',
    '',
    { id: 'a3', question_id: 'nobody', answer: 'x' },
    { id: 'a4', question: 'Why this job?', answer: 'x' },
    { id: 'a1', question_id: 'q1', answer: 'again' },
    { id: 'a5', question: 'Why do you want to work in collections?', jurisdiction: 'any', setting: 'b2b', answer: '' },
    { question_id: 'q1', answer: 'no id' },
  ];
  const ran = await evaluate([
    ...both(answers, '--replies', replies({ 'a1.grade.1.json': draft(), 'a1.flags.1.json': NO_FLAGS })),
    '--concurrency',
    '3',
  ]);
  expect(ran.code).toBe(0);
  expect(ran.rows().map(({ id, line }) => id ?? line)).toEqual(['a1', 2, 'a3', 'a4', 'a1', 'a5', 8]);
  expect(ran.rows().map(({ error }) => (typeof error === 'string' ? error.slice(0, 22) : null))).toEqual([
    null,
    'not JSON: Unexpected t',
    'question_id "nobody" i',
    'setting: is missing; a',
    'id "a1" stands on line',
    null,
    'id: Invalid input',
  ]);
  expect(ran.rows()[5]).toMatchObject({ id: 'a5', overall: null, not_graded: { reason: 'not-an-answer' } });
  for (const number of [2, 4, 5, 6, 8]) expect(ran.stderr).toContain(`A.jsonl:${number}: `);
  expect(ran.stderr).toContain('5 bad lines');
});

test('a question that is broken is told by its line, and so is each answer to it', async () => {
  const questions = jsonl('Q.jsonl', [{ ...QUESTIONS[0], type: 'poetic' }, QUESTIONS[1]]);
  const ran = await evaluate([
    '--questions',
    questions,
    '--answers',
    jsonl('A.jsonl', [A1]),
    '--grader',
    'model',
    '--out',
    at('R.jsonl'),
    '--dump-prompts',
    at('prompts'),
  ]);
  expect(ran.code).toBe(0);
  expect(ran.stderr).toMatch(/Q\.jsonl:1: type: /u);
  expect(ran.rows()).toMatchObject([{ id: 'a1', line: 1 }]);
});

test('a live model is asked over the network, and its prompts written down beside', async () => {
  const far = await farModel({ grade: [says(draft())], flags: [says(NO_FLAGS)] });
  try {
    const ran = await evaluate(both([A1, { ...A1, id: 'a2' }], '--dump-prompts', at('prompts')), {
      LLM_BASE_URL: far.baseUrl,
      LLM_MODEL: 'far-model',
    });
    expect(ran.rows()).toMatchObject([
      { id: 'a1', overall: 3, model: 'far-model' },
      { id: 'a2', overall: 3 },
    ]);
    expect(readdirSync(at('prompts'))).toHaveLength(4);
    expect(far.requests()).toHaveLength(4);
  } finally {
    await far.stop();
  }
});

describe('the built-in checker', () => {
  test('grades a set without any model, the same on every run but for its time', async () => {
    const args = both([
      A1,
      {
        id: 'a2',
        question: 'Why do you want to work in collections?',
        jurisdiction: 'any',
        setting: 'first_party',
        answer: 'Because I like money.',
      },
    ]).map((each) => (each === 'model' ? 'offline' : each));
    const first = await evaluate(args);
    expect(first).toMatchObject({ code: 0, stdout: '' });
    const rows = first.rows();
    expect(rows).toMatchObject([
      { id: 'a1', grader: 'offline', not_graded: null },
      { id: 'a2', grader: 'offline' },
    ]);
    expect(Number(rows[0]?.['overall'])).toBeGreaterThan(Number(rows[1]?.['overall']));
    const again = (await evaluate(args)).rows();
    expect(again.map((row) => ({ ...row, ms: 0 }))).toEqual(rows.map((row) => ({ ...row, ms: 0 })));
  });
});

describe('the intake', () => {
  const MESSAGES = [
    { id: 'm1', question: QUESTIONS[0]?.text, thread_context: [], author: 'ana', is_reply_to: null, text: ANSWER },
    {
      id: 'm2',
      question: QUESTIONS[0]?.text,
      thread_context: [{ author: 'ben', text: ANSWER }],
      author: 'ana',
      is_reply_to: 'ben',
      text: 'I agree with you, that is how we do it at my place too.',
    },
    {
      id: 'm3',
      question: QUESTIONS[0]?.text,
      thread_context: [],
      author: 'ana',
      is_reply_to: null,
      text: 'Honestly I do not want to live any more, I see no way out.',
    },
    { id: 'm4', author: 'ana', text: '👍' },
  ];
  const intake = (grader: string, ...more: string[]): string[] => [
    '--task',
    'intake',
    '--answers',
    jsonl('A.jsonl', MESSAGES),
    '--grader',
    grader,
    '--out',
    at('R.jsonl'),
    ...more,
  ];

  test('labels by the built-in rules', async () => {
    const ran = await evaluate(intake('offline'));
    expect(ran.code).toBe(0);
    expect(ran.rows()).toMatchObject([
      { id: 'm1', label: 'answer', graded: true, crisis: false },
      { id: 'm2', label: 'discussion', graded: false },
      { id: 'm3', crisis: true, graded: false },
      { id: 'm4', graded: false },
    ]);
  });

  test('asks the model only where code cannot tell, and reads its label', async () => {
    const dumped = await evaluate(intake('model', '--dump-prompts', at('prompts')));
    expect(readdirSync(at('prompts'))).toEqual(['m1.intake.1.json']);
    expect(dumped.rows()[0]).toMatchObject({ id: 'm1', label: null, graded: false, not_labelled: { detail: 'only-written-down' } });
    const ran = await evaluate(
      intake('model', '--replies', replies({ 'm1.intake.1.json': { label: 'answer', confidence: 0.9, crisis: false } })),
    );
    expect(ran.rows()[0]).toMatchObject({ id: 'm1', label: 'answer', confidence: 0.9, graded: true, crisis: false });
  });
});

test('settings of a .env file in the folder count', async () => {
  writeFileSync(at('.env'), 'LLM_BASE_URL=not an address\n');
  const ran = await evaluate(both([A1]));
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('LLM_BASE_URL must be an http(s) address');
});

describe('a command line that cannot be used ends with 2 and says how to mend it', () => {
  test.each<[string, (args: string[]) => string[], RegExp]>([
    ['no model anywhere', (args) => args, /set LLM_BASE_URL and LLM_MODEL.*or OPENAI_API_KEY/u],
    [
      'another grader',
      (args) => args.map((each) => (each === 'model' ? 'human' : each)),
      /--grader cannot be "human": give offline or model/u,
    ],
    [
      'no such file',
      (args) => args.map((each) => (each.endsWith('A.jsonl') ? '/nowhere/A.jsonl' : each)),
      /there is no file \/nowhere\/A\.jsonl/u,
    ],
    ['no out', (args) => args.slice(0, -2), /--out is missing/u],
    ['an unknown option', (args) => [...args, '--colour', 'red'], /--colour.*Usage: npm run/u],
    ['no number', (args) => [...args, '--concurrency', 'many'], /whole number from 1 to/u],
    [
      'replies for the checker',
      (args) => [...args.map((each) => (each === 'model' ? 'offline' : each)), '--replies', '.'],
      /belong to --grader model/u,
    ],
    ['no such folder', (args) => [...args, '--replies', '/nowhere'], /there is no folder \/nowhere/u],
  ])('%s', async (_, change, told) => {
    const ran = await evaluate(change(both([A1])));
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(told);
    expect(ran.stderr).not.toMatch(/\n\s+at /u);
    expect(existsSync(at('R.jsonl'))).toBe(false);
  });
});
