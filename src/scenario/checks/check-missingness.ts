import { mechanisticMissingness } from '../../outcomes/missingness/index.ts';
import type { Findings } from '../document/finding.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

/** Parameters of missing data that only the mechanistic model reads. */
const mechanisticOnly = Object.keys(mechanisticMissingness) as (keyof typeof mechanisticMissingness)[];
/** Slopes, and the probability whose logit each moves. */
const slopes = {
  betweenPeriodsScoreSlope: 'betweenPeriods',
  betweenPeriodsChangeSlope: 'betweenPeriods',
  perVisitScoreSlope: 'perVisit',
} as const;

/** Settings of missing data that do nothing in this scenario. */
export function checkMissingness({ model, missingness, outcomes }: ResolvedScenario, { warnings }: Findings): void {
  const warn = (name: string, message: string): void => void warnings.push({ path: `missingness.${name}`, message, at: 'value' });
  const unread = model === 'gaussian' ? mechanisticOnly.filter((name) => missingness[name] !== 0) : [];
  for (const name of unread) warn(name, 'the Gaussian model does not read it: nothing is lost by it');
  for (const [name, base] of Object.entries(slopes) as [keyof typeof slopes, (typeof slopes)[keyof typeof slopes]][]) {
    if (missingness[name] === 0 || unread.some((each) => each === name)) continue;
    const isOnObserved = base === 'betweenPeriods' && model === 'mechanistic';
    if (missingness[base] === 0) warn(name, `it moves the logit of ${base}, which is 0: nobody is lost by it`);
    else if (isOnObserved && (outcomes.hamd17?.visits ?? []).length === 0)
      warn(name, 'it needs hamd17, which the scenario does not record');
  }
}
