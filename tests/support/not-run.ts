// A reporter for vitest: whatever could not run here is said again at the very end, where people look.
import type { Reporter, TestModule } from 'vitest/node';

/** Begins the title of a suite that is skipped because this machine lacks something; what it lacks stands after it. */
export const NOT_RUN = 'NOT RUN HERE';

/** Each reason once, with the files that it concerns. */
function reasonsIn(modules: readonly TestModule[]): ReadonlyMap<string, readonly string[]> {
  const reasons = new Map<string, string[]>();
  for (const module of modules) {
    for (const suite of module.children.suites()) {
      if (!suite.name.startsWith(NOT_RUN)) continue;
      const [reason = ''] = suite.name.split('\n');
      reasons.set(reason, [...(reasons.get(reason) ?? []), module.relativeModuleId]);
    }
  }
  return reasons;
}

export default class NotRunReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const [reason, files] of reasonsIn(modules)) {
      const line = '!'.repeat(100);
      process.stderr.write(`\n${line}\n${reason}\n${files.map((file) => `  - ${file}`).join('\n')}\n${line}\n\n`);
    }
  }
}
