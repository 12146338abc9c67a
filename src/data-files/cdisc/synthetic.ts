import type { CdiscSource } from './trial.ts';

/** What every format says of the data. */
export const syntheticSentence = 'SYNTHETIC: simulated data of virtual participants; no real person took part';

/** The same with what made them: scenario, seed, trial and program. */
export function syntheticStatement({ study, hash, version, replicate }: CdiscSource): string {
  return `${syntheticSentence}. Made by crossover-sim ${version} from scenario ${study.name} (SHA-256 ${hash}), seed ${study.seed}, replicate ${replicate}.`;
}
