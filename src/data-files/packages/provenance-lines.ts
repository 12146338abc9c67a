import type { Provenance } from './described-table.ts';

/** The label of a file: that its data are synthetic, and of what; the first characters are enough to say it. */
export function fileLabel({ scenario, version }: Provenance): string {
  return `SYNTHETIC data by crossover-sim ${version}: ${scenario}`;
}

/** The same in full, a statement per line, each of at most 80 characters unless a name is longer. */
export function provenanceLines({ scenario, hash, seed, version }: Provenance): string[] {
  return [
    'SYNTHETIC DATA: simulated, not recorded from real participants.',
    `program: crossover-sim ${version}`,
    `scenario: ${scenario}`,
    `scenario hash: ${hash}`,
    `seed: ${seed}`,
  ];
}
