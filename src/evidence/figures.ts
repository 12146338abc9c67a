import { isResponse, remissionCutOff } from '../analysis/measure.ts';
import { expectedTotal } from '../outcomes/scales/scale.ts';
import { scales } from '../outcomes/scales/index.ts';
import { purposeCode, Stream } from '../random/stream.ts';
import { columnKey } from '../trial/trial-data.ts';
import type { EvidenceCondition, EvidenceSample, EvidenceWorld } from './evidence-sample.ts';

/** A figure that can be worked out from any run of patients of a sample, and the columns it reads. */
export interface Figure {
  readonly reads: readonly string[];
  /** @param from, to  the patients to use, `to` excluded */
  of(sample: EvidenceSample, from: number, to: number): number;
}

const RELIABILITY = purposeCode('reliability');
const figure = (reads: readonly string[], of: Figure['of']): Figure => ({ reads, of });
const average = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
};
const variance = (values: ArrayLike<number>): number => {
  const centre = average(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - centre) ** 2;
  return sum / (values.length - 1);
};

/** A number worked out from one endpoint under one condition: its mean, SD, share of zeros, … */
function summary(
  condition: EvidenceCondition,
  endpoint: string,
  visit: string,
  summarise: (values: Float64Array) => number,
  world: EvidenceWorld = 'full',
): Figure {
  return figure([columnKey(endpoint, visit)], (sample, from, to) =>
    summarise(sample.column(world, condition, endpoint, visit).subarray(from, to)),
  );
}

export const meanOf = (condition: EvidenceCondition, endpoint: string, visit: string, world?: EvidenceWorld): Figure =>
  summary(condition, endpoint, visit, average, world);
export const sdOf = (condition: EvidenceCondition, endpoint: string, visit: string): Figure =>
  summary(condition, endpoint, visit, (values) => Math.sqrt(variance(values)));
export const zerosOf = (condition: EvidenceCondition, endpoint: string, visit: string): Figure =>
  summary(condition, endpoint, visit, (values) => values.filter((value) => value === 0).length / values.length);

/** Share of patients with a fall of at least half from the period's baseline (HAM-D17). */
export function responseRate(condition: EvidenceCondition, visit: string, world: EvidenceWorld = 'full'): Figure {
  return figure([columnKey('hamd17', visit), columnKey('hamd17', 'baseline')], (sample, from, to) => {
    const values = sample.column(world, condition, 'hamd17', visit);
    const baseline = sample.column(world, condition, 'hamd17', 'baseline');
    let responders = 0;
    for (let i = from; i < to; i++) responders += isResponse(values[i], baseline[i]) === 1 ? 1 : 0;
    return responders / (to - from);
  });
}

/** Share of patients in remission (HAM-D17 ≤ 7). */
export function remissionRate(condition: EvidenceCondition, visit: string): Figure {
  const cutOff = remissionCutOff('hamd17') ?? 0;
  return summary(condition, 'hamd17', visit, (values) => values.filter((value) => value <= cutOff).length / values.length);
}

/** Standardised difference of two conditions' scores, Hedges g with the pooled SD of two groups of patients (Hedges 1981, DOI 10.3102/10769986006002107). */
export function hedgesG(condition: EvidenceCondition, against: EvidenceCondition, endpoint: string, visit: string): Figure {
  return figure([columnKey(endpoint, visit)], (sample, from, to) => {
    const one = sample.column('full', condition, endpoint, visit).subarray(from, to);
    const other = sample.column('full', against, endpoint, visit).subarray(from, to);
    return (average(one) - average(other)) / Math.sqrt((variance(one) + variance(other)) / 2);
  });
}

export function meanDifference(condition: EvidenceCondition, against: EvidenceCondition, endpoint: string, visit: string): Figure {
  return figure([columnKey(endpoint, visit)], (sample, from, to) => {
    const one = sample.column('full', condition, endpoint, visit).subarray(from, to);
    return average(one) - average(sample.column('full', against, endpoint, visit).subarray(from, to));
  });
}

/** Correlation of the CADSS at one visit with the percent change of HAM-D17 at another. */
export function dissociationCorrelation(dissociated: string, rated: string): Figure {
  const reads = [columnKey('cadss', dissociated), columnKey('hamd17', rated), columnKey('hamd17', 'baseline')];
  return figure(reads, (sample, from, to) => {
    const x = sample.column('full', 'placebo', 'cadss', dissociated).subarray(from, to);
    const after = sample.column('full', 'placebo', 'hamd17', rated);
    const before = sample.column('full', 'placebo', 'hamd17', 'baseline');
    const y = Float64Array.from({ length: to - from }, (_, i) => after[from + i] / Math.max(1, before[from + i]));
    const [centreX, centreY] = [average(x), average(y)];
    return average(y.map((value, i) => (value - centreY) * (x[i] - centreX))) / Math.sqrt(variance(x) * variance(y));
  });
}

/** Share of the fall from baseline that naltrexone takes away. */
export function attenuation(endpoint: string, visit: string, world: EvidenceWorld): Figure {
  const reads = [columnKey(endpoint, visit), columnKey(endpoint, 'baseline')];
  return figure(reads, (sample, from, to) => {
    const fall = (condition: EvidenceCondition): number =>
      average(sample.column(world, condition, endpoint, 'baseline').subarray(from, to)) -
      average(sample.column(world, condition, endpoint, visit).subarray(from, to));
    return 1 - fall('naltrexone') / fall('placebo');
  });
}

/** Mean over SD of the paired difference (naltrexone − placebo) of changes from baseline in a crossover of the partial-block world. */
export function pairedEffectSize(endpoint: string, visit: string): Figure {
  const [value, baseline] = [columnKey(endpoint, visit), columnKey(endpoint, 'baseline')];
  return figure([value, baseline], (sample, from, to) => {
    const { columns, treatment, treatments } = sample.crossover();
    const after = columns.get(value) ?? new Float64Array(0);
    const before = columns.get(baseline) ?? new Float64Array(0);
    const naltrexone = treatments.indexOf('naltrexone');
    const differences = Float64Array.from({ length: to - from }, (_, i) => {
      const row = 2 * (from + i);
      const first = after[row] - before[row];
      const second = after[row + 1] - before[row + 1];
      return treatment[row] === naltrexone ? first - second : second - first;
    });
    return average(differences) / Math.sqrt(variance(differences));
  });
}

/** A parameter of the scenario's ketamine infusion, or a sum of two. */
export function ketamineParameter(...names: readonly ('clearance' | 'centralVolume' | 'peripheralVolume')[]): Figure {
  return figure([], ({ model }) => {
    const { ketamine } = model.infusions;
    if (ketamine.kind !== 'ketamine') throw new RangeError('the infusion ketamine is not of kind ketamine');
    return names.reduce((sum, name) => sum + ketamine[name], 0);
  });
}

/** Mean plasma concentration at the end of the infusion (ng/mL), or the share of patients between two concentrations. */
export function peakConcentration(between?: readonly [number, number]): Figure {
  return figure([], (sample, from, to) => {
    const { ketamine } = sample.model.infusions;
    const hours = 'minutes' in ketamine ? ketamine.minutes / 60 : 0;
    const levels = among(sample, from, to).map((medication) => medication.concentration(hours, 'plasma'));
    return between === undefined ? average(levels) : average(levels.map((level) => (level >= between[0] && level <= between[1] ? 1 : 0)));
  });
}

/** Mean μ-opioid blockade, fraction, so many hours after the tablet. */
export function blockade(hoursAfterTablet: number): Figure {
  return figure([], (sample, from, to) =>
    average(among(sample, from, to).map((medication) => medication.blockade(hoursAfterTablet - sample.leadHours(), 'opioid'))),
  );
}

/** Mean half-time of the fall of blockade between days 2 and 6, h. */
export function blockadeHalfTime(): Figure {
  return figure([], (sample, from, to) =>
    average(
      among(sample, from, to).map(
        (medication) => (96 * Math.LN2) / Math.log(medication.blockade(48, 'opioid') / medication.blockade(144, 'opioid')),
      ),
    ),
  );
}

const among = (sample: EvidenceSample, from: number, to: number) => {
  const all = sample.medications();
  const scale = all.length / sample.patients;
  return all.slice(Math.floor(from * scale), Math.max(Math.floor(from * scale) + 1, Math.floor(to * scale)));
};

/** Mean and SD of the true severity of the mixed-severity sample in which reliability is judged: ill and improved patients together (assumed). */
const MIXED_MEAN = 17;
const MIXED_SD = 5;

/** What two raters make of the same patients: `icc`, `error` (points) or Cronbach's `alpha` of the first. */
export function reliability(what: 'icc' | 'error' | 'alpha'): Figure {
  return figure([], (sample, from, to) => {
    const { first, second, items } = ratings(sample, from, to, (luck) => MIXED_MEAN + MIXED_SD * luck);
    if (what === 'alpha') {
      const count = items.length;
      return (count / (count - 1)) * (1 - items.reduce((sum, scores) => sum + variance(scores), 0) / variance(first));
    }
    const within = average(first.map((value, i) => (value - second[i]) ** 2)) / 2;
    return what === 'error' ? Math.sqrt(within) : 1 - within / variance(first);
  });
}

/** Mean HAM-D6 of patients whose true HAM-D17 is the given one. */
export function coreScoreAt(severity: number): Figure {
  const core = scales.hamd17.subscales[0].items;
  return figure([], (sample, from, to) => {
    const { items } = ratings(sample, from, to, () => severity);
    return core.reduce((sum, item) => sum + average(items[item - 1]), 0);
  });
}

/** Mean MADRS of patients whose true HAM-D17 is the given one. */
export const madrsAt = (severity: number): Figure => figure([], () => expectedTotal(scales.madrs, severity));

/** Item-wise HAM-D17 ratings of patients of known severity by two raters on one occasion. */
function ratings({ instrument, key }: EvidenceSample, from: number, to: number, severity: (luck: number) => number) {
  const count = instrument.scale.items.length;
  const stream = new Stream();
  const [lasting, passing, own] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const scores = new Uint8Array(count);
  const [first, second] = [new Float64Array(to - from), new Float64Array(to - from)];
  const items = Array.from({ length: count }, () => new Float64Array(to - from));
  for (let i = 0; i < to - from; i++) {
    stream.seat(key, 0, from + i, RELIABILITY);
    const truth = Math.max(0, severity(stream.normal()));
    for (let item = 0; item < count; item++) {
      lasting[item] = stream.normal();
      passing[item] = stream.normal();
    }
    instrument.deviate(lasting, passing, own);
    second[i] = instrument.model.rate(truth, own, stream, scores);
    first[i] = instrument.model.rate(truth, own, stream, scores);
    for (let item = 0; item < count; item++) items[item][i] = scores[item];
  }
  return { first, second, items };
}
