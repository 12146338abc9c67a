import { CLAIM, DECISION_ERROR, type Requirement } from '../power/stopping/stopping-rule.ts';
import { check } from '../arguments/shape.ts';
import { checkStudy } from '../study/check-study.ts';
import type { Study } from '../study/study.ts';
import type { ResolvedScenario } from './schema/scenario-schema.ts';

/** What a requirement without a name is about: the claim, or the only analysis. */
export function onlyRequirable({ claim, analyses }: Study): string | undefined {
  const names = Object.keys(analyses);
  return claim !== undefined ? CLAIM : names.length === 1 ? names[0] : undefined;
}

/**
 * What `power.require` of a scenario asks of its study; empty where it asks nothing. Of several requirements each has its share of the error.
 *
 * @example
 * ```ts
 * import { declaredRequirements, readScenario, starterScenario } from 'crossover-sim/scenario';
 * const text = starterScenario({ participants: 24, difference: 3, sd: 5 });
 * const read = readScenario({ path: 'trial.yaml', text }, { readFile: () => '', set: ['power.require=0.8'] });
 * if ('problems' in read) throw new Error('not a scenario');
 * declaredRequirements(read.study, read.scenario); // → [{ of: 'claim', power: 0.8, error: 0.05 }]
 * ```
 */
export function declaredRequirements(study: Study, scenario: Pick<ResolvedScenario, 'power'>): Requirement[] {
  checkStudy('study', study);
  check('scenario', scenario, { fields: { power: 'object' } });
  const { require: declared } = scenario.power;
  const wanted = declared === undefined ? [] : wantedBy(study, declared);
  return wanted.map((each) => ({ ...each, error: DECISION_ERROR / wanted.length }));
}

function wantedBy(study: Study, declared: NonNullable<ResolvedScenario['power']['require']>): Omit<Requirement, 'error'>[] {
  if (typeof declared === 'number') return [{ of: onlyRequirable(study) ?? CLAIM, power: declared }];
  return Object.entries(declared).flatMap(([of, required]): Omit<Requirement, 'error'>[] => {
    if (typeof required === 'number') return [{ of, power: required }];
    const { atLeast, below } = required;
    return [
      ...(atLeast === undefined ? [] : [{ of, power: atLeast }]),
      ...(below === undefined ? [] : [{ of, power: below, bound: 'below' as const }]),
    ];
  });
}
