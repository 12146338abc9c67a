import { gateShape } from '../answer-shapes.ts';
import { checkReported } from '../check-arguments.ts';
import { check } from '../../arguments/shape.ts';
import { checkStudy } from '../../study/check-study.ts';
import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { Decision } from '../../power/stopping/decision.ts';
import type { GateResult, RequirementResult } from '../../power/stopping/requirement.ts';
import { CLAIM } from '../../power/stopping/stopping-rule.ts';
import type { Study } from '../../study/study.ts';
import { percentWords } from '../sentences/figure-words.ts';
import { FALSE_CLAIM } from '../sentences/power-sentence.ts';
import { folded } from './fold.ts';

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
  gate: GateResult,
  result: PowerResult,
  coloured: (decision: Decision) => string = (each) => each,
): string {
  checkStudy('study', study);
  check('gate', gate, gateShape);
  checkReported('result', result, study);
  check('coloured', coloured, 'function');
  const { decision, requirements } = gate;
  const { participants } = result;
  const paint = (lines: readonly string[]): string =>
    lines
      .map((line) => folded(line))
      .join('\n')
      .replaceAll(
        /(^(?:required|all requirements).*?:\s)(met|missed|undecided)(?=\s\()/gms,
        (_, before: string, each: Decision) => before + coloured(each),
      );
  const lines = requirementLines({ decision, requirements });
  if (study.claim?.holds === false) return paint([...lines, `${FALSE_CLAIM}.`]);
  // More participants bring power, not a smaller rate of errors.
  if (requirements.some(({ bound }) => bound !== undefined)) return paint(lines);
  const enough = { met: 'enough', missed: 'not enough', undecided: 'not yet shown to be enough or too few: simulate more trials' }[
    decision
  ];
  return paint([...lines, `${participants} participants are ${enough}`]);
}

/** The interval by which a requirement is judged, in per cent: a confidence sequence, which is wider than the interval of a fixed number of trials. */
export function sequenceWords({ level, lower, upper }: Pick<RequirementResult, 'level' | 'lower' | 'upper'>): string {
  return `${Number((100 * level).toFixed(2))} % confidence sequence ${percentWords({ value: lower, lower, upper }).interval} %`;
}

/** Every requirement with its decision and confidence sequence, a line each, and of several the joint decision. */
export function requirementLines({ decision, requirements }: GateResult): string[] {
  const lines = requirements.map(
    ({ of, decision: each, power, bound, level, lower, upper }) =>
      `required ${bound === undefined ? '' : 'below '}${power} of ${of === CLAIM ? 'the claim' : of}: ${each} (${sequenceWords({ level, lower, upper })})`,
  );
  return requirements.length > 1 ? [...lines, `all requirements: ${decision} (jointly at 95 %)`] : lines;
}
