import { isInside } from '../../learning/predictive.ts';
import type { Learned, LearnedParameter } from '../../learning/learn.ts';
import type { Refit } from '../../learning/refits/refit.ts';
import { MISFIT, probability, range, shown } from '../learning-numbers.ts';
import { LITTLE, NOTHING, samplerWarnings } from '../learning-text.ts';
import { listWords } from '../sentences/endpoint-words.ts';
import { named } from './predictive-figures.ts';

/** What a posterior says of its first parameter, and how well it agrees with the figures. @param about  what each path means */
export function learningSentences(learned: Learned, about: Readonly<Record<string, string>>): string[] {
  const { parameters, predictions, without, alone, widened, settled, diverged } = learned;
  const [{ path, prior, posterior, shrinkage }] = parameters;
  const of = (name: string, refits: readonly ({ readonly name: string } & Refit)[]): string[] => {
    const known = refits
      .filter((refit) => Object.hasOwn(refit.posterior, path))
      .sort((a, b) => a.posterior[path].mean - b.posterior[path].mean);
    const end = ({ name: change, posterior: { [path]: spread } }: (typeof known)[number]) =>
      `${shown(spread.mean)} (${change}; ${range(spread)})`;
    return known.length === 0 ? [] : [`${name} its mean goes from ${end(known[0])} to ${end(known[known.length - 1])}.`];
  };
  const misfits = predictions.filter(({ p }) => p < MISFIT).map(named);
  return [
    `${capital(about[path] ?? path)} (${path}) is between ${range(posterior).replace(' to ', ' and ')} with a probability of 90 %, with a mean of ${shown(posterior.mean)}. Before the evidence that interval was ${range(prior)}; the evidence removed ${percent(Math.max(0, shrinkage))} of the prior variance.`,
    ...of(
      'With one study left out,',
      without.map(({ study, ...refit }) => ({ name: `without ${study}`, ...refit })),
    ),
    ...of(
      'With only one of the studies that depend on it,',
      alone.map(({ study, ...refit }) => ({ name: `only ${study}`, ...refit })),
    ),
    ...of(
      'With wider priors,',
      widened.map(({ prior: wider, ...refit }) => ({ name: `wider ${wider}`, ...refit })),
    ),
    `${insideSentence(learned)} ${misfits.length === 0 ? `No figure has a probability p below ${MISFIT}.` : `Figures that do not go with the model (p below ${MISFIT}): ${misfits.join('; ')}.`}`,
    ...leftOutSentences(learned),
    ...samplerWarnings(learned).map((each) => `${each}.`),
    ...refitWarnings(learned).map((each) => `${each}.`),
    ...(settled ? [] : ['NOT SETTLED: the last wave of simulated points still moved a posterior mean.']),
    ...(diverged === 0 ? [] : [`${diverged} transitions of the sampler diverged: the posterior may have corners that it does not reach.`]),
  ];
}

function insideSentence({ predictions }: Learned): string {
  const count = (heldOut: boolean): string => {
    const all = predictions.filter((each) => each.heldOut === heldOut);
    return `${all.filter(isInside).length} of ${all.length} ${heldOut ? 'held-out' : 'fitted'} figures`;
  };
  const kinds = [false, true].filter((heldOut) => predictions.some((each) => each.heldOut === heldOut));
  return `${kinds.map(count).join(' and ')} lie in the 90 % interval that the posterior predicts.`;
}

/** How well the others predict the studies that are left out. */
function leftOutSentences({ without }: Learned): string[] {
  const studies = without.flatMap(({ study, predicted }) => (predicted === undefined ? [] : [{ study, ...predicted }]));
  const all = studies.flatMap(({ summaries }) => summaries);
  if (all.length === 0) return [];
  const misfits = studies.flatMap(({ study, p }) =>
    p !== undefined && p < MISFIT ? [`${study} (p ${p < 0.001 ? 'below 0.001' : `= ${probability(p)}`})`] : [],
  );
  return [
    `With its study left out, ${all.filter(isInside).length} of ${all.length} figures lie in the 90 % interval that the other studies predict. ${misfits.length === 0 ? `No study has figures that are together further out with a probability below ${MISFIT}.` : `Studies that the others do not predict (p of their figures together below ${MISFIT}): ${misfits.join('; ')}.`}`,
  ];
}

/** Which of the posteriors with something changed the chains do not know well enough. */
function refitWarnings({ without, alone, widened }: Learned): string[] {
  const all = [
    ...without.map(({ study, sampler }) => ({ name: `without ${study}`, sampler })),
    ...alone.map(({ study, sampler }) => ({ name: `only ${study}`, sampler })),
    ...widened.map(({ prior, sampler }) => ({ name: `wider ${prior}`, sampler })),
  ];
  const poor = all.filter(({ sampler }) => sampler.notConverged.length > 0).map(({ name }) => name);
  return poor.length === 0 ? [] : [`NOT CONVERGED are posteriors with something changed: ${poor.join(', ')}`];
}

/** What cannot be concluded, and which parameters stay as unknown as they were. */
export function learningLimits({ parameters, betweenStudy }: Learned): string[] {
  const left = (from: number, below: number): string => {
    const paths = parameters.filter(({ shrinkage }) => shrinkage >= from && shrinkage < below).map(({ path }: LearnedParameter) => path);
    return paths.length === 0 ? 'none' : listWords(paths);
  };
  return [
    'The posterior holds if the model of the patient does. It says nothing about what the model leaves out.',
    `Hardly anything was learned (less than ${percent(NOTHING)} of the prior variance removed) about: ${left(-Infinity, NOTHING)}.`,
    `Little was learned (less than ${percent(LITTLE)}) about: ${left(NOTHING, LITTLE)}.`,
    ...(betweenStudy.length === 0
      ? ['No parameter may differ between studies: what makes studies disagree is then taken for chance.']
      : ['The posterior of a parameter that differs between studies is that of their centre; a new study differs from it.']),
    'An emulator stands for the simulated trials; its error at points that it did not see is part of the likelihood.',
  ];
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
