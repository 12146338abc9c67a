import { check, type Shape } from '../../arguments/shape.ts';
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
  /** The variability as it is known, instead of the SDs: the program works them out. */
  readonly variability?: { readonly sdDifference: number } | { readonly sdTotal: number; readonly correlation: number };
  /** The treatments, the one that is compared with first; `placebo` and `active` unless said otherwise. */
  readonly treatments?: readonly [string, string];
  /** What the endpoint is, in the author's words. */
  readonly endpoint?: string;
}

const numbersShape: Shape = {
  fields: {
    participants: 'size',
    difference: 'finite',
    sd: 'positive',
    'sdBetween?': 'amount',
    'variability?': { fields: { 'sdDifference?': 'positive', 'sdTotal?': 'positive', 'correlation?': 'finite' } },
    'treatments?': { list: 'word', length: 2 },
    'endpoint?': 'text',
  },
};

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
export function starterScenario(numbers: StarterNumbers): string {
  check('numbers', numbers, numbersShape);
  return starterText(numbers);
}

/** The same of numbers that somebody types, which are told as problems of the scenario. */
export function starterText(numbers: StarterNumbers): string {
  const { participants, difference, sd, sdBetween = sd, variability, endpoint = '' } = numbers;
  const [reference, comparator] = numbers.treatments ?? unnamedTreatments;
  const title = endpoint === '' ? 'My crossover trial' : `${endpoint}: ${comparator} or ${reference}, two-period crossover`;
  const name = endpointName(endpoint);
  const [path, indent] = endpoint === '' ? ['gaussian', '  '] : [`gaussian.endpoints.${name}`, '      '];
  const lines = [
    ...(endpoint === '' ? [] : ['  endpoints:', `    ${name}:`, `${indent}label: ${yamlText(endpoint)}`]),
    `${indent}mean: 0 # units of the endpoint; under the reference in period 1`,
    `${indent}difference: ${difference} # units of the endpoint; ${comparator} - ${reference}`,
    ...sdLines({ sd, sdBetween, ...(variability === undefined ? {} : { variability }) }).map((line) => `${indent}${line}`),
    `${indent}periodEffect: 0 # units of the endpoint`,
    `${indent}carryover: 0 # units of the endpoint`,
  ];
  const [sdPath] = variability === undefined ? ['sdWithin'] : Object.keys(variability).map((part) => `variability.${part}`);
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
${lines.join('\n')}

missingness:
  betweenPeriods: 0 # fraction of patients lost between the periods

analyses:
  primary:
    method: crossover-t # or paired-t, mixed-model, wilcoxon, ... ; see crossover-sim analyze --help
${endpoint === '' ? '' : `    endpoint: ${name}\n`}    alternative: two-sided

claim:
  name: the treatments differ
  all: [primary]

power:
  replicates: 10000 # simulated trials
  alpha: 0.05
  target: 0.8

evidence:
  ${path}.difference: assumed
  ${path}.${sdPath}: assumed
`;
}

/** The name of an endpoint in the file: its label in small letters, digits and dashes, `score` where nothing is left of it. */
function endpointName(label: string): string {
  const name = label
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+/, '')
    .replace(/-+$/, '');
  return name === '' ? 'score' : name;
}

/** How much the endpoint varies: two SDs, or the numbers from which the program works them out. */
function sdLines({ sd, sdBetween, variability }: Pick<StarterNumbers, 'sd' | 'sdBetween' | 'variability'>): string[] {
  if (variability === undefined)
    return [
      `sdWithin: ${sd} # units of the endpoint; one period's residual SD (a paired difference has 1.41 times it)`,
      `sdBetween: ${sdBetween} # units of the endpoint; between patients, without influence on a crossover`,
    ];
  if ('sdDifference' in variability)
    return [
      'variability: # of the numbers that people have one is enough',
      `  sdDifference: ${variability.sdDifference} # units of the endpoint; SD of the difference between two periods of a patient`,
      '  correlation: 0.5 # correlation; of two periods of a patient, without influence on a crossover; assumed',
    ];
  return [
    'variability: # of the numbers that people have these are enough',
    `  sdTotal: ${variability.sdTotal} # units of the endpoint; SD over patients`,
    `  correlation: ${variability.correlation} # correlation; of two periods of a patient (intraclass correlation)`,
  ];
}
