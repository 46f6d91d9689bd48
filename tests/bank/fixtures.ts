// A question and a data folder for the tests of the bank: a test names only what it is about.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { Question } from '../../src/bank/schema.ts';
import { DataError } from '../../src/bank/yaml.ts';

export function aQuestion(part: Partial<Question> = {}): Question {
  const sentence = 'I read the history of the account before I ring anybody.';
  return {
    id: 'a-question',
    version: 1,
    title: 'A question',
    text: 'Tell me about a call that went another way than you had planned.',
    roleFamilies: ['bill-collector'],
    levels: ['mid'],
    type: 'behavioural',
    topic: 'call-craft',
    setting: 'third_party',
    jurisdiction: 'any',
    why: sentence,
    howToAnswer: [sentence, sentence, sentence, sentence],
    whatNotToSay: [1, 2, 3].map(() => ({ say: sentence, because: sentence })),
    example: Array.from({ length: 10 }, () => sentence).join(' '),
    skills: ['listening', 'empathy'],
    referencePoints: ['p1', 'p2', 'p3'].map((id) => ({ id, text: sentence, paraphrases: [sentence, sentence], central: false })),
    anchors: { junior: sentence, specialist: sentence, manager: sentence },
    probe: sentence,
    hints: [sentence, sentence, sentence],
    storyShape: 'angry-call-turned',
    rules: [],
    sources: [],
    seed: 'new',
    ...part,
  };
}

/** A data folder with the real rules and rubric, and the questions that are given, by topic. */
export function aDataFolder(questions: Partial<Record<Question['topic'], readonly unknown[]>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-data-'));
  for (const part of ['jurisdictions', 'rubric']) cpSync(join('data', part), join(folder, part), { recursive: true });
  mkdirSync(join(folder, 'questions'));
  for (const [topic, records] of Object.entries(questions))
    writeData(folder, `questions/${topic}.yaml`, stringify({ topic, questions: records }));
  return folder;
}

export function writeData(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** Rewrites a file of the folder; a `from` that is not there is a mistake of the test. */
export function replaceInData(folder: string, name: string, from: string, to: string): void {
  const before = readFileSync(join(folder, name), 'utf8');
  if (!before.includes(from)) throw new Error(`${name} holds no ${JSON.stringify(from)}`);
  writeFileSync(join(folder, name), before.replace(from, to));
}

/** The lines of the DataError that `read` throws, without the folder in front of the file. */
export function faultsOf(folder: string, read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof DataError) return error.message.split('\n').map((line) => line.replaceAll(`${folder}/`, ''));
    throw error;
  }
  return [];
}
