import { findingsDataset, scoresOf } from './findings.ts';
import type { CdiscDataset } from '../dataset.ts';
import type { CdiscTrial } from '../trial.ts';

/** RS: the scales of the program, which clinicians rate from severity, by totals and, where they were kept, by items. */
export function rs(trial: CdiscTrial): CdiscDataset {
  return findingsDataset(trial, { name: 'RS', label: 'Disease Response and Clin Classification', findings: scoresOf });
}
