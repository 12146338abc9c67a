import type { WorldWeights } from '../../power/uncertainty/world-weights.ts';
import type { PowerOverUncertainty } from '../../power/uncertainty/power-over-uncertainty.ts';
import { shareWords } from './figure-words.ts';

/** What power is averaged over. */
export function overWord(posterior: boolean | undefined): 'prior' | 'posterior' {
  return posterior === true ? 'posterior' : 'prior';
}

/** The range of power over what is not known. Its Monte-Carlo errors stand apart from it: they say how well the range is known, not how wide it is. */
export function overUncertaintySentence({ parameters, draws, quantiles }: PowerOverUncertainty): string {
  const [low, median, high] = quantiles.map(({ power }) => (100 * power).toFixed(1));
  const errors = [quantiles[1], quantiles[0], quantiles[2]].map(({ mcse }) => (100 * mcse).toFixed(1));
  const values = parameters.length === 1 ? 'the value that is' : `the ${parameters.length} values that are`;
  return `Over ${values} not known (section uncertainty) the median is ${median} %, the ${range(quantiles)} range ${low}–${high} % (${draws} draws; Monte-Carlo standard errors of these figures ${errors[0]}, ${errors[1]} and ${errors[2]} percentage points).`;
}

/** Power averaged over a posterior, and its range, beside the power if the stated values are true. */
export function overPosteriorSentence({ parameters, draws, assurance, quantiles }: PowerOverUncertainty): string {
  const [low, , high] = quantiles.map(({ power }) => (100 * power).toFixed(1));
  const among = parameters.includes('response.opioidDependence') ? ', opioid dependence among them,' : '';
  const [value, error] = [assurance.value, assurance.mcse].map((share) => (100 * share).toFixed(1));
  return `Over the ${parameters.length} values of the posterior and the priors${among} power is ${value} % on average, the ${range(quantiles)} range ${low}–${high} % (${draws} draws; standard error of the mean ${error}).`;
}

function range(quantiles: PowerOverUncertainty['quantiles']): string {
  const [low, , high] = quantiles.map(({ p }) => shareWords(p, 0));
  return `${low.replace(' %', '')}–${high}`;
}

/** What the weights of worlds under a posterior are, in words. */
export function weightsSentence({ parameter, draws, worlds }: WorldWeights): string {
  const each = worlds.map(
    ({ world, value, weight, mcse }) => `${world} (${value}) ${(100 * weight).toFixed(1)} ± ${(100 * mcse).toFixed(1)} %`,
  );
  return `Posterior weight of worlds, the probability that ${parameter} of a new study is nearer to the world's value than to that of any other: ${each.join(', ')} (${draws} draws; ±: Monte-Carlo standard error). It is not the probability of the value itself, and says nothing of worlds that differ in anything else.`;
}
