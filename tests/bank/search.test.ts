import { describe, expect, test } from 'vitest';
import { loadBank } from '../../src/bank/load.ts';
import { createSearch } from '../../src/bank/search.ts';
import { aQuestion } from './fixtures.ts';

const search = createSearch([
  aQuestion({ id: 'in-text', title: 'A long week', text: 'A customer breaks one promise after another. What do you do?' }),
  aQuestion({ id: 'in-title', title: 'The broken promise', text: 'What do you do on the day after the money did not come?' }),
  aQuestion({ id: 'by-skill', title: 'One more file', skills: ['skip-tracing', 'systems'] }),
  aQuestion({ id: 'by-topic', title: 'Whose goods are they', topic: 'b2b-receivables' }),
  aQuestion({ id: 'accented', title: 'A call from Cancún' }),
]);

describe('a search', () => {
  test('ranks a word in the title above the same word in the text', () => {
    expect(search('promise', 10)).toEqual(['in-title', 'in-text']);
  });

  test.each([
    ['an unfinished word', 'prom', 'in-title'],
    ['a misspelt word', 'promsie', 'in-title'],
    ['another case', 'PROMISE', 'in-title'],
    ['a skill', 'skip tracing', 'by-skill'],
    ['a topic', 'receivables', 'by-topic'],
    ['a word without its accent', 'cancun', 'accented'],
  ])('understands %s', (_, text, first) => {
    expect(search(text, 1)).toEqual([first]);
  });

  test('puts the question of that very title first, and shows nothing that has only some of the words beside what has them all', () => {
    const some = createSearch([
      aQuestion({ id: 'loose', title: 'A promise and a call', text: 'One promise, promise, promise was broken by a call.' }),
      aQuestion({ id: 'some', title: 'The broken lift', text: 'Nobody can come up to the office.' }),
      aQuestion({ id: 'exact', title: 'Broken promise', text: 'What do you do?' }),
    ]);
    expect(some('broken promise', 10)).toEqual(['exact', 'loose']);
    expect(some('Broken promise!', 1)).toEqual(['exact']);
    expect(some('lift promise', 10)).toHaveLength(3);
  });

  test('gives no more than was asked for, and nothing for nothing', () => {
    expect(search('promise', 1)).toHaveLength(1);
    expect(search('promise', 0)).toEqual([]);
    expect(search('  ?! ', 10)).toEqual([]);
    expect(search('zeppelin', 10)).toEqual([]);
  });

  test('finds every question of the bank that ships by its own title', () => {
    const bank = loadBank('data');
    const missed = bank.questions.filter((question) => !bank.search(question.title, 3).includes(question));
    expect(missed.map(({ title }) => title)).toEqual([]);
  });
});
