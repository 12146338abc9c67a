import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { Decision } from '../../power/stopping/decision.ts';
import type { GateResult } from '../../power/stopping/requirement.ts';
import { CLAIM } from '../../power/stopping/stopping-rule.ts';
import type { Study } from '../../study/study.ts';
import { countWords } from '../sentences/figure-words.ts';
import { FALSE_CLAIM } from '../sentences/power-sentence.ts';

/**
 * The decision for people: one line per requirement, and what that says of the number of participants. Where the claim is false in the scenario its rate is that of false positives, of which
 * no number of participants is enough.
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
 * decidedText(study, { decision: 'met', requirements: [judged] }, result); // → 'required 0.8 of the claim: met (95 % confidence sequence…'
 * ```
 */
export function decidedText(
  study: Study,
  { decision, requirements }: GateResult,
  { replicates: trials, participants }: PowerResult,
  coloured: (decision: Decision) => string = (each) => each,
): string {
  const lines = requirementLines({ decision, requirements }, coloured);
  lines.push(`after ${countWords(trials)} simulated trials; the sequences hold at every number of trials`);
  if (study.claim?.holds === false) return [...lines, `${FALSE_CLAIM}.`].join('\n');
  // More participants bring power, not a smaller rate of errors.
  if (requirements.some(({ bound }) => bound !== undefined)) return lines.join('\n');
  const enough = { met: 'enough', missed: 'not enough', undecided: 'not yet shown to be enough or too few: simulate more trials' }[
    decision
  ];
  return [...lines, `${participants} participants are ${enough}`].join('\n');
}

/** Every requirement with its decision and confidence sequence, a line each, and of several the joint decision. */
export function requirementLines(
  { decision, requirements }: GateResult,
  coloured: (decision: Decision) => string = (each) => each,
): string[] {
  const lines = requirements.map(({ of, decision: each, power, bound, level, lower, upper }) => {
    const interval = `${Number((100 * level).toFixed(2))} % confidence sequence ${lower.toFixed(4)}–${upper.toFixed(4)}`;
    return `required ${bound === undefined ? '' : 'below '}${power} of ${of === CLAIM ? 'the claim' : of}: ${coloured(each)} (${interval})`;
  });
  return requirements.length > 1 ? [...lines, `all requirements: ${coloured(decision)} (jointly at 95 %)`] : lines;
}
