// The question bank: read, checked and searched.
import { fileURLToPath } from 'node:url';
import { loadBank } from '../src/bank/load.ts';
import { middle, spread } from './figures.ts';
import type { Figure } from './figures.ts';

// Not ./knowledge.ts: that would have read it before.
const DATA_FOLDER = fileURLToPath(new URL('../data', import.meta.url));

const LOADS = 7;
const ROUNDS = 10;

export async function measure(): Promise<readonly Figure[]> {
  const loads: number[] = [];
  const load = (): ReturnType<typeof loadBank> => {
    const startedMs = performance.now();
    const bank = loadBank(DATA_FOLDER);
    loads.push(performance.now() - startedMs);
    return bank;
  };
  const bank = load();
  for (let run = 1; run < LOADS; run += 1) load();
  const [first = Number.NaN, ...again] = loads;

  const indexedMs = performance.now();
  bank.search('promise', 25);
  const indexMs = performance.now() - indexedMs;
  // What people type: the beginning of a word, a word with a slip in it, a few words.
  const queries = bank.questions.flatMap(({ title, skills, text }) => [
    title.slice(0, 5),
    title.replace(/[aeiou]/u, ''),
    skills.join(' '),
    text.split(' ').slice(2, 7).join(' '),
  ]);
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const query of queries) {
      const startedMs = performance.now();
      bank.search(query, 25);
      samples.push(performance.now() - startedMs);
    }
  }
  return [
    middle(`bank of ${bank.questions.length} questions read and checked, first`, 'ms', [first]),
    middle('bank read again', 'ms', again),
    middle('first search, which builds the index', 'ms', [indexMs]),
    spread('search', 'ms', samples),
  ];
}
