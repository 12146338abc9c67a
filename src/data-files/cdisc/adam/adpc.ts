import { parameterDataset } from './parameter-dataset.ts';
import { quantificationLimit } from '../endpoints.ts';
import type { CdiscDataset } from '../dataset.ts';
import type { CdiscTrial } from '../trial.ts';

/** ADPC: concentrations as they were reported, those below the limit of quantification imputed as the scenario says (`DTYPE`); without rows where none are measured. */
export function adpc(trial: CdiscTrial): CdiscDataset {
  const endpoints = trial.endpoints.filter(({ domain }) => domain === 'PC');
  const limit = quantificationLimit(trial.model);
  return parameterDataset(trial, { name: 'ADPC', label: 'Concentrations Analysis Dataset', endpoints, hasBaseline: false, limit });
}
