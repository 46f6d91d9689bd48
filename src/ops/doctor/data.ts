// The content that comes with the program: words, rules, rubric, questions.
import { loadBank } from '../../bank/load.ts';
import { loadRules } from '../../bank/rules.ts';
import { DataError, faultLine } from '../../bank/yaml.ts';
import { loadRubrics } from '../../feedback/rubric.ts';
import { loadWords } from '../../locales.ts';
import { fault, ok } from './check.ts';
import type { Finding } from './check.ts';

const FAULTS_SHOWN = 5;

export function checkData(dataFolder: string): readonly Finding[] {
  try {
    loadWords(dataFolder);
    const rules = loadRules(dataFolder);
    const rubrics = loadRubrics(dataFolder);
    const bank = loadBank(dataFolder, rules);
    return [ok('data', `${bank.questions.length} questions, ${rules.byId.size} rules, rubric ${[...rubrics.keys()].at(-1) ?? 'none'}`)];
  } catch (error) {
    const lines = error instanceof DataError ? error.faults.map(faultLine) : ['a file is missing or cannot be read'];
    const more = lines.length > FAULTS_SHOWN ? ` and ${lines.length - FAULTS_SHOWN} more` : '';
    return [
      fault(
        'data',
        `${lines.slice(0, FAULTS_SHOWN).join('; ')}${more}`,
        'Run "npm run bank:check", or put the folder data back as it came.',
      ),
    ];
  }
}
