import { methodNamed } from '../../analysis/index.ts';
import { scoreRules } from '../../analysis/selection/measure.ts';
import type { Study } from '../../study/study.ts';
import { endpointLabels, listWords, measuredEndpoint } from './endpoint-words.ts';

type Planned = Study['analyses'][string];

/** An analysis in words: method, what is measured, who is compared with what, in whom, and how it is judged. */
export function analysisSentence(planned: Planned, trial: Study['trial']): string {
  return `${methodNamed(planned.method).label} of ${responseWords(planned, trial)}, ${comparisonWords(planned)}${populationWords(planned)}, ${testWords(planned)}`;
}

/** What is compared: the response as it enters the analysis. @param trial  which gives it; left out of recorded data */
export function responseWords(
  planned: Pick<Planned, 'endpoint' | 'visit' | 'visits' | 'measure' | 'declared'>,
  trial?: Study['trial'],
): string {
  const measured = measuredEndpoint(planned, trial);
  switch (planned.measure) {
    case 'value':
      return measured;
    case 'change':
      return `change from baseline in ${measured}`;
    case 'percent-change':
      return `percentage change from baseline in ${measured}`;
    case 'responder':
      return `response in ${measured} (${responseRule(planned)})`;
    case 'remission':
      return `remission in ${measured} (${planned.declared?.better === 'higher' ? 'at least' : 'at most'} ${scoreRules(planned).cutOff ?? 'the cut-off'})`;
  }
}

function responseRule({ declared }: Pick<Planned, 'declared'>): string {
  if (declared === undefined || (declared.better === 'lower' && declared.responseShare === 0.5))
    return 'a fall from baseline by half or more';
  return `a ${declared.better === 'lower' ? 'fall' : 'rise'} from baseline by ${Number((100 * declared.responseShare).toPrecision(6))} % or more`;
}

/** Unit of the effect that an analysis estimates. */
export function effectUnit({
  endpoint,
  measure,
  options,
  declared,
}: Pick<Planned, 'endpoint' | 'measure' | 'options' | 'declared'>): string {
  if (options.scale !== undefined && options.scale !== 'difference') return '(logarithm of a ratio)';
  if (measure === 'value' || measure === 'change') return endpointLabels(endpoint, declared).unit;
  return measure === 'percent-change' ? '%' : 'difference in proportions';
}

/** Which treatments are compared, adjusted for what. */
export function comparisonWords({ comparator, reference, minus, covariates = [] }: Planned): string {
  const second = minus === undefined ? '' : ` less the difference of ${minus.comparator} against ${minus.reference}`;
  return `${comparator} against ${reference}${second}${covariates.length === 0 ? '' : `, adjusted for ${listWords(covariates)}`}`;
}

function populationWords({ population, reference }: Planned): string {
  return {
    all: '',
    completers: ', in participants with every period',
    'placebo-responders': `, in participants who respond under ${reference}`,
  }[population];
}

/** How an analysis is judged: tests and level, margins, and the direction in which it must come out. */
export function testWords({ method, alpha, alternative, direction, options, reference }: Planned): string {
  const { nullHypothesis } = methodNamed(method);
  const [lower, upper] = marginWords({ method, options, reference });
  if (nullHypothesis === 'equivalence') {
    const what = options.scale === 'difference' ? 'margins' : 'margins of the ratio';
    return `each at α = ${alpha}, ${what} ${lower} and ${upper}${directionWords(direction)}`;
  }
  const asked = directionWords(direction);
  if (nullHypothesis === 'non-inferiority')
    return `one-sided α = ${alpha}, non-inferiority margin ${upper} (${alternative === 'less' ? 'lower' : 'higher'} is better)${asked}`;
  const sides = alternative === 'two-sided' ? `two-sided α = ${alpha}` : `one-sided α = ${alpha} (alternative: ${alternative})`;
  return sides + (direction === alternative ? '' : asked);
}

/** Lower and upper margin: numbers, or per cent of the mean under the reference, which the upper one names. */
export function marginWords({
  method,
  options,
  reference,
}: Pick<Planned, 'method' | 'options' | 'reference'>): [lower: string, upper: string] {
  const { stated = [NaN, NaN], unit } = methodNamed(method).margins?.(options) ?? {};
  const [lower, upper] = stated;
  if (unit === undefined) return [signedNumber(lower), signedNumber(upper)];
  return [`${signedNumber(100 * lower)} %`, `${signedNumber(100 * upper)} % of the mean under ${reference}`];
}

/** A number with a true minus sign, to six digits. */
export function signedNumber(value: number): string {
  return String(Number(value.toPrecision(6))).replace('-', '−');
}

function directionWords(direction: Planned['direction']): string {
  return { either: '', greater: ', successful only with a difference above zero', less: ', successful only with a difference below zero' }[
    direction
  ];
}
