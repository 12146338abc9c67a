import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Learned } from '../../src/learning/learn.ts';

/** The posterior of the shipped evidence with everything left out and widened: what the file named on the command line holds, else what `learn` prints now (about eleven minutes). */
export function printedPosterior(): Learned {
  const stored = process.argv.at(2);
  const printed =
    stored === undefined
      ? execFileSync('npx', ['tsx', 'src/cli/cli.ts', 'learn', '--leave-out', '--prior-sensitivity', '--json'], {
          encoding: 'utf8',
          maxBuffer: 1e8,
          stdio: ['ignore', 'pipe', 'inherit'],
        })
      : readFileSync(stored, 'utf8');
  return JSON.parse(printed) as Learned;
}
