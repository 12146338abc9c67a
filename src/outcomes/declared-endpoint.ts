import type { ParameterTable, ParameterValues } from '../parameters/parameter-table.ts';
import type { EndpointTraits } from './endpoint.ts';
import { maximumTotal, MAX_SEVERE, type Scale, type ScaleItem } from './scales/scale.ts';

/** Numbers of an endpoint that a scenario declares. */
export const endpointParameters = {
  minimum: { default: 0, unit: 'units of the endpoint', min: -1e6, max: 1e6, about: 'lowest value', source: 'assumed' },
  maximum: { default: 100, unit: 'units of the endpoint', min: -1e6, max: 1e6, about: 'highest value', source: 'assumed' },
  whole: { kind: 'switch', default: true, about: 'whether only whole numbers are recorded', source: 'assumed' },
  better: {
    kind: 'choice',
    default: 'lower',
    options: ['lower', 'higher'],
    about: 'which values are better; response and remission are judged in that direction',
    source: 'definition',
  },
  smallestDifference: {
    default: 0,
    unit: 'units of the endpoint',
    min: 0,
    max: 1e6,
    about: 'smallest difference that is important to patients; 0 = not stated',
    source: 'assumed',
  },
  responseShare: {
    default: 0.5,
    unit: 'fraction of the baseline',
    min: 0.01,
    max: 10,
    about: 'change for the better, as a share of the baseline, that makes a response',
    source: 'assumed',
  },
  mean: { default: 0, unit: 'units of the endpoint', min: -1e6, max: 1e6, about: 'mean value before treatment', source: 'assumed' },
  sdBetween: { default: 0, unit: 'units of the endpoint', min: 0, max: 1e6, about: 'SD between patients', source: 'assumed' },
  sdOccasion: {
    default: 0,
    unit: 'units of the endpoint',
    min: 0,
    max: 1e6,
    about: 'SD of a period’s value about the patient’s usual value',
    source: 'assumed',
  },
  sdError: {
    default: 0,
    unit: 'units of the endpoint',
    min: 0,
    max: 1e6,
    about: 'SD of one rating about the true value',
    source: 'assumed',
  },
  severityCorrelation: {
    default: 0,
    unit: 'correlation',
    min: -1,
    max: 1,
    about:
      'correlation of the value before treatment with the severity of depression, between patients and between periods of a patient; below 0 where higher values are better and the two go together',
    source: 'assumed',
  },
  nonDrugShare: {
    default: 0,
    unit: 'ratio',
    min: 0,
    max: 20,
    about:
      'how much of the non-drug improvement (natural course and expectancy, section response) moves it to its better end; 1 = as severity',
    source: 'assumed',
  },
  errorRatio: {
    default: 1,
    unit: 'ratio',
    min: 0.01,
    max: 20,
    about: 'with items: measurement error of the total in units of that of the HAM-D17',
    source: 'assumed',
  },
} as const satisfies ParameterTable;

/** An endpoint that a scenario declares: a rating of its own, or with items a scale that is rated from severity. */
export interface DeclaredEndpoint extends ParameterValues<typeof endpointParameters> {
  readonly label: string;
  /** As in pictures and sentences. */
  readonly shortLabel: string;
  readonly unit: string;
  /** The last value that counts as remission; left out where remission has no definition. */
  readonly remissionCutOff?: number;
  readonly items?: readonly ScaleItem[];
  /** With items: expected totals by severity, pairs [HAM-D17 points, points of the scale]. */
  readonly equating?: readonly (readonly [number, number])[];
}

/** What data files and reports say of a declared endpoint. */
export function declaredTraits(name: string, endpoint: DeclaredEndpoint): EndpointTraits {
  const { label, shortLabel, unit, minimum, whole, items, better, smallestDifference } = endpoint;
  const stated = smallestDifference > 0 ? { better, smallestDifference } : { better };
  const range = items === undefined ? { minimum, whole } : {};
  return { label, shortLabel, unit, maximum: highestValue(name, endpoint), ...range, ...stated };
}

/** The scale that a declared endpoint with items is; undefined for others. */
export function declaredScale(name: string, endpoint: DeclaredEndpoint): Scale | undefined {
  const { label, shortLabel, unit, items, equating, errorRatio, remissionCutOff } = endpoint;
  if (items === undefined) return undefined;
  const scale = { name, label, shortLabel, unit, hasResponse: true, items, subscales: [], errorRatio, source: 'assumed' };
  const total = items.reduce((sum, { maximum }) => sum + maximum, 0);
  const straight: Scale['equating'] = [
    [0, 0],
    [MAX_SEVERE, total],
  ];
  const remission = remissionCutOff === undefined ? {} : { remission: { cutOff: remissionCutOff, source: 'assumed' } };
  return { ...scale, equating: equating ?? straight, ...remission };
}

/** The highest value of a declared endpoint: with items their sum. */
export function highestValue(name: string, endpoint: DeclaredEndpoint): number {
  const scale = declaredScale(name, endpoint);
  return scale === undefined ? endpoint.maximum : maximumTotal(scale);
}

/** A value as it is recorded: within the range, and whole where only whole numbers are. */
export function recordedValue({ minimum, maximum, whole }: DeclaredEndpoint, value: number): number {
  const held = Math.min(maximum, Math.max(minimum, value));
  return whole ? Math.round(held) : held;
}
