import { SETTLED, type Learned } from '../learning/learn.ts';
import { spreadName } from '../learning/emulated-posterior.ts';
import { haveConverged, MAX_R_HAT, MIN_ESS } from '../learning/sampler/chain-diagnostics.ts';
import { robustText } from './robust-text.ts';
import { textTable } from '../text/text-table.ts';
import { centred, MISFIT, probability, range, shown } from './learning-numbers.ts';
import { refitTexts } from './refits-text.ts';

/** Shares of the prior variance taken away below which a parameter counts as not known, and as little known (assumed). */
export const [NOTHING, LITTLE] = [0.1, 0.5];
/** What evidence says about the parameters, as text. */
export function learningText(title: string, learned: Learned): string {
  const { parameters, betweenStudy, predictions, own, waves, settled, diverged } = learned;
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
    probability(p),
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
    ...refitTexts(learned),
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

/** What of the posterior the chains do not know well enough. */
export function samplerWarnings({ parameters, betweenStudy }: Pick<Learned, 'parameters' | 'betweenStudy'>): string[] {
  const poor = [...parameters, ...betweenStudy.map((each) => ({ ...each, path: spreadName(each.path) }))]
    .filter((each) => !haveConverged(each))
    .map(({ path }) => path);
  return poor.length === 0 ? [] : [`NOT CONVERGED (R-hat above ${MAX_R_HAT} or fewer than ${MIN_ESS} effective draws): ${poor.join(', ')}`];
}
