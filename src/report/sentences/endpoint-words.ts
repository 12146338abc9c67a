import { derivedVisits, type DerivedVisit } from '../../outcomes/derived-visits.ts';
import { endpointTraits } from '../../outcomes/endpoint-traits.ts';
import { gaussianEndpoints, gaussianVisit, type GaussianEndpoint } from '../../outcomes/parameters.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import { givenWord } from '../../trial/drugs.ts';
import type { TrialModel } from '../../trial/trial-model.ts';

/** What a scenario says of an endpoint that it declares. */
type Declared = { readonly label: string; readonly unit: string } | undefined;

/** What a trial says of an endpoint that it declares; undefined for the others. */
export function declaredIn(trial: TrialModel, endpoint: string): Declared {
  if (trial.kind === 'gaussian') return wordsOf(endpoint, gaussianEndpoints(trial.gaussian).get(endpoint));
  const declared = trial.outcomes[endpoint]?.declared;
  return declared === undefined ? undefined : { label: declared.shortLabel, unit: declared.unit };
}

/** What the normal model says of an endpoint; what it leaves out is what the program knows of the name. */
function wordsOf(endpoint: string, words: GaussianEndpoint | undefined): Declared {
  if (words?.label === undefined && words?.unit === undefined) return undefined;
  const known = endpointLabels(endpoint);
  return { label: words.label ?? endpointName(endpoint), unit: words.unit ?? known.unit };
}

/** What an endpoint is called in a picture, and its unit. @param declared  what the scenario says of it, where it declares it */
export function endpointLabels(endpoint: string, declared?: Declared): { readonly label: string; readonly unit: string } {
  if (declared !== undefined) return { label: declared.label, unit: declared.unit };
  const { shortLabel: label = endpoint, unit = 'units of the endpoint' } = endpointTraits(endpoint) ?? {};
  return { label, unit };
}

/** What an endpoint is called within a sentence. */
export function endpointName(endpoint: string, declared?: Declared): string {
  return declared?.label ?? endpointTraits(endpoint)?.inSentence ?? endpointLabels(endpoint).label;
}

const summaries: Readonly<Record<DerivedVisit, (name: string) => string>> = {
  peak: (name) => `peak ${name}`,
  average: (name) => `time-averaged ${name}`,
  auc: (name) => `area under the curve of ${name}`,
  sustained: (name) => `sustained response on ${name}`,
  'response-days': (name) => `days of response on ${name}`,
};

/** When a visit is, in words: `on day 3`, `40 min after the start of the infusion` (or after the dose), else `at` its name. @param trial  what is given in it; an infusion where left out */
export function visitWords(visit: string, trial?: TrialModel): string {
  const day = /^day(\d+)$/.exec(visit)?.[1];
  const minute = /^m(\d+)$/.exec(visit)?.[1];
  const week = /^week(\d+)$/.exec(visit)?.[1];
  if (day !== undefined) return `on day ${day}`;
  if (week !== undefined) return `at week ${week}`;
  if (minute === undefined) return `at ${visit}`;
  const isDose = trial?.kind === 'mechanistic' && givenWord(trial) === 'dose';
  return `${minute} min after the ${isDose ? 'dose' : 'start of the infusion'}`;
}

/** An endpoint at a visit, or its summary over visits: `MADRS on day 1`, `peak CADSS`; the endpoint alone where it is measured once a period. */
export function endpointAt(endpoint: string, visit: string, declared?: Declared, trial?: TrialModel): string {
  const name = endpointName(endpoint, declared ?? (trial === undefined ? undefined : declaredIn(trial, endpoint)));
  const summary = derivedVisits.find((each) => each === visit);
  if (summary !== undefined) return summaries[summary](name);
  return visit === gaussianVisit || visit === '' ? name : `${name} ${visitWords(visit, trial)}`;
}

/** What an analysis is of: its endpoint at its visit, or over its visits. */
export function measuredEndpoint(
  { endpoint, visit, visits, declared }: Pick<PlannedAnalysis, 'endpoint' | 'visit' | 'visits' | 'declared'>,
  trial?: TrialModel,
): string {
  if (visit !== '' || visits === undefined) return endpointAt(endpoint, visit, declared, trial);
  const numbersOf = (unit: RegExp): (string | undefined)[] => visits.map((each) => unit.exec(each)?.[1]);
  const [days, weeks] = [numbersOf(/^day(\d+)$/), numbersOf(/^week(\d+)$/)];
  const when = days.every((day) => day !== undefined)
    ? `on days ${listWords(days)}`
    : `at ${weeks.every((week) => week !== undefined) ? `weeks ${listWords(weeks)}` : listWords(visits)}`;
  return `${endpointName(endpoint, declared)} ${when}`;
}

/** A list in words: `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
