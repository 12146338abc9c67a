import { SETTLED, type Learned } from '../learning/learn.ts';
import type { Spread } from '../learning/predictive.ts';
import { textTable } from '../text/text-table.ts';

/** Shares of the prior variance taken away below which a parameter counts as not known, and as little known (assumed). */
const [NOTHING, LITTLE] = [0.1, 0.5];
/** Probability below which a published figure does not go with the model. */
const MISFIT = 0.05;

const shown = (value: number): string => value.toPrecision(3).replace('-', '−');
const range = ({ quantiles: [low, , high] }: Spread): string => `${shown(low)} to ${shown(high)}`;

/** What evidence says about the parameters, as text. */
export function learningText(title: string, learned: Learned): string {
  const { parameters, betweenStudy, predictions, waves, settled, diverged, without } = learned;
  const known = parameters.map(({ path, prior, posterior, mcse, shrinkage, rHat, bulkEss }) => [
    path,
    `${shown(prior.mean)} ± ${shown(prior.sd)}`,
    `${shown(posterior.mean)} ± ${shown(posterior.sd)}`,
    range(posterior),
    mcse.toPrecision(1),
    `${Math.round(100 * shrinkage)} %`.replace('-', '−'),
    rHat.toFixed(3),
    bulkEss.toFixed(0),
  ]);
  const spreads = betweenStudy.map(({ path, priorScale, posterior, rHat, bulkEss }) => [
    path,
    String(priorScale),
    `${shown(posterior.mean)} ± ${shown(posterior.sd)}`,
    range(posterior),
    rHat.toFixed(3),
    bulkEss.toFixed(0),
  ]);
  const figures = predictions.map(({ study, name, kind, published, heldOut, predicted, prior, p, emulatorError }) => [
    study,
    name,
    kind,
    shown(published),
    range(prior),
    shown(predicted.mean),
    range(predicted),
    p < 0.001 ? '<0.001' : p.toFixed(3),
    emulatorError.toFixed(2),
    heldOut ? 'held out' : 'fitted',
    p < MISFIT ? 'MISFIT' : '',
  ]);
  const unknown = parameters.filter(({ shrinkage }) => shrinkage < NOTHING).map(({ path }) => path);
  const little = parameters.filter(({ shrinkage }) => shrinkage >= NOTHING && shrinkage < LITTLE).map(({ path }) => path);
  const trials = waves.reduce((sum, wave) => sum + wave.trials, 0);
  const rounds = waves.map(({ points, trials: count, moved, error }, at) => [
    String(at + 1),
    String(points),
    String(count),
    moved === undefined ? '' : moved.toFixed(2),
    error.toFixed(2),
  ]);
  return [
    title,
    textTable([['parameter', 'prior', 'posterior ± SD', '5–95 %', 'MCSE', 'shrinkage', 'R-hat', 'ESS'], ...known]),
    'shrinkage: share of the prior variance that the evidence took away; a parameter that differs between studies is their centre',
    ...(spreads.length === 0
      ? []
      : [
          textTable([['SD between studies', 'prior scale', 'posterior ± SD', '5–95 %', 'R-hat', 'ESS'], ...spreads]),
          'in standard deviations of the prior',
        ]),
    textTable([['study', 'figure', 'kind', 'published', 'prior 5–95 %', 'predicted', '5–95 %', 'p', 'error', 'use', ''], ...figures]),
    'predicted: what a study of the same size would publish; p: two-sided, of a figure as far out as the published one; error: of the emulator, in sampling SDs, part of the likelihood',
    `what stays unknown (less than ${100 * NOTHING} % of the prior variance taken away): ${unknown.length === 0 ? 'nothing' : unknown.join(', ')}`,
    `what is little known (less than ${100 * LITTLE} %): ${little.length === 0 ? 'nothing' : little.join(', ')}`,
    ...(without.length === 0 ? [] : [`each study left out\n${withoutTable(learned)}`]),
    textTable([['wave', 'points', 'trials', 'largest move', 'largest error'], ...rounds]),
    `${trials} simulated trials; move: of a posterior mean, in posterior SDs; error: of an emulator where it saw no point, in sampling SDs`,
    settled
      ? `settled: the last wave moved no mean by ${SETTLED} posterior SDs`
      : `NOT SETTLED: the last wave still moved a mean by ${SETTLED} posterior SDs or more`,
    ...(diverged === 0
      ? []
      : [`${diverged} trajectories of the sampler went astray: the posterior may have corners that it does not reach`]),
  ].join('\n\n');
}

function withoutTable({ without, parameters }: Learned): string {
  const paths = Object.keys(without[0].posterior);
  const cells = (of: (path: string) => Spread): string[] => paths.map((path) => `${shown(of(path).mean)} (${range(of(path))})`);
  const whole = new Map(parameters.map(({ path, posterior }) => [path, posterior]));
  return textTable([
    ['without', ...paths],
    ['none', ...cells((path) => whole.get(path) ?? without[0].posterior[path])],
    ...without.map(({ study, posterior }) => [study, ...cells((path) => posterior[path])]),
  ]);
}
