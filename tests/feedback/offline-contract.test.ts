import { describe } from 'vitest';
import { createOfflineGrader, loadFlagPatterns } from '../../src/feedback/offline/index.ts';
import { graderContract } from '../contracts/grader.ts';
import { DATA, rubric, rules } from './drafts.ts';

describe('the built-in checker', () => {
  graderContract(() => ({
    grader: createOfflineGrader({ rubric, rules, patterns: loadFlagPatterns(DATA) }),
    rubric,
    rules,
    deterministic: true,
  }));
});
