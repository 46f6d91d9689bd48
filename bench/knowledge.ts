// What the bot knows, read once for a section.
import { fileURLToPath } from 'node:url';
import { loadBank } from '../src/bank/load.ts';
import { loadRules } from '../src/bank/rules.ts';
import { loadRubric } from '../src/feedback/rubric.ts';

export const DATA_FOLDER = fileURLToPath(new URL('../data', import.meta.url));
export const rules = loadRules(DATA_FOLDER);
export const rubric = loadRubric(DATA_FOLDER);
export const bank = loadBank(DATA_FOLDER, rules);
