import type { Design } from '../design/design.ts';
import { covariateNames } from '../population/covariates.ts';
import { unknownName, type Findings } from './finding.ts';
import type { ResolvedScenario } from './scenario-schema.ts';

/** Allocation that the sequences, their weights or the patients cannot have. */
export function checkAllocation({ model }: ResolvedScenario, { weights, allocation }: Design, { errors }: Findings): void {
  if (allocation === undefined) return;
  const say = (part: string, message: string, restsOn: string[] = []): void =>
    void errors.push({ path: `design.allocation.${part}`, message, at: 'value', restsOn });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (allocation.kind === 'random-blocks')
    allocation.blockSizes.forEach((size, place) => {
      if (size % total === 0) return;
      say(`blockSizes.${place}`, `expected a multiple of ${total} (sequences weighted ${weights.join(':')}), got ${size}`, [
        'design.sequences',
        'design.weights',
      ]);
    });
  if (allocation.kind === 'minimisation' && new Set(weights).size > 1)
    say('kind', `expected equal weights for minimisation, got ${weights.join(':')}`, ['design.weights']);
  if (!('factors' in allocation)) return;
  if (model === 'gaussian') {
    say('kind', `expected an allocation without covariates, which Gaussian patients do not have, got ${allocation.kind}`);
    return;
  }
  allocation.factors.forEach(({ covariate, cuts }, place) => {
    const part = `factors.${place}`;
    if (!covariateNames.some((name) => name === covariate)) say(`${part}.covariate`, unknownName('a covariate', covariate, covariateNames));
    else if (allocation.factors.findIndex((each) => each.covariate === covariate) < place)
      say(`${part}.covariate`, `expected each covariate once, got ${covariate} again`);
    if (cuts.some((cut, i) => i > 0 && !(cut > cuts[i - 1]))) say(`${part}.cuts`, `expected rising values, got ${cuts.join(', ')}`);
  });
}
