import type { PilotEstimates } from '../../analysis/pilot-estimates.ts';
import { yamlText } from './yaml-text.ts';

/** What a scenario is made of that is estimated from recorded data. */
export interface PilotTrial {
  /** Name of the file. */
  readonly file: string;
  /** What was analysed: endpoint, visit and measure in words. */
  readonly endpoint: string;
  /** The treatments as the data call them: the one that is compared with first. */
  readonly treatments: readonly [string, string];
  /** Participants to plan with. */
  readonly participants: number;
  readonly estimates: PilotEstimates;
}

/** Digits with which an estimate is written (assumed): more than any of them is known to. */
const DIGITS = 4;

/** The bounds of a correlation that a scenario may have. */
const MAX_CORRELATION = 0.99;

/** A commented scenario of the statistical outcome model whose parameters, and what is not known of them, come from recorded data. */
export function pilotScenario({ file, endpoint, treatments, participants, estimates }: PilotTrial): string {
  const { mean, difference, periodEffect, sdDifference, complete, df } = estimates;
  const { referenceFirst, comparatorFirst } = estimates.perSequence;
  const [reference, comparator] = scenarioNames(treatments).map(yamlText);
  const correlation = { ...estimates.correlation, value: Math.min(MAX_CORRELATION, estimates.correlation.value) };
  const lost = estimates.participants - complete;
  const renamed = treatments.flatMap((name, place) => {
    const own = [reference, comparator][place];
    return own === name ? [] : [`# The treatment ${commented(name)} is called ${own}.\n`];
  });
  const name = commented(file);
  const normal = (path: string, { value, standardError }: { value: number; standardError: number }, formula: string): string =>
    `    ${path}: # ${formula}\n      distribution: normal\n      mean: ${figure(value)}\n      sd: ${positive(standardError)}\n      source: assumed # estimated from ${name}\n`;
  return `# A two-period crossover trial, planned from ${commented(file)}: ${commented(endpoint)}.
# Estimated from the ${complete} participants with values of both periods (${referenceFirst} had ${reference} first, ${comparatorFirst} ${comparator}):
# means, the difference, the effect of period, SDs, the correlation of the periods, and the share
# without both values. Assumed: no carry-over, the same SD in both periods and under both
# treatments, normal values, and that the new trial is like that of the data.
# Then ask: crossover-sim power THIS_FILE --assurance
${renamed.join('')}title: ${yamlText(`${commented(endpoint)}: ${comparator} or ${reference}, planned from ${commented(file)}`)}
model: gaussian
seed: 1 # any text or number; the same seed gives the same numbers

design:
  participants: ${participants} # ${participants === estimates.participants ? 'as in the data: change it to the number that you plan' : 'as asked'}
  sequences:
    - [${reference}, ${comparator}]
    - [${comparator}, ${reference}]
  blockSize: 2 # participants per permuted block; assumed
  reference: ${reference} # the treatment that the other is compared with

gaussian:
  label: ${yamlText(commented(endpoint))}
  mean: ${figure(mean.value)} # under ${reference} in period 1; SE ${figure(mean.standardError)}
  difference: ${figure(difference.value)} # ${comparator} - ${reference}, adjusted for period; SE ${figure(difference.standardError)}
  variability:
    sdDifference: ${positive(sdDifference.value)} # SD of the difference between two periods of a participant, on ${df} degrees of freedom
    correlation: ${figure(correlation.value)} # of two periods of a participant; SE ${figure(correlation.standardError)}${estimates.correlation.value === 0 ? '; estimated below 0, which the model has not' : ''}
  periodEffect: ${figure(periodEffect.value)} # period 2 - period 1; SE ${figure(periodEffect.standardError)}
  carryover: 0 # assumed: crossover data cannot separate it from other differences between the sequences

missingness:
  betweenPeriods: ${figure(Math.min(0.95, lost / estimates.participants))} # ${lost} of ${estimates.participants} participants lack a value of one period or more; all taken as lost between the periods

analyses:
  primary:
    method: crossover-t # assumed; others: crossover-sim analyze --help
    alternative: two-sided

claim:
  name: the treatments differ
  all: [primary]

power:
  replicates: 10000 # simulated trials
  alpha: 0.05 # assumed
  target: 0.8 # assumed

uncertainty:
  draws: 1000
  # What ${complete} participants do not tell, for --assurance and --tornado; each taken as independent of the others.
  priors:
${normal('gaussian.mean', mean, 'the estimate, with its standard error as SD')}${normal('gaussian.difference', difference, 'the estimate, with its standard error as SD')}${normal('gaussian.periodEffect', periodEffect, 'the estimate, with its standard error as SD')}    gaussian.variability.sdDifference: # df s^2 / sigma^2 is chi-square on df = ${df}: the logarithm of s has SD 1/sqrt(2 df)
      distribution: lognormal
      median: ${positive(sdDifference.value)}
      sdLog: ${positive(sdDifference.standardErrorLog)}
      source: assumed # estimated from ${name}
${normal('gaussian.variability.correlation', correlation, `from Fisher's z, whose SD is 1/sqrt(df - 2): (1 - r^2)/sqrt(df - 2)`)}`;
}

/** Names for treatments of which nothing can be kept, or the same: the one that is compared with first. */
const otherNames = ['reference', 'comparator'] as const;

/** Two different names that the treatments of a scenario may have. */
function scenarioNames(treatments: readonly [string, string]): readonly string[] {
  const plain = treatments.map(scenarioName);
  const named = plain.map((name, place) => (name === '' ? otherNames[place] : name));
  return named[0] === named[1] ? otherNames : named;
}

/** What a treatment of a scenario may have of a name; empty where that is nothing. */
function scenarioName(name: string): string {
  return name
    .trim()
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
    .replaceAll(/^[-_]+|-+$/g, '');
}

/** A text of one line, as a comment may have it. */
function commented(text: string): string {
  return text.replaceAll(/[\s\p{C}]+/gu, ' ');
}

function figure(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}

/** A figure that has to be above 0. */
function positive(value: number): string {
  return figure(Math.max(1e-9, value));
}
