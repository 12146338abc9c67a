import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { workerFiles } from './tests/set-up/bundle.ts';
import { LongestFirst } from './tests/set-up/longest-first.ts';

export default defineConfig({
  plugins: [workerFiles],
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/set-up/program.ts'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    pool: 'forks',
    sequence: { sequencer: LongestFirst },
    isolate: false, // modules are loaded once per process; a file that changes the process (folder, environment) puts it back
    maxWorkers: Math.max(2, availableParallelism()), // Vitest leaves one processor idle, which is half of a small machine
  },
});
