import { asciiText, MAX_LABEL, shortCodes, shortLabel } from './ascii-text.ts';
import type { Occasion } from './occasions.ts';
import { endpointTraits } from '../../outcomes/endpoint-traits.ts';
import type { PublishedTerms, Scale } from '../../outcomes/scales/scale.ts';
import { declaredEndpoints, endpointOf } from '../../trial/endpoints.ts';
import { columnKey, columnParts } from '../../trial/trial-data.ts';
import type { ItemScores, TrialGenerator } from '../../trial/trial-generator.ts';
import type { TrialModel } from '../../trial/trial-model.ts';

/** The values of an endpoint at one planned time, by subject-period. */
export interface MeasuredAt {
  readonly occasion: Occasion;
  readonly values: Float64Array;
  /** Actual hours since the studied drug by subject-period, where visits have windows. */
  readonly actual: Float64Array | undefined;
  /** Scores of the items, where they were kept. */
  readonly items: ItemScores | undefined;
}

/** What was measured, as SDTM and ADaM name it. */
export interface CdiscEndpoint {
  /** The scenario's name. */
  readonly name: string;
  /** Parameter code of ADaM, at most 8 characters. */
  readonly parameter: string;
  /** What ADaM calls it, with its unit. */
  readonly parameterName: string;
  /** Domain of SDTM: RS rated by clinicians on a scale of the program, QS other ratings and scores, PC concentrations. */
  readonly domain: 'RS' | 'QS' | 'PC';
  readonly category: string;
  /** Test code and name of the total in SDTM. */
  readonly test: string;
  readonly testName: string;
  /** A physical unit; nothing for points and shares. */
  readonly unit: string | null;
  /** Codes are of the sponsor where CDISC publishes none for the instrument. */
  readonly published: PublishedTerms | undefined;
  /** The scale whose items make the total; undefined of a part of a scale and of what is no scale. */
  readonly scale: Scale | undefined;
  /** By planned time. */
  readonly measured: readonly MeasuredAt[];
}

/** Units that are none: datasets leave them out. */
const unitless: readonly string[] = ['', 'points', 'share', 'units of the endpoint', 'units of the scenario'];

/** Everything that a trial records, in the order of the scenario. */
export function endpointsOf(model: TrialModel, generator: TrialGenerator, occasions: readonly Occasion[]): CdiscEndpoint[] {
  const names = [...new Set([...generator.hours.keys()].map((key) => columnParts(key).endpoint))];
  const parameters = shortCodes(names);
  const declared = declaredEndpoints(model);
  const terms = new Map(names.map((name) => [name, termsOf(model, name)]));
  const taken = [...terms.values()].flatMap(({ published }) => (published === undefined ? [] : [published.total, ...published.items]));
  const tests = shortCodes(names, taken);
  return names.map((name) => {
    const { label = name, shortLabel: brief = label, unit = '' } = declared[name] ?? endpointTraits(name) ?? {};
    const { scale, published, domain } = terms.get(name) ?? termsOf(model, name);
    const physical = unitless.includes(unit) ? null : asciiText(unit);
    return {
      ...{ name, domain, published, scale, unit: physical, parameter: parameters.get(name) ?? name },
      parameterName: asciiText(physical === null ? label : `${label} (${physical})`),
      ...(published === undefined ? ownTerms(label, brief, tests.get(name)) : publishedTerms(published)),
      measured: measurementsOf(generator, name, occasions),
    };
  });
}

function publishedTerms({ category, total, prefix }: PublishedTerms): Pick<CdiscEndpoint, 'category' | 'test' | 'testName'> {
  return { category, test: total, testName: `${prefix}-Total Score` };
}

function ownTerms(label: string, brief: string, code = ''): Pick<CdiscEndpoint, 'category' | 'test' | 'testName'> {
  return { category: asciiText(brief, MAX_LABEL).toUpperCase(), test: code, testName: shortLabel(label, brief) };
}

/** Test code and name of an item of a scale. @param item  from 0 */
export function itemTest({ test, published, scale }: CdiscEndpoint, item: number): { code: string; name: string } {
  const number = String(item + 1).padStart(2, '0');
  const title = (scale?.items[item].name ?? number).replaceAll(/\b[a-z](?=\p{L}{3})/gu, (letter) => letter.toUpperCase());
  return {
    code: published?.items[item] ?? `${test.slice(0, 6)}${number}`,
    name: shortLabel(`${published?.prefix ?? test}-${title}`),
  };
}

function termsOf(model: TrialModel, name: string): Pick<CdiscEndpoint, 'domain' | 'published' | 'scale'> {
  if (model.kind === 'gaussian') return { domain: 'QS', published: undefined, scale: undefined };
  const endpoint = endpointOf(model, name);
  if (endpoint.kind !== 'scale') return { domain: endpoint.kind === 'plasma' ? 'PC' : 'QS', published: undefined, scale: undefined };
  const isWhole = endpoint.subscale === undefined;
  // Of a scale that the scenario declares nobody says who rates it.
  const domain = declaredEndpoints(model)[name] === undefined ? 'RS' : 'QS';
  return { domain, published: isWhole ? endpoint.scale.published : undefined, scale: isWhole ? endpoint.scale : undefined };
}

/** Limit below which concentrations are not reported as numbers; 0 where there is none. */
export function quantificationLimit(model: TrialModel): number {
  return model.kind === 'mechanistic' ? (model.assay?.lowerLimit ?? 0) : 0;
}

function measurementsOf(generator: TrialGenerator, name: string, occasions: readonly Occasion[]): MeasuredAt[] {
  const { data, hours, actualHours, itemScores } = generator;
  const byVisit = new Map(
    [...hours.keys()].flatMap((key): [string, string][] => {
      const { endpoint, visit } = columnParts(key);
      return endpoint === name ? [[asciiText(visit), key]] : [];
    }),
  );
  return occasions.flatMap((occasion) => {
    const key = byVisit.get(occasion.name);
    const values = key === undefined ? undefined : data.columns.get(key);
    if (key === undefined || values === undefined) return [];
    return [{ occasion, values, actual: actualHours.get(key), items: itemScores.get(columnKey(name, columnParts(key).visit)) }];
  });
}
