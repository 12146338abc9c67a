import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs one R task in the same run; trials/s on one core, or undefined without R or its packages. */
export function inR(task: string, replicates: number): number | undefined {
  try {
    const text = execFileSync('Rscript', ['--vanilla', `tasks/${task}.R`, '1', String(replicates)], {
      cwd: fileURLToPath(new URL('./r', import.meta.url)),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    });
    return (JSON.parse(text) as { reps_per_second: number }).reps_per_second;
  } catch {
    return undefined;
  }
}
