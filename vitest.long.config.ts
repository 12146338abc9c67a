import { defineConfig } from 'vitest/config';

/** Long statistical checks: `npm run test:long`, also run by CI. */
export default defineConfig({
  test: { include: ['tests/long/**/*.check.ts'], testTimeout: 900_000, hookTimeout: 60_000, pool: 'forks', maxWorkers: 2 },
});
