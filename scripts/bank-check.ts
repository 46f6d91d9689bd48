// `npm run bank:check`: reads all of data/, prints every fault with file, line and field, then what can be said of the bank's
// quality by machine. Exits 1 when there is a fault or a failure; notes are for a reader to judge.
import { FaultPlaces } from '../src/bank/fault.ts';
import { loadBank, questionFiles } from '../src/bank/load.ts';
import { JURISDICTIONS, LEVELS, QUESTION_TYPES, questionFileSchema, ROLE_FAMILIES, SETTINGS, TOPICS } from '../src/bank/schema.ts';
import type { Question } from '../src/bank/schema.ts';
import { DataError, faultLine, readYaml } from '../src/bank/yaml.ts';
import { loadRubrics } from '../src/feedback/rubric.ts';
import { loadGuides } from '../src/library/guides.ts';
import { loadRules } from '../src/bank/rules.ts';
import type { Rules } from '../src/bank/rules.ts';
import { checkQuality, endsInPercentage, linkFault, percent, repeatedPhrases } from './bank-quality.ts';
import type { Finding } from './bank-quality.ts';
import { wordCount } from './bank-text.ts';

const DATA = 'data';
const PHRASES_SHOWN = 15;

function main(): number {
  const startedAt = performance.now();
  const faults: string[] = [];
  const collect = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      faults.push(...error.faults.map(faultLine));
      return null;
    }
  };
  collect(() => loadRubrics(DATA));
  collect(() => loadGuides(DATA));
  const rules = collect(() => loadRules(DATA));
  const bank = rules === null ? null : collect(() => loadBank(DATA, rules));
  const loadedMs = performance.now() - startedAt;
  if (rules === null) collectQuestionFaults(collect);
  print(`Faults (${faults.length})`, faults);
  if (rules === null || bank === null) return 1;

  const findings = [...checkQuality(bank.questions, rules), ...checkRuleLinks(rules)];
  const where = placesOfQuestions();
  const lines = (severity: Finding['severity']): string[] =>
    findings
      .filter((finding) => finding.severity === severity)
      .map((finding) => findingLine(finding, where))
      .sort();
  const failures = lines('failure');
  print(`Notes (${findings.length - failures.length})`, lines('note'));
  printPhrases(bank.questions);
  printCoverage(bank.questions);
  print(`Failures (${failures.length})`, failures);
  console.log(
    `\n${bank.questions.length} questions, ${rules.byId.size} rules, ${rules.flagClasses.length} red-flag classes; read in ${loadedMs.toFixed(0)} ms.`,
  );
  return faults.length + failures.length === 0 ? 0 : 1;
}

/** Without rules there is no bank, but the shape of each file of questions can still be told. */
function collectQuestionFaults(collect: (read: () => unknown) => unknown): void {
  for (const path of questionFiles(DATA)) collect(() => readYaml(path, questionFileSchema));
}

function checkRuleLinks(rules: Rules): Finding[] {
  return [...rules.byId.values()].flatMap(({ id, sources }) =>
    sources.flatMap((source): Finding[] => {
      const problem = linkFault(source);
      return problem === null ? [] : [{ severity: 'failure', question: null, field: [], problem: `${id}: ${problem}` }];
    }),
  );
}

type Where = ReadonlyMap<string, { readonly path: string; readonly index: number }>;

function placesOfQuestions(): Where {
  return new Map(
    questionFiles(DATA).flatMap((path) =>
      readYaml(path, questionFileSchema).questions.map(({ id }, index) => [id, { path, index }] as const),
    ),
  );
}

const parsed = new Map<string, FaultPlaces>();

function findingLine({ question, field, problem }: Finding, where: Where): string {
  const place = question === null ? undefined : where.get(question);
  if (place === undefined) return problem;
  const places = parsed.get(place.path) ?? new FaultPlaces(place.path);
  parsed.set(place.path, places);
  return faultLine(places.at(['questions', place.index, ...field], `${question}: ${problem}`));
}

function printPhrases(questions: readonly Question[]): void {
  const phrases = repeatedPhrases(questions);
  print(
    `Runs of five words that stand in more than one record (${phrases.length}; the ${PHRASES_SHOWN} most frequent)`,
    phrases
      .slice(0, PHRASES_SHOWN)
      .map(
        ({ run, questions: ids }) =>
          `${String(ids.length).padStart(3)} × ${run} (${ids.slice(0, 4).join(', ')}${ids.length > 4 ? ', …' : ''})`,
      ),
  );
}

function printCoverage(questions: readonly Question[]): void {
  const count = (matches: (question: Question) => boolean): number => questions.filter(matches).length;
  const cell = (value: string | number): string => String(value).padStart(12);
  print('Questions by type and by the level that they are written for', [
    `${'type'.padEnd(14)}${[...LEVELS, 'all'].map(cell).join('')}`,
    ...QUESTION_TYPES.map(
      (type) =>
        `${type.padEnd(14)}${LEVELS.map((level) => cell(count((question) => question.type === type && question.levels[0] === level))).join('')}${cell(count((question) => question.type === type))}`,
    ),
    `${'all'.padEnd(14)}${LEVELS.map((level) => cell(count((question) => question.levels[0] === level))).join('')}${cell(questions.length)}`,
    `${'serves also'.padEnd(14)}${LEVELS.map((level) => cell(count((question) => question.levels.includes(level)))).join('')}`,
  ]);
  const row = (name: string, values: readonly string[], matches: (question: Question, value: string) => boolean): string =>
    `${name}: ${values.map((value) => `${value} ${count((question) => matches(question, value))}`).join(' · ')}`;
  print('Questions by', [
    row('topic', TOPICS, ({ topic }, value) => topic === value),
    row('setting', SETTINGS, ({ setting }, value) => setting === value),
    row('jurisdiction', JURISDICTIONS, ({ jurisdiction }, value) => jurisdiction === value),
    row('role family', ROLE_FAMILIES, ({ roleFamilies }, value) => roleFamilies.some((family) => family === value)),
    row('story shape', [...new Set(questions.map(({ storyShape }) => storyShape))].sort(), ({ storyShape }, value) => storyShape === value),
    exampleLengths(questions),
    `examples that end in a percentage: ${percent(count(({ example }) => endsInPercentage(example)) / Math.max(1, questions.length))}`,
  ]);
}

function exampleLengths(questions: readonly Question[]): string {
  const counts = questions.map(({ example }) => wordCount(example)).sort((a, b) => a - b);
  return `words of an example: shortest ${counts[0] ?? 0} · median ${counts[Math.floor(counts.length / 2)] ?? 0} · longest ${counts.at(-1) ?? 0}`;
}

function print(heading: string, lines: readonly string[]): void {
  console.log(`\n${heading}`);
  for (const line of lines) console.log(`  ${line}`);
}

process.exitCode = main();
