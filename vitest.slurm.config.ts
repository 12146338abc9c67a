import { defineConfig } from 'vitest/config';

/** Runs over a real Slurm and GNU parallel, on demand and in CI: npm run test:slurm (SLURM_FULL=1 for the faults that take minutes). */
export default defineConfig({
  test: { include: ['tests/slurm/**/*.check.ts'], testTimeout: 600_000, hookTimeout: 120_000, fileParallelism: false },
});
