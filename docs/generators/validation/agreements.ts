import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AGREEMENT_FOLDER, type Agreement } from './agreement-row.ts';

/** Tests that compare figures with another program's, and note what they compared. */
const suites = [
  'tests/analysis/methods/reference.test.ts',
  'tests/analysis/methods/mixed-model-reference.test.ts',
  'tests/analysis/methods/variances-reference.test.ts',
  'tests/analysis/methods/mmrm-reference.test.ts',
  'tests/analysis/methods/non-inferiority-reference.test.ts',
  'tests/analysis/methods/designs-reference.test.ts',
  'tests/analysis/methods/fisher-exact.test.ts',
  'tests/statistics',
  'tests/power/closed-form',
];

/**
 * Runs the reference tests and gives every comparison that they made.
 * @throws Error when a test fails
 */
export function agreements(): Agreement[] {
  const folder = mkdtempSync(join(tmpdir(), 'crossover-sim-agreement-'));
  try {
    const { status, stdout } = spawnSync('npx', ['vitest', 'run', ...suites], {
      env: { ...process.env, [AGREEMENT_FOLDER]: folder, NO_COLOR: '1' },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (status !== 0) throw new Error(`the reference tests fail:\n${stdout.slice(-3000)}`);
    const lines = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'));
    return lines.map((line) => JSON.parse(line) as Agreement);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
