import type { Design } from '../../design/design.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import type { Say } from '../document/finding.ts';

/** Methods on a patient's values under both treatments, whatever their order. */
const pairedMethods: readonly string[] = ['paired-t', 'wilcoxon', 'mcnemar'];

/** Models with periods and sequences of any number. */
const modelMethods: readonly string[] = ['mixed-model', 'mmrm'];

/**
 * Whether a method can tell the treatments apart in a design. Every method needs patients who are given both conditions; those that
 * adjust for period need both orders, and all but the mixed models exactly two periods. Parallel groups are compared in period 1.
 */
export function checkFitOfDesign({ method, options, reference, comparator }: PlannedAnalysis, { sequences }: Design, say: Say): void {
  if (comparator === '' || reference === comparator) return;
  if (method === 'parallel-t' || options.design === 'parallel') {
    for (const [part, condition] of [
      ['reference', reference],
      ['comparator', comparator],
    ] as const)
      if (sequences.flat().includes(condition) && !sequences.some(([first]) => first === condition))
        say(part, `no sequence of the design begins with ${condition}: period 1 is what parallel groups are compared in`, [
          'design.sequences',
        ]);
    return;
  }
  const both = sequences.filter((sequence) => sequence.includes(reference) && sequence.includes(comparator));
  const restsOn = ['design.sequences', 'design.reference'];
  if (both.length === 0) {
    const known = [reference, comparator].every((condition) => sequences.some((sequence) => sequence.includes(condition)));
    if (known)
      say(
        'comparator',
        `no sequence of the design has both ${reference} and ${comparator}: a crossover compares within patients (use parallel-t, or design: parallel, for period 1)`,
        restsOn,
      );
    return;
  }
  if (pairedMethods.includes(method) || options.design === 'paired') return;
  const instead = options.design === undefined ? 'use paired-t or wilcoxon (mcnemar for yes or no)' : 'set design: paired';
  const referenceFirst = both.some((sequence) => sequence.indexOf(reference) < sequence.indexOf(comparator));
  const comparatorFirst = both.some((sequence) => sequence.indexOf(comparator) < sequence.indexOf(reference));
  if (!referenceFirst || !comparatorFirst) {
    const only = referenceFirst ? `${reference} before ${comparator}` : `${comparator} before ${reference}`;
    say('method', `${method} adjusts for period and needs both orders; the design has only ${only}; ${instead}`, restsOn);
  } else if (!modelMethods.includes(method) && options.design !== 'model' && sequences[0].length !== 2) {
    say('method', `${method} needs two periods; the design has ${sequences[0].length}; ${instead}`, restsOn);
  }
}
