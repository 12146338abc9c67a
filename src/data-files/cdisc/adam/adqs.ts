import { parameterDataset } from './parameter-dataset.ts';
import type { CdiscDataset } from '../dataset.ts';
import type { CdiscTrial } from '../trial.ts';

/** ADQS: every rating and score with its change from the baseline of the same period. */
export function adqs(trial: CdiscTrial): CdiscDataset {
  const endpoints = trial.endpoints.filter(({ domain }) => domain !== 'PC');
  return parameterDataset(trial, { name: 'ADQS', label: 'Ratings and Scores Analysis Dataset', endpoints, hasBaseline: true });
}
