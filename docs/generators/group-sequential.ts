// Writes docs/group-sequential.md: npm run docs:group-sequential
import { readFileSync, writeFileSync } from 'node:fs';
import type { InterimResult } from '../../src/power/interim/interim-result.ts';
import { runPower } from '../../src/cli/runs/run-one-study.ts';
import type { SimulatedFigure, SimulatedProportion } from '../../src/statistics/intervals/simulated-proportion.ts';
import { readScenario } from '../../src/scenario/index.ts';
import { markdownTable } from './validation/agreement-table.ts';

const MECHANISTIC_TRIALS = 20_000;
const GAUSSIAN_TRIALS = 100_000;

const percent = ({ value, mcse }: SimulatedProportion | SimulatedFigure): string =>
  value === null || mcse === null ? '–' : `${(100 * value).toFixed(2)} ± ${(100 * mcse).toFixed(2)}`;
const figure = ({ value, mcse }: SimulatedFigure): string =>
  value === null || mcse === null ? '–' : `${value.toFixed(3)} ± ${mcse.toFixed(3)}`;

async function lookedAt(path: string, text: string): Promise<InterimResult> {
  const read = readScenario({ path, text }, { readFile: (name) => readFileSync(name, 'utf8') });
  if ('problems' in read) throw new Error(read.problems.map((each) => each.text).join('\n'));
  const { result } = await runPower(read.study, path, { workers: 'auto', quiet: true });
  if (result.groupSequential === undefined) throw new Error(`${path} has no interim analyses`);
  return result.groupSequential;
}

/** A statistical model of the 2018 interim analysis: 14 of 30, one-sided 2.5 %. */
const twin = (difference: number, spending: string): string => `model: gaussian
name: twin
seed: looks
design: {participants: 30, blockSize: 2}
gaussian: {mean: 12, difference: ${difference}, sdWithin: 5, sdBetween: 5}
analyses: {main: {method: crossover-t, direction: greater}}
interim: {analysis: main, looks: [14], spending: ${spending}}
power: {replicates: ${GAUSSIAN_TRIALS}, truthPatients: 100}
`;

const mechanistic = (dependence: string): string => `extends: scenarios/williams-2018-interim.yaml
name: looked
${dependence}
power: {replicates: ${MECHANISTIC_TRIALS}}
`;

const settings: readonly (readonly [name: string, path: string, text: string])[] = [
  ['2018 study, O’Brien–Fleming', 'looked.yaml', mechanistic('')],
  ['2018 study, Pocock', 'looked.yaml', mechanistic('interim: {spending: pocock}')],
  ['2018 study, no blockade', 'looked.yaml', mechanistic('response: {opioidDependence: 0}')],
  ['normal, difference 4, O’Brien–Fleming', 'twin.yaml', twin(4, 'obrien-fleming')],
  ['normal, difference 4, Pocock', 'twin.yaml', twin(4, 'pocock')],
  ['normal, difference 2.5, O’Brien–Fleming', 'twin.yaml', twin(2.5, 'obrien-fleming')],
  ['normal, difference 2.5, Pocock', 'twin.yaml', twin(2.5, 'pocock')],
  ['normal, no effect, O’Brien–Fleming', 'twin.yaml', twin(0, 'obrien-fleming')],
  ['normal, no effect, Pocock', 'twin.yaml', twin(0, 'pocock')],
];

/** The page as the code gives it today. */
export async function groupSequentialPage(): Promise<string> {
  const stops: string[][] = [];
  const inference: string[][] = [];
  for (const [name, path, text] of settings) {
    const result = await lookedAt(path, text);
    const [look, end] = result.looks;
    const { value, mcse } = result.expectedParticipants;
    stops.push([
      name,
      `${look.efficacyZ.toFixed(3)}, ${end.efficacyZ.toFixed(3)}`,
      percent(result.stopsEarly),
      percent(result.power),
      `${(value ?? NaN).toFixed(2)} ± ${(mcse ?? NaN).toFixed(2)}`,
    ]);
    inference.push([
      name,
      figure(result.earlyExaggeration),
      figure(result.naiveBias),
      figure(result.adjustedBias),
      percent(result.naiveCoverage),
      percent(result.adjustedCoverage),
    ]);
  }
  return `# Interim analyses

The 2018 study planned thirty patients and one interim analysis after fourteen.
\`scenarios/williams-2018-interim.yaml\` is that trial. The published report does not name the
stopping rule, so O’Brien–Fleming spending (Lan & DeMets 1983, DOI 10.1093/biomet/70.3.659) is
assumed, one-sided 2.5 % in the direction “worse under naltrexone”. A statistical model with normal
scores (within-patient SD 5) is shown for comparison. Made by \`npm run docs:group-sequential\`: ${MECHANISTIC_TRIALS}
replicates of the mechanistic model, ${GAUSSIAN_TRIALS} of the normal model; percentages ± Monte-Carlo standard
error.

    crossover-sim power scenarios/williams-2018-interim.yaml

## Stopping probabilities

${markdownTable(['setting', 'z at the interim analysis, at the end', 'stops at the interim analysis (%)', 'power or type I error (%)', 'expected patients'], stops)}

## Estimates after stopping

${markdownTable(['setting', 'estimate when stopped early / true effect', 'bias, naive (points)', 'bias, median-unbiased (points)', 'coverage, naive interval (%)', 'coverage, stage-wise interval (%)'], inference)}

A trial stops early because its estimate is large, so early estimates exaggerate the effect: that is
the first column of the second table. The median-unbiased estimate and the stage-wise interval
(Tsiatis, Rosner & Mehta 1984, DOI 10.2307/2530924) account for the stopping rule from the second
analysis on; at the first analysis they are those of a fixed design, because no selection has
occurred before it. The median-unbiased estimate is too large as often as it is too small; its mean
need not be the true effect. Both assume the normal distribution of the test statistic, so their
coverage is approximate (within half a point here), and patients who drop out before an interim
analysis are not subtracted from its information.

The power of a trial with interim analyses is that of the trial as it is run. The analysis at which
they are made succeeds by its stopping boundaries; every other analysis is made once, on the
participants randomised when the trial stops; and the claim is judged from these. Requirements,
sweeps, comparisons and sample sizes count in the same way. At other numbers of participants the
interim analyses stay at the same fractions. \`power\` also prints the power of each analysis by
itself, at its own alpha on all participants, with the bias and coverage of that estimate.

Boundaries are on the scale of z. A t statistic is transformed to the z with equal tail probability,
so that every analysis keeps its nominal level with few patients too; the rows without an effect
show the resulting level.
`;
}

if (process.argv[1].endsWith('group-sequential.ts')) writeFileSync('docs/group-sequential.md', await groupSequentialPage());
