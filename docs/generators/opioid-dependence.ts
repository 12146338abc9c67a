// The pictures and the tables of docs/opioid-dependence.md: npm run docs:opioid-dependence (about eleven minutes).
// With the path of what `learn --leave-out --prior-sensitivity --json` printed, that run is used.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isInside, type Prediction, type Spread } from '../../src/learning/predictive.ts';
import { drawFigure } from '../../src/report/figures/draw-figure.ts';
import type { Figure } from '../../src/report/figures/figure.ts';
import { densityFigure } from '../../src/report/learning/density-figure.ts';
import { leaveOutFigures } from '../../src/report/learning/refits-figure.ts';
import { named, predictiveFigures } from '../../src/report/learning/predictive-figures.ts';
import { range, shown } from '../../src/report/learning-numbers.ts';
import { betweenMarks } from './between-marks.ts';
import { printedPosterior } from './printed-posterior.ts';

const PAGE = 'docs/opioid-dependence.md';
const PATH = 'response.opioidDependence';
/** Drawn beside it: what it is confounded with. */
const MOOD = 'response.antagonistMoodPoints';
/** Bounds whose probabilities the page gives. */
const BOUNDS = [0.1, 0.25, 0.5, 0.75, 0.9];
/** Priors whose widening the page tells. */
const WIDER = ['all parameters', 'SDs between studies', PATH];

const learned = printedPosterior();
const trials = learned.alone.map(({ study }) => study);
const ofTrials = <Row extends { readonly study: string }>(rows: readonly Row[]): Row[] =>
  rows.filter(({ study }) => trials.includes(study));

const [together] = leaveOutFigures({ ...learned, without: ofTrials(learned.without) });
const [predicted] = predictiveFigures({ ...learned, predictions: ofTrials(learned.predictions) });
const densities = densityFigure({
  ...learned,
  parameters: learned.parameters.filter(({ path }) => path === PATH || path === MOOD),
  betweenStudy: learned.betweenStudy.filter(({ path }) => path === PATH),
});
const pictures: Readonly<Record<string, Figure>> = { trials: together, densities, predicted };
mkdirSync('docs/images', { recursive: true });
for (const [name, figure] of Object.entries(pictures)) writeFileSync(`docs/images/opioid-dependence-${name}.svg`, drawFigure(figure));

const cells = ({ mean, quantiles: [low, , high] }: Spread): string => `${mean.toFixed(2)} | ${low.toFixed(2)} to ${high.toFixed(2)}`;
const wider = learned.widened
  .filter(({ prior }) => WIDER.includes(prior))
  .map(
    ({ prior, posterior }) => `| all studies, wider prior of ${prior === PATH ? 'opioid dependence' : prior} | ${cells(posterior[PATH])} |`,
  );
const rows = together.table.rows.map(([name, mean, interval]) => {
  const [low, high] = interval.split(' to ').map((end) => Number(end).toFixed(2));
  return `| ${name} | ${Number(mean).toFixed(2)} | ${low} to ${high} |`;
});
const table = ['| evidence | mean | 90 % interval |', '| --- | --- | --- |', ...rows, ...wider].join('\n');

const histogram = learned.parameters.find(({ path }) => path === PATH)?.histogram;
if (histogram?.from !== 0 || histogram.to !== 1) throw new Error(`${PATH}: expected a histogram from 0 to 1`);
const above = (bound: number): number => {
  const bars = histogram.posterior.slice(Math.round(bound * histogram.posterior.length));
  return bars.reduce((sum, share) => sum + share, 0);
};
const chances = [
  `| opioid dependence above | ${BOUNDS.map(String).join(' | ')} |`,
  `| --- |${' --- |'.repeat(BOUNDS.length)}`,
  `| before the evidence | ${BOUNDS.map((bound) => `${(100 * (1 - bound)).toFixed(0)} %`).join(' | ')} |`,
  `| after it | ${BOUNDS.map((bound) => `${(100 * above(bound)).toFixed(0)} %`).join(' | ')} |`,
].join('\n');

const expected = [
  '| what the others predict of | published | 90 % interval | |',
  '| --- | --- | --- | --- |',
  ...ofTrials(learned.without)
    .flatMap(({ predicted: each }) => each?.summaries ?? [])
    .map((summary) => {
      const numbers = summary.of === undefined ? [shown(summary.published), range(summary.predicted)] : countsOf(summary);
      return `| ${[named(summary), ...numbers, isInside(summary) ? 'inside' : 'outside'].join(' | ')} |`;
    }),
].join('\n');

/** A count and its interval, as whole numbers. */
function countsOf({ published, predicted: { quantiles } }: Prediction): string[] {
  return [String(published), `${quantiles[0]} to ${quantiles[2]}`];
}

const mark = (what: string): [string, string] => [`<!-- ${what}: made by npm run docs:opioid-dependence -->`, `<!-- end of ${what} -->`];
let page = readFileSync(PAGE, 'utf8');
for (const [what, content] of [
  ['posteriors', table],
  ['probabilities', chances],
  ['predictions', expected],
] as const)
  page = betweenMarks(page, mark(what), content);
writeFileSync(PAGE, page);
