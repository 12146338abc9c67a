import { isResponse, remissionCutOff } from '../analysis/selection/measure.ts';
import { columnKey } from '../trial/trial-data.ts';
import type { EvidenceCondition, EvidenceWorld } from './evidence-sample.ts';
import { average, figure, variance, type Figure } from './figure.ts';

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

/** A share under ketamine over the same share under another condition, or their odds ratio. */
export function ratioOf(kind: 'risk' | 'odds', share: (condition: EvidenceCondition) => Figure, against: EvidenceCondition): Figure {
  const [one, other] = [share('placebo'), share(against)];
  const odds = (p: number): number => p / (1 - p);
  return figure([...one.reads, ...other.reads], (sample, from, to) => {
    const [p, q] = [one.of(sample, from, to), other.of(sample, from, to)];
    return kind === 'risk' ? p / q : odds(p) / odds(q);
  });
}

/** The day, of these, on which ketamine is most superior to an inert infusion by Hedges g. */
export function dayOfLargestEffect(days: readonly number[]): Figure {
  const each = days.map((day) => hedgesG('placebo', 'placebo+saline', 'hamd17', `day${day}`));
  return figure(
    each.flatMap(({ reads }) => reads),
    (sample, from, to) => {
      const sizes = each.map((g) => g.of(sample, from, to));
      return days[sizes.indexOf(Math.min(...sizes))];
    },
  );
}

/**
 * Mean time after the infusion at which those who respond on the first of these days first no longer do, days: the middle of the interval between two days,
 * and the last day for those who still respond then.
 */
export function daysOfResponse(days: readonly number[]): Figure {
  const keys = days.map((day) => `day${day}`);
  return figure([columnKey('hamd17', 'baseline'), ...keys.map((visit) => columnKey('hamd17', visit))], (sample, from, to) => {
    const baseline = sample.column('full', 'placebo', 'hamd17', 'baseline');
    const scores = keys.map((visit) => sample.column('full', 'placebo', 'hamd17', visit));
    let responders = 0;
    let sum = 0;
    for (let i = from; i < to; i++) {
      if (isResponse(scores[0][i], baseline[i]) !== 1) continue;
      responders++;
      const lost = scores.findIndex((values) => isResponse(values[i], baseline[i]) !== 1);
      sum += lost < 0 ? days[days.length - 1] : (days[lost - 1] + days[lost]) / 2;
    }
    return sum / responders;
  });
}

/**
 * Third quartile over first of the time after the infusion at which those who respond on the first of these days first no longer do: of the share that has
 * responded throughout, a straight line between two days; the last day where more respond to the end.
 */
export function spreadOfResponse(days: readonly number[]): Figure {
  const keys = days.map((day) => `day${day}`);
  return figure([columnKey('hamd17', 'baseline'), ...keys.map((visit) => columnKey('hamd17', visit))], (sample, from, to) => {
    const baseline = sample.column('full', 'placebo', 'hamd17', 'baseline');
    const scores = keys.map((visit) => sample.column('full', 'placebo', 'hamd17', visit));
    const still = days.map(() => 0);
    for (let i = from; i < to; i++)
      for (let day = 0; day < days.length && isResponse(scores[day][i], baseline[i]) === 1; day++) still[day]++;
    const lostBy = (share: number): number => {
      const after = still.findIndex((count) => count <= (1 - share) * still[0]);
      if (after < 1) return days[days.length - 1];
      const [more, less] = [still[after - 1], still[after]];
      return days[after - 1] + ((more - (1 - share) * still[0]) / (more - less)) * (days[after] - days[after - 1]);
    };
    return lostBy(0.75) / lostBy(0.25);
  });
}

/** Mean fall from baseline at one visit over that at another, under one condition. */
export function keptFall(condition: EvidenceCondition, visit: string, from: string): Figure {
  const reads = ['baseline', visit, from].map((each) => columnKey('hamd17', each));
  return figure(reads, (sample, first, to) => {
    const [before, after, start] = ['baseline', visit, from].map((each) =>
      average(sample.column('full', condition, 'hamd17', each).subarray(first, to)),
    );
    return (before - after) / (before - start);
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
