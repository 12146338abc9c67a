import { isResponse, remissionCutOff } from '../analysis/selection/measure.ts';
import { atan, exp, log, sin, squared } from '../elementary/index.ts';
import { baselineVisit } from '../scenario/resolved/study-of.ts';
import { columnKey, type TrialData } from '../trial/trial-data.ts';
import type { Reading, Summary } from './evidence-schema.ts';
import type { EvidenceStudy } from './evidence-study.ts';
import { momentsOf } from './emulator/surface.ts';

/** A figure whose sampling distribution is simulated: everything but counts. */
export type FigureSummary = Exclude<Summary, { kind: 'count' | 'patterns' }>;
/** Counts of patients, whose distribution is multinomial. */
export type CountSummary = Extract<Summary, { kind: 'count' | 'patterns' }>;

/** Figures of one study, those held out among them. */
export interface StudyData {
  /** Figures on the scale of `transformed`. */
  readonly figures: readonly number[];
  /** Of each table of counts: patients by cells. */
  readonly cells: readonly (readonly number[])[];
}

/** Works one number out of a simulated trial, NaN where it is not defined. */
export type FigureReader = (data: TrialData) => number;
/** Adds the patients of a simulated trial to the cells of a table. */
export type CellReader = (data: TrialData, cells: number[]) => void;

/** What is added to a share and to what it leaves, so that its logit is finite (assumed: ½ a patient of 100). */
const SHARE_OFFSET = 0.005;

/** Condition of a reading that any condition fulfils. */
export const ANY_CONDITION = '';

/**
 * The number on the scale on which it is nearest to normal: log of an SD and of an odds ratio, Fisher's z of a correlation, logit of a share, of a share of few patients the angle arcsin √p, which is
 * finite at 0 and 1 (Anscombe 1948); else itself.
 */
export function transformed(kind: FigureSummary['kind'], value: number): number {
  if (kind === 'sd' || kind === 'paired-sd' || kind === 'odds-ratio') return log(value);
  if (kind === 'pattern-share') return atan(Math.sqrt(value / (1 - value)));
  if (kind === 'share') return log((value + SHARE_OFFSET) / (1 - value + SHARE_OFFSET));
  return kind === 'correlation' ? log((1 + value) / (1 - value)) / 2 : value;
}

/** The inverse of `transformed`. */
export function restored(kind: FigureSummary['kind'], value: number): number {
  if (kind === 'sd' || kind === 'paired-sd' || kind === 'odds-ratio') return exp(value);
  if (kind === 'pattern-share') return squared(sin(Math.max(0, Math.min(Math.PI / 2, value))));
  if (kind === 'share') return Math.max(0, Math.min(1, (1 + 2 * SHARE_OFFSET) / (1 + exp(-value)) - SHARE_OFFSET));
  return kind === 'correlation' ? 1 - 2 / (exp(2 * value) + 1) : value;
}

/** Columns that a summary reads. */
export function columnsOf(study: EvidenceStudy, summary: Summary): string[] {
  const readings = 'events' in summary ? summary.events : summary.kind === 'correlation' ? [summary, summary.with] : [summary];
  return readings.flatMap(({ endpoint, visit }) => [
    columnKey(endpoint, visit),
    columnKey(endpoint, baselineVisit(study.scenario, endpoint)),
  ]);
}

/**
 * How a figure is worked out of a simulated trial, on the scale of `transformed`. Standardised differences are Hedges g = J (mean − mean)/SD with the pooled SD of both groups and the
 * factor J = 1 − 3/(4ν − 1), ν = n₁ + n₂ − 2, against its bias in small samples (Hedges 1981, DOI 10.3102/10769986006002107; within 0.06 % of the exact factor from ν = 8 on);
 * paired effects are the mean over the SD of the difference within patients; odds ratios have ½ added to each cell (Haldane 1956).
 */
export function figureReader(study: EvidenceStudy, summary: FigureSummary): FigureReader {
  if (summary.kind === 'pattern-share') {
    const readers = summary.events.map((event) => valueReader(study, event));
    return (data) => {
      const events = readers.map((read) => perSubject(data, read));
      const patterns = Array.from({ length: data.subjectCount }, (_, subject) => events.map((values) => values[subject])).filter(
        (values) => !values.some(Number.isNaN),
      );
      const having = patterns.filter((values) => values.join('') === summary.pattern).length;
      return transformed(summary.kind, having / patterns.length);
    };
  }
  const own = valueReader(study, summary);
  if (summary.kind === 'correlation') {
    const other = valueReader(study, summary.with);
    return (data) => {
      const [x, y] = [perSubject(data, own), perSubject(data, other)];
      const both = x.flatMap((value, i) => (Number.isNaN(value) || Number.isNaN(y[i]) ? [] : [[value, y[i]] as const]));
      return transformed('correlation', correlationOf(both));
    };
  }
  if (!('against' in summary)) {
    return (data) => {
      const { mean, sd } = momentsOf(present(perSubject(data, own)));
      return transformed(summary.kind, summary.kind === 'sd' ? sd : mean);
    };
  }
  const other = valueReader(study, { ...summary, after: summary.against });
  switch (summary.kind) {
    case 'standardised-difference':
      return (data) => {
        const [x, y] = [present(perSubject(data, own)), present(perSubject(data, other))];
        const [a, b] = [momentsOf(x), momentsOf(y)];
        const df = x.length + y.length - 2;
        const variance = ((x.length - 1) * squared(a.sd) + (y.length - 1) * squared(b.sd)) / df;
        return ((1 - 3 / (4 * df - 1)) * (a.mean - b.mean)) / Math.sqrt(variance);
      };
    case 'paired-effect':
    case 'paired-difference':
    case 'paired-sd':
      return (data) => {
        const y = perSubject(data, other);
        const { mean, sd } = momentsOf(present(perSubject(data, own).map((value, i) => value - y[i])));
        return summary.kind === 'paired-effect' ? mean / sd : transformed(summary.kind, summary.kind === 'paired-sd' ? sd : mean);
      };
    case 'odds-ratio':
      return (data) => {
        const [p, q] = [own, other].map((read) => {
          const values = present(perSubject(data, read));
          const events = values.reduce((sum, value) => sum + value, 0);
          return log((events + 0.5) / (values.length - events + 0.5));
        });
        return p - q;
      };
  }
}

/** The cells of a table of counts: the patterns that were observed, and all others together where there are any. */
export function cellsOf(summary: CountSummary): { readonly patterns: readonly string[]; readonly observed: readonly number[] } {
  if (summary.kind === 'count') return { patterns: ['1', '0'], observed: [summary.count, summary.of - summary.count] };
  const patterns = Object.keys(summary.patterns).filter((pattern) => summary.patterns[pattern] > 0);
  return { patterns: [...patterns, 'other'], observed: [...patterns.map((pattern) => summary.patterns[pattern]), 0] };
}

/** How the patients of a simulated trial are counted by cells; those with a missing value are not. */
export function cellReader(study: EvidenceStudy, summary: CountSummary): CellReader {
  const readers = (summary.kind === 'patterns' ? summary.events : [summary]).map((event) => valueReader(study, event));
  const { patterns } = cellsOf(summary);
  return (data, cells) => {
    const events = readers.map((read) => perSubject(data, read));
    for (let subject = 0; subject < data.subjectCount; subject++) {
      if (events.some((values) => Number.isNaN(values[subject]))) continue;
      const place = patterns.indexOf(events.map((values) => String(values[subject])).join(''));
      cells[place < 0 ? patterns.length - 1 : place]++;
    }
  };
}

/** A number of a subject-period; NaN where it is missing or the period has another condition. */
type ValueReader = (data: TrialData) => (row: number) => number;

function valueReader({ scenario }: EvidenceStudy, { endpoint, visit, measure, after, period }: Reading): ValueReader {
  const [name, before] = [columnKey(endpoint, visit), columnKey(endpoint, baselineVisit(scenario, endpoint))];
  const cutOff = remissionCutOff(endpoint) ?? NaN;
  return ({ columns, treatments, treatment, periodCount }) => {
    const values = columns.get(name);
    if (values === undefined) throw new RangeError(`the trial does not record ${name}`);
    const baselines = columns.get(before) ?? values;
    const code = treatments.indexOf(after);
    return (row) => {
      if ((treatment[row] !== code && after !== ANY_CONDITION) || (period !== undefined && row % periodCount !== period - 1)) return NaN;
      const [value, baseline] = [values[row], baselines[row]];
      switch (measure) {
        case 'value':
          return value;
        case 'change':
          return value - baseline;
        case 'since-first':
          return value - baselines[row - (row % periodCount)];
        case 'percent-change':
          return baseline > 0 ? (100 * (value - baseline)) / baseline : NaN;
        case 'response':
          return isResponse(value, baseline);
        case 'remission':
          return Number.isNaN(value) ? NaN : value <= cutOff ? 1 : 0;
      }
    };
  };
}

/** The value of each subject in the first period that has one. */
function perSubject(data: TrialData, reader: ValueReader): number[] {
  const read = reader(data);
  return Array.from({ length: data.subjectCount }, (_, subject) => {
    for (let period = 0; period < data.periodCount; period++) {
      const value = read(subject * data.periodCount + period);
      if (!Number.isNaN(value)) return value;
    }
    return NaN;
  });
}

function present(values: readonly number[]): number[] {
  return values.filter((value) => !Number.isNaN(value));
}

function correlationOf(pairs: readonly (readonly [number, number])[]): number {
  const [x, y] = [momentsOf(pairs.map(([value]) => value)), momentsOf(pairs.map(([, value]) => value))];
  const sum = pairs.reduce((total, [a, b]) => total + (a - x.mean) * (b - y.mean), 0);
  return sum / ((pairs.length - 1) * x.sd * y.sd);
}
