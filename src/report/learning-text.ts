import { SETTLED, type Learned } from '../learning/learn.ts';
import type { Spread } from '../learning/predictive.ts';
import { WIDENED } from '../learning/refits.ts';
import { robustText } from './robust-text.ts';
import { textTable } from '../text/text-table.ts';

/** Shares of the prior variance taken away below which a parameter counts as not known, and as little known (assumed). */
export const [NOTHING, LITTLE] = [0.1, 0.5];
/** Probability below which a published figure does not go with the model. */
export const MISFIT = 0.05;

/** A figure, and the 90 % interval of one, as the answers of `learn` print them. */
export const shown = (value: number): string => value.toPrecision(3).replace('-', '−');
/** Mean and SD; a mean that is nothing beside its SD is 0. */
export const centred = ({ mean, sd }: Spread): string => `${Math.abs(mean) < sd / 1000 ? '0' : shown(mean)} ± ${shown(sd)}`;
export const range = ({ quantiles: [low, , high] }: Spread): string => `${shown(low)} to ${shown(high)}`;

/** What evidence says about the parameters, as text. */
export function learningText(title: string, learned: Learned): string {
  const { parameters, betweenStudy, predictions, own, waves, settled, diverged, without, alone, widened } = learned;
  const known = parameters.map(({ path, prior, posterior, mcse, shrinkage, rHat, bulkEss }) => [
    path,
    centred(prior),
    centred(posterior),
    range(posterior),
    mcse.toPrecision(1),
    `${Math.round(100 * shrinkage)} %`.replace('-', '−'),
    rHat.toFixed(3),
    bulkEss.toFixed(0),
  ]);
  const spreads = betweenStudy.map(({ path, priorScale, posterior, rHat, bulkEss }) => [
    path,
    String(priorScale),
    centred(posterior),
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
  const left = (from: number, below: number): string => {
    const found = parameters.filter(({ shrinkage }) => shrinkage >= from && shrinkage < below);
    if (found.length === 0) return '\n  nothing';
    return found.map(({ path, prior, posterior }) => `\n  ${path}: ${range(posterior)}, before the evidence ${range(prior)}`).join('');
  };
  const unused = waves.reduce((sum, { leftOut }) => sum + leftOut, 0);
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
    ...own.map(
      ({ study, file, participants, missing, posterior }) =>
        `${study}: its figures were made of ${participants} participants in ${file}; ${(100 * missing).toFixed(1)} % of the values are missing, and are so in its simulated trials` +
        Object.entries(posterior)
          .map(([path, spread]) => `\n  ${path} in this study: ${shown(spread.mean)} (${range(spread)})`)
          .join(''),
    ),
    `what stays unknown (less than ${100 * NOTHING} % of the prior variance taken away; 5–95 %):${left(-Infinity, NOTHING)}`,
    `what is little known (less than ${100 * LITTLE} %):${left(NOTHING, LITTLE)}`,
    ...(without.length === 0
      ? []
      : [
          `each study left out\n${refitTable(
            learned,
            'without',
            'none',
            without.map(({ study, posterior }) => [study, posterior]),
          )}`,
        ]),
    ...(alone.length === 0
      ? []
      : [
          `one at a time of the studies that depend on ${Object.keys(alone[0].posterior)[0]}, without the others of them\n${refitTable(
            learned,
            'only',
            'all',
            alone.map(({ study, posterior }) => [study, posterior]),
          )}`,
        ]),
    ...(widened.length === 0
      ? []
      : [
          `each prior ${WIDENED} times as wide\n${refitTable(
            learned,
            'wider prior',
            'none',
            widened.map(({ prior, posterior }) => [prior, posterior]),
          )}`,
          'wider: in normal scores; an emulator knows nothing of values that are rare under the priors as they are',
        ]),
    ...robustText(learned),
    textTable([['wave', 'points', 'trials', 'largest move', 'largest error'], ...rounds]),
    `${trials} simulated trials; move: of a posterior mean, in posterior SDs; error: of an emulator where it saw no point, in sampling SDs`,
    settled
      ? `settled: the last wave moved no mean by ${SETTLED} posterior SDs`
      : `NOT SETTLED: the last wave still moved a mean by ${SETTLED} posterior SDs or more`,
    ...samplerWarnings(learned),
    ...(unused === 0 ? [] : [`${unused} points were left out: a figure had no spread there, or too few trials had one`]),
    ...(diverged === 0 ? [] : [`${diverged} transitions of the sampler diverged: the posterior may have corners that it does not reach`]),
  ].join('\n\n');
}

/** Bounds within which chains are taken as converged (Vehtari et al. 2021, DOI 10.1214/20-BA1221). */
const [MAX_R_HAT, MIN_ESS] = [1.01, 400];

/** What of the posterior the chains do not know well enough. */
export function samplerWarnings({ parameters, betweenStudy }: Pick<Learned, 'parameters' | 'betweenStudy'>): string[] {
  const poor = [...parameters, ...betweenStudy.map((each) => ({ ...each, path: `SD between studies of ${each.path}` }))]
    .filter(({ rHat, bulkEss }) => !(rHat <= MAX_R_HAT && bulkEss >= MIN_ESS))
    .map(({ path }) => path);
  return poor.length === 0 ? [] : [`NOT CONVERGED (R-hat above ${MAX_R_HAT} or fewer than ${MIN_ESS} effective draws): ${poor.join(', ')}`];
}

/** The differing parameters as they are known, and after each change of the evidence. */
function refitTable(
  { parameters }: Learned,
  change: string,
  unchanged: string,
  refits: readonly (readonly [string, Readonly<Record<string, Spread>>])[],
): string {
  const paths = Object.keys(refits[0][1]);
  const whole = Object.fromEntries(parameters.map(({ path, posterior }) => [path, posterior]));
  const rows = [[unchanged, whole] as const, ...refits];
  const cells = (of: Readonly<Record<string, Spread>>): string[] => paths.map((path) => `${shown(of[path].mean)} (${range(of[path])})`);
  return textTable([[change, ...paths], ...rows.map(([name, of]) => [name, ...cells(of)])]);
}
