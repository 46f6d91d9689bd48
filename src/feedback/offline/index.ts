export { createOfflineGrader } from './grader.ts';
export { loadFlagPatterns } from './flags.ts';
export type { FlagPatterns } from './flags.ts';
