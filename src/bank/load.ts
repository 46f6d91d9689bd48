// The question bank in memory: every file of data/questions, checked, filtered and searched. Nothing is read after the load.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadRules } from './rules.ts';
import type { Rules } from './rules.ts';
import { questionFileSchema } from './schema.ts';
import type { Jurisdiction, Question } from './schema.ts';
import { createSearch } from './search.ts';
import { DataError, faultAt, readYaml } from './yaml.ts';
import type { Fault } from './yaml.ts';

type Wanted<T> = T | readonly T[] | undefined;

/** What is not given, or an empty list, does not narrow; several values of one field widen it. */
export interface Filter {
  readonly roleFamily?: Wanted<Question['roleFamilies'][number]>;
  readonly level?: Wanted<Question['levels'][number]>;
  readonly type?: Wanted<Question['type']>;
  readonly topic?: Wanted<Question['topic']>;
  readonly setting?: Wanted<Question['setting']>;
  /** A place also takes the questions that hold anywhere and those of the larger place that it lies in; `any` takes only the former. */
  readonly jurisdiction?: Wanted<Jurisdiction>;
  readonly skill?: Wanted<Question['skills'][number]>;
}

export interface Bank {
  /** In the order of the files' names and of their entries; without the retired ones. */
  readonly questions: readonly Question[];
  /** With the retired ones: what was asked once can still be graded and read. */
  readonly byId: ReadonlyMap<string, Question>;
  filter(filter: Filter): readonly Question[];
  /** Best first; words may be unfinished or misspelt. Nothing for a text without a word. */
  search(text: string, limit: number): readonly Question[];
}

/**
 * Reads `<data>/questions/*.yaml`.
 * @throws DataError with every fault of all files: shape, repeated ids, a topic that differs from its file's, unknown rules
 */
export function loadBank(dataFolder: string, rules: Rules = loadRules(dataFolder)): Bank {
  const faults: Fault[] = [];
  const files = questionFiles(dataFolder).flatMap((path) => {
    try {
      return [{ path, ...readYaml(path, questionFileSchema) }];
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      faults.push(...error.faults);
      return [];
    }
  });
  faults.push(...faultsAcross(files, rules));
  if (faults.length > 0) throw new DataError(faults);
  return toBank(
    files.flatMap((file) => file.questions),
    rules,
  );
}

/** A bank of questions that are at hand already, as a generated or an imported one is. */
export function toBank(questions: readonly Question[], rules: Rules): Bank {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const asked = questions.filter((question) => question.retired !== true);
  const search = createSearch(asked);
  return {
    questions: asked,
    byId,
    filter: (filter) => asked.filter((question) => matches(question, filter, rules)),
    search: (text, limit) => search(text, limit).flatMap((id) => byId.get(id) ?? []),
  };
}

export function questionFiles(dataFolder: string): string[] {
  const folder = join(dataFolder, 'questions');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
}

function matches(question: Question, filter: Filter, rules: Rules): boolean {
  return (
    overlaps(question.roleFamilies, filter.roleFamily) &&
    overlaps(question.levels, filter.level) &&
    overlaps([question.type], filter.type) &&
    overlaps([question.topic], filter.topic) &&
    overlaps([question.setting], filter.setting) &&
    overlaps(question.skills, filter.skill) &&
    overlaps(
      [question.jurisdiction],
      listOf(filter.jurisdiction).flatMap((place) => placesFor(place, rules)),
    )
  );
}

/** The places whose rules hold in a place: everywhere's, its own, and those of the larger one that it lies in. */
export function placesFor(place: Jurisdiction, rules: Rules): readonly Jurisdiction[] {
  const within = rules.places.get(place)?.within;
  return ['any', place, ...(within === undefined ? [] : placesFor(within, rules))];
}

function overlaps<T>(has: readonly T[], wanted: Wanted<T>): boolean {
  const list = listOf(wanted);
  return list.length === 0 || has.some((item) => list.includes(item));
}

function listOf<T>(wanted: Wanted<T>): readonly T[] {
  if (wanted === undefined) return [];
  return isList(wanted) ? wanted : [wanted];
}

// Array.isArray alone does not narrow a readonly array.
function isList<T>(wanted: T | readonly T[]): wanted is readonly T[] {
  return Array.isArray(wanted);
}

interface QuestionFile {
  readonly path: string;
  readonly topic: Question['topic'];
  readonly questions: readonly Question[];
}

function faultsAcross(files: readonly QuestionFile[], rules: Rules): Fault[] {
  const owner = new Map<string, string>();
  return files.flatMap(({ path, topic, questions }) =>
    questions.flatMap((question, index) => {
      const faults: Fault[] = [];
      const fault = (field: PropertyKey[], problem: string): void =>
        void faults.push(faultAt(path, ['questions', index, ...field], problem));
      const taken = owner.get(question.id);
      if (taken !== undefined && taken !== path) fault(['id'], `"${question.id}" is taken by a question of ${taken}; choose another id`);
      owner.set(question.id, path);
      if (question.topic !== topic)
        fault(['topic'], `is ${question.topic}, but the file is about ${topic}; move the record or correct its topic`);
      question.rules.forEach((id, at) => {
        if (!rules.byId.has(id)) fault(['rules', at], `${id} is no rule; see data/jurisdictions for those that there are`);
      });
      return faults;
    }),
  );
}
