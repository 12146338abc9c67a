import { parameterDataset } from './parameter-dataset.ts';
import { shortCodes } from '../ascii-text.ts';
import type { CdiscDataset } from '../dataset.ts';
import { itemTest, type CdiscEndpoint } from '../endpoints.ts';
import { ITEM_MISSING } from '../../../trial/mechanistic/item-scores.ts';
import type { CdiscTrial } from '../trial.ts';

/** ADQS: every rating and score, and the items of a scale where they were kept, with the change from the baseline of the same period. */
export function adqs(trial: CdiscTrial): CdiscDataset {
  const totals = trial.endpoints.filter(({ domain }) => domain !== 'PC');
  const endpoints = [...totals, ...itemsOf(trial)];
  return parameterDataset(trial, { name: 'ADQS', label: 'Ratings and Scores Analysis Dataset', endpoints, hasBaseline: true });
}

/** Each item of a scale as a parameter, whose code is the test code of SDTM unless another parameter has that. */
function itemsOf({ endpoints }: CdiscTrial): CdiscEndpoint[] {
  const taken = endpoints.map(({ parameter }) => parameter);
  return endpoints.flatMap((endpoint) => {
    const kept = endpoint.measured.filter(({ items }) => items !== undefined);
    const items = kept.length === 0 ? [] : (endpoint.scale?.items ?? []);
    return items.map((_, item): CdiscEndpoint => {
      const { code, name } = itemTest(endpoint, item);
      const parameter = shortCodes([code], taken).get(code) ?? code;
      taken.push(parameter);
      const measured = kept.map((at) => ({
        ...at,
        values: at.values.map((total, row) => {
          const score = at.items?.scores[row * items.length + item] ?? ITEM_MISSING;
          return Number.isNaN(total) || score === ITEM_MISSING ? NaN : score;
        }),
      }));
      return { ...endpoint, parameter, parameterName: name, measured };
    });
  });
}
