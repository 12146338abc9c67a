import { levenbergMarquardt } from 'ml-levenberg-marquardt';
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { loadStudy } from '../../src/cli/arguments/load-study.ts';
import { missInErrors } from '../../src/evidence/acceptance-row.ts';
import { EvidenceSample } from '../../src/evidence/evidence-sample.ts';
import { attenuation } from '../../src/evidence/figures.ts';
import { rootKey } from '../../src/random/index.ts';
import type { MechanisticTrial } from '../../src/trial/trial-model.ts';
import { textTable } from '../../src/text/text-table.ts';
import { freeParameters, isAtBound, placeOf, valueAt, withValues } from './free-parameters.ts';
import { targets } from './targets.ts';

/*
 * Fits the free parameters to the targets by simulated moments with common random numbers: every evaluation follows the same virtual patients.
 * Levenberg–Marquardt on (simulated − published)/published standard error, of ratios on the log scale, with a weak pull to the prior guesses (weight 0.3) so that
 * what the evidence does not identify stays there. Targets are the rows of the acceptance table that say `fitted`.
 * usage: npm run calibrate -- [patients] [iterations]
 * source: McFadden (1989) Econometrica 57:995–1026, DOI 10.2307/1913621
 */
const PULL = 0.3;
const STEP = 0.15;
/** Share of the observed fall that naltrexone took away (Jelen et al. 2025): the partial block in which the paired effect size is fitted. */
const ATTENUATION = 0.28;
/** Miss of a ratio that is not defined, because nobody responds. */
const FAR = 20;
const patients = Number(process.argv[2] ?? 8000);
const iterations = Number(process.argv[3] ?? 12);

const { study } = loadStudy('scenarios/williams-2018.yaml', {});
if (study.trial.kind !== 'mechanistic') throw new RangeError('calibration needs a mechanistic scenario');
const trial = study.trial;
const key = rootKey('calibration');
const reads = new Set(targets.flatMap(({ simulated }) => simulated.reads));

/** Simulated figures at these places of the search. */
function simulate(places: readonly number[]): number[] {
  const values = freeParameters.map((parameter, i) => valueAt(parameter, places[i]));
  const varied = withValues(trial, values);
  const full = attenuation('hamd17', 'day1', 'full');
  const blocked = new EvidenceSample(varied, key, patients, new Set(full.reads));
  // The fall is linear in the dependence, and so is the attenuation: this is the dependence of the published one.
  const partial = Math.min(1, ATTENUATION / full.of(blocked, 0, patients));
  const sample = new EvidenceSample(varied, key, patients, reads, { full: 1, partial });
  return targets.map(({ simulated }) => simulated.of(sample, 0, patients));
}

/** Where the search starts: the values of the scenario, so that a run goes on from the last one. */
function startOf(path: string): number {
  if (path === 'population.responseDissociationCorrelation') return trial.population.occasionCorrelation;
  const [room, name] = path.split('.');
  return (trial[room as keyof MechanisticTrial] as unknown as Readonly<Record<string, number>>)[name];
}

function missOf(target: number, value: number): number {
  const miss = missInErrors(targets[target].published, value);
  return Number.isFinite(miss) ? miss : FAR;
}

const misses = (places: readonly number[]): number[] => [
  ...simulate(places).map((value, i) => missOf(i, value)),
  ...places.map((place) => PULL * place),
];

const start = freeParameters.map((parameter) => placeOf(parameter, startOf(parameter.path)));
const squares = (values: readonly number[]): number => values.reduce((sum, value) => sum + value * value, 0);
const squaresAtStart = squares(misses(start));

const count = targets.length + freeParameters.length;
const x = Array.from({ length: count }, (_, i) => i);
const evaluated = new Map<string, number[]>();
const fit = levenbergMarquardt(
  { x, y: x.map(() => 0) },
  (places: number[]) => {
    const name = places.join(' ');
    const known = evaluated.get(name) ?? misses(places);
    evaluated.set(name, known);
    return (i: number) => known[i];
  },
  {
    initialValues: start,
    minValues: freeParameters.map((parameter) => placeOf(parameter, parameter.bounds[0])),
    maxValues: freeParameters.map((parameter) => placeOf(parameter, parameter.bounds[1])),
    gradientDifference: STEP,
    maxIterations: iterations,
    damping: 1,
    errorTolerance: 0.01,
  },
);
const places = fit.parameterValues;
const reached = simulate(places);

process.stdout.write(
  `sum of squared misses and pulls ${fit.parameterError.toFixed(2)} after ${fit.iterations} iterations, ${squaresAtStart.toFixed(2)} at the values of the scenario, ${patients} patients\n\n`,
);
process.stdout.write(
  `${textTable([
    ['parameter', 'guess', 'scenario', 'fitted', 'search'],
    ...freeParameters.map((parameter, i) => [
      parameter.path,
      String(parameter.guess),
      valueAt(parameter, start[i]).toPrecision(3),
      valueAt(parameter, places[i]).toPrecision(3),
      `${String(parameter.bounds[0])} to ${String(parameter.bounds[1])}${isAtBound(parameter, places[i]) ? ', AT A BOUND' : ''}`,
    ]),
  ])}\n\n`,
);
process.stdout.write(
  `${textTable([
    ['row', 'figure', 'published', 'error', 'fitted', 'miss in errors'],
    ...targets.map(({ row, figure, published: { value, error, scale } }, i) => [
      String(row),
      figure,
      String(value),
      `${String(error)}${scale === 'log' ? ' (log)' : ''}`,
      reached[i].toPrecision(3),
      missOf(i, reached[i]).toFixed(1),
    ]),
  ])}\n\n`,
);

// Which directions of the parameters the targets tell nothing about: small singular values of the Jacobian in units of spread and published error.
const jacobian = new Matrix(
  freeParameters.map((_, j) => {
    const [up, down] = [STEP, -STEP].map((step) => simulate(places.map((place, i) => (i === j ? place + step : place))));
    return targets.map((_, i) => (missOf(i, up[i]) - missOf(i, down[i])) / (2 * STEP));
  }),
).transpose();
const { diagonal, rightSingularVectors } = new SingularValueDecomposition(jacobian, { autoTranspose: true });
const directions = diagonal.map((value, column) => {
  const parts = freeParameters.map(({ path }, i) => ({ path, weight: rightSingularVectors.get(i, column) }));
  const largest = parts.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, 3);
  const words = largest.map(({ path, weight }) => `${weight.toFixed(2)} ${path}`).join(', ');
  return [value.toFixed(2), value < 1 ? 'not identified: the figures move less than an error' : 'identified', words];
});
process.stdout.write(`${textTable([['singular value', 'verdict', 'direction'], ...directions])}\n`);
