import { methodNamed, methodNames, type MethodName, type Pairing } from '../../analysis/index.ts';
import type { Design } from '../../design/design.ts';
import { defaultsOf } from '../../parameters/parameter-table.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import type { ReportDiagnostic } from '../document/finding.ts';

/** Methods of that pairing, whatever their options, in the order of the list. */
function methodsOfPairing(pairing: Pairing): MethodName[] {
  return methodNames.filter((name) => {
    const { options } = methodNamed(name);
    return options.design === undefined && methodNamed(name).pairing(defaultsOf(options)) === pairing;
  });
}

/** Methods by which the difference within patients is found whatever their order: those of values, and of yes or no. */
function pairedInstead(): string {
  const paired = methodsOfPairing('paired');
  const ofValues = paired.filter((name) => methodNamed(name).outcomeType !== 'binary');
  const ofBinary = paired.filter((name) => methodNamed(name).outcomeType === 'binary');
  return `use ${ofValues.join(' or ')} (${ofBinary.join(' or ')} for yes or no)`;
}

/**
 * Whether a method can estimate the treatment difference in a design. Every method needs patients who are given both conditions; those that
 * adjust for period need both orders, and all but the mixed models exactly two periods. Parallel groups are compared in period 1.
 */
export function checkFitOfDesign(planned: PlannedAnalysis, { sequences }: Design, say: ReportDiagnostic): void {
  const { method, options, reference, comparator } = planned;
  if (comparator === '' || reference === comparator) return;
  const pairing = methodNamed(method).pairing(options);
  if (pairing === 'parallel') checkFirstPeriod(planned, sequences, say);
  else if (pairing === 'arms') checkArms(planned, sequences, say);
  else checkWithinPatients(planned, pairing, sequences, say);
}

/** Groups of period 1 need sequences that begin with each condition. */
function checkFirstPeriod({ reference, comparator }: PlannedAnalysis, sequences: Design['sequences'], say: ReportDiagnostic): void {
  for (const [part, condition] of [
    ['reference', reference],
    ['comparator', comparator],
  ] as const)
    if (sequences.flat().includes(condition) && !sequences.some(([first]) => first === condition))
      say(part, `no sequence of the design begins with ${condition}: period 1 is what parallel groups are compared in`, [
        'design.sequences',
      ]);
}

/** The arms of a course need a sequence that gives each condition throughout. */
function checkArms({ reference, comparator }: PlannedAnalysis, sequences: Design['sequences'], say: ReportDiagnostic): void {
  for (const [part, condition] of [
    ['reference', reference],
    ['comparator', comparator],
  ] as const)
    if (sequences.flat().includes(condition) && !sequences.some((sequence) => sequence.every((each) => each === condition)))
      say(part, `no sequence of the design gives ${condition} in every period: the arms of a course are compared in its last period`, [
        'design.sequences',
      ]);
}

function checkWithinPatients(planned: PlannedAnalysis, pairing: Pairing, sequences: Design['sequences'], say: ReportDiagnostic): void {
  const { method, options, reference, comparator } = planned;
  const both = sequences.filter((sequence) => sequence.includes(reference) && sequence.includes(comparator));
  const causes = ['design.sequences', 'design.reference'];
  if (both.length === 0) {
    const known = [reference, comparator].every((condition) => sequences.some((sequence) => sequence.includes(condition)));
    const parallel = methodsOfPairing('parallel').join(' or ');
    if (known)
      say(
        'comparator',
        `no sequence of the design has both ${reference} and ${comparator}: a crossover compares within patients (use ${parallel}, or design: parallel, for period 1)`,
        causes,
      );
    return;
  }
  if (pairing === 'paired') return;
  const instead = options.design === undefined ? pairedInstead() : 'set design: paired';
  const referenceFirst = both.some((sequence) => sequence.indexOf(reference) < sequence.indexOf(comparator));
  const comparatorFirst = both.some((sequence) => sequence.indexOf(comparator) < sequence.indexOf(reference));
  if (!referenceFirst || !comparatorFirst) {
    const only = referenceFirst ? `${reference} before ${comparator}` : `${comparator} before ${reference}`;
    say('method', `${method} adjusts for period and needs both orders; the design has only ${only}; ${instead}`, causes);
  } else if (pairing !== 'model' && sequences[0].length !== 2) {
    say('method', `${method} needs two periods; the design has ${sequences[0].length}; ${instead}`, causes);
  }
}
