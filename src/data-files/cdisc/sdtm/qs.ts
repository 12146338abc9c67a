import { findingsDataset, scoresOf } from './findings.ts';
import type { CdiscDataset } from '../dataset.ts';
import type { CdiscTrial } from '../trial.ts';

/** QS: dissociation, visual analogue scales, scales that a scenario declares and every other score that is no clinical classification. */
export function qs(trial: CdiscTrial): CdiscDataset {
  return findingsDataset(trial, { name: 'QS', label: 'Questionnaires', findings: scoresOf });
}
