import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // What could not run on this machine is said again at the end.
    reporters: ['default', './tests/support/not-run.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: browsers and child processes stand beside the tests.
    maxWorkers: 2,
    // Databases, ports and folders are each test's own.
    isolate: true,
  },
});
