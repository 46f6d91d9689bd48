export { createOfflineGrader } from './grader.ts';
export { loadFlagPatterns } from './flags.ts';
