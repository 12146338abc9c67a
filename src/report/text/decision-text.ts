import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { Decision } from '../../power/stopping/decision.ts';
import type { GateResult } from '../../power/stopping/requirement.ts';
import { CLAIM } from '../../power/stopping/stopping-rule.ts';
import type { Study } from '../../study/study.ts';
import { FALSE_CLAIM } from './power-text.ts';

/**
 * The decision for people: one line a requirement, and what that says of the number of patients. Where the claim is false in the scenario its rate is that of false positives, of which
 * no number of patients is enough.
 * @param coloured  writes a decision in its colour where the terminal has some
 * @example
 * ```ts
 * import { estimatePower } from 'crossover-sim/power';
 * import { decidedText } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * import { confidenceSequence } from 'crossover-sim/statistics';
 * const study = readStudy(starterScenario({ participants: 60, difference: 3, sd: 5 }), { replicates: 1000 });
 * const result = estimatePower(study);
 * const interval = confidenceSequence(1000 * (result.claim?.power.value ?? 0), 1000, 0.95);
 * const judged = { of: 'claim', power: 0.8, decision: 'met', level: 0.95, ...interval } as const;
 * decidedText(study, { decision: 'met', requirements: [judged] }, result); // → 'required 0.8 of the claim: met after 1000 trials (95 % confi…'
 * ```
 */
export function decidedText(
  study: Study,
  { decision, requirements }: GateResult,
  { replicates: trials, participants }: PowerResult,
  coloured: (decision: Decision) => string = (each) => each,
): string {
  const lines = requirements.map(({ of, decision: each, power, bound, level, lower, upper }) => {
    const interval = `${lower.toFixed(4)}–${upper.toFixed(4)}`;
    return `required ${bound === undefined ? '' : 'below '}${power} of ${of === CLAIM ? 'the claim' : of}: ${coloured(each)} after ${trials} trials (${Number((100 * level).toFixed(2))} % confidence sequence ${interval}, valid at every look)`;
  });
  if (requirements.length > 1) lines.push(`all requirements: ${coloured(decision)} (jointly at 95 %)`);
  if (study.claim?.holds === false) return [...lines, `${FALSE_CLAIM}.`].join('\n');
  // More patients bring power, not a smaller rate of errors.
  if (requirements.some(({ bound }) => bound !== undefined)) return lines.join('\n');
  const enough = { met: 'enough', missed: 'not enough', undecided: 'neither shown to be enough nor not: simulate more trials' }[decision];
  return [...lines, `${participants} patients are ${enough}`].join('\n');
}
