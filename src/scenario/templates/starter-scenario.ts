import { yamlText } from './yaml-text.ts';

/** The three numbers most planners know, and names where they have them. */
export interface StarterNumbers {
  /** Patients randomised. */
  readonly participants: number;
  /** Expected difference between the treatments, unit of the endpoint. */
  readonly difference: number;
  /** Within-patient SD of one period, same unit. */
  readonly sd: number;
  /** SD between patients, same unit; that of one period unless said otherwise. */
  readonly sdBetween?: number;
  /** What the SDs come from, for the comment beside them. */
  readonly sdFrom?: string;
  /** The treatments, the one that is compared with first; `placebo` and `active` unless said otherwise. */
  readonly treatments?: readonly [string, string];
  /** What the endpoint is, in the author's words. */
  readonly endpoint?: string;
}

/** The names that stand for treatments whose names are not given. */
export const unnamedTreatments = ['placebo', 'active'] as const;

/**
 * A commented scenario of the statistical outcome model, for a planner with three numbers in hand.
 *
 * @example
 * ```ts
 * import { starterScenario } from 'crossover-sim/scenario';
 * starterScenario({ participants: 24, difference: 3, sd: 5 }); // → '# A two-period crossover trial. Check it with: crossover-sim…'
 * ```
 */
export function starterScenario({
  participants,
  difference,
  sd,
  sdBetween = sd,
  sdFrom = '',
  treatments: [reference, comparator] = unnamedTreatments,
  endpoint = '',
}: StarterNumbers): string {
  const title = endpoint === '' ? 'My crossover trial' : `${endpoint}: ${comparator} or ${reference}, two-period crossover`;
  const source = sdFrom === '' ? '' : `; from ${sdFrom}`;
  return `# A two-period crossover trial. Check it with: crossover-sim validate THIS_FILE
# Then ask: crossover-sim power THIS_FILE
title: ${yamlText(title)}
model: gaussian # the endpoint is drawn directly; "mechanistic" simulates patients, drugs and scales instead
seed: 1 # any text or number; the same seed gives the same numbers

design:
  participants: ${participants} # patients randomised, half to each sequence
  sequences:
    - [${yamlText(reference)}, ${yamlText(comparator)}]
    - [${yamlText(comparator)}, ${yamlText(reference)}]
  blockSize: 2 # patients per permuted block
${reference === 'placebo' ? '' : `  reference: ${yamlText(reference)} # the treatment that the other is compared with\n`}
gaussian:
  mean: 0 # units of the endpoint; under the reference in period 1
  difference: ${difference} # units of the endpoint; ${comparator} - ${reference}
  sdWithin: ${sd} # units of the endpoint; one period's residual SD (a paired difference has 1.41 times it)${source}
  sdBetween: ${sdBetween} # units of the endpoint; between patients, without influence on a crossover
  periodEffect: 0 # units of the endpoint
  carryover: 0 # units of the endpoint

missingness:
  betweenPeriods: 0 # fraction of patients lost between the periods

analyses:
  primary:
    method: crossover-t # or paired-t, mixed-model, wilcoxon, ... ; see crossover-sim analyze --help
    alternative: two-sided

claim:
  name: the treatments differ
  all: [primary]

power:
  replicates: 10000 # simulated trials
  alpha: 0.05
  target: 0.8

evidence:
  gaussian.difference: assumed
  gaussian.sdWithin: assumed
`;
}
