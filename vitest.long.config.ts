import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/set-up/longest-first.ts';

/** Long statistical checks: `npm run test:long`, also run by CI. */
export default defineConfig({
  test: {
    include: ['tests/long/**/*.check.ts'],
    globalSetup: ['tests/set-up/program.ts'],
    testTimeout: 900_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
