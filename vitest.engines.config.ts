import { defineConfig } from 'vitest/config';

/** The same bits on every engine: `npm run test:engines`, also run by CI. */
export default defineConfig({ test: { include: ['tests/engines/**/*.check.ts'], pool: 'forks', maxWorkers: 1 } });
