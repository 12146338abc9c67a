import { normalCdf } from '../statistics/distributions/normal.ts';
import type { Stream } from '../random/index.ts';
import { priorQuantile } from '../power/uncertainty/prior.ts';
import type { UncertainParameter } from '../power/uncertainty/prior-draws.ts';
import { studyOf } from '../scenario/resolved/study-of.ts';
import { trialGenerator } from '../trial/compile-trial.ts';
import type { Summary } from './evidence-schema.ts';
import type { EvidenceStudy } from './evidence-study.ts';
import { IncompleteTrial } from './recorded/incomplete-trial.ts';
import { cellReader, cellsOf, columnsOf, figureReader, type CountSummary, type FigureSummary, type StudyData } from './study-figures.ts';
import { momentsOf } from './emulator/surface.ts';
import { withValues } from './with-values.ts';

/** What trials of a study gave at one point of the parameters. */
export interface SimulatedPoint {
  /** Normal scores of all parameters. */
  readonly point: Float64Array;
  /** Of each figure: mean and SD over trials of the study's size. */
  readonly means: readonly number[];
  readonly sds: readonly number[];
  /** Correlations of the figures over the trials, row by row. */
  readonly correlation: Float64Array;
  /** Of each table of counts: patients by cells. */
  readonly cells: readonly (readonly number[])[];
  /** Trials that gave every figure. */
  readonly trials: number;
}

/** Fewest trials at a point, and fewest patients of them together (assumed; the surfaces smooth over hundreds of points). */
const MIN_TRIALS = 20;
const MIN_PATIENTS = 400;
/** Trials in a row without a figure after which a study is given up. */
const MAX_UNDEFINED = 1000;
/** Trials at most for what one study would publish, where a figure is not always defined or more patients are counted than one trial has (assumed). */
const MAX_TRIALS = 50;

/** Summaries of a study, figures and counts apart. */
export function figuresOf({ summaries }: { readonly summaries: readonly Summary[] }): FigureSummary[] {
  return summaries.filter((summary): summary is FigureSummary => summary.kind !== 'count' && summary.kind !== 'patterns');
}
export function countsOf({ summaries }: { readonly summaries: readonly Summary[] }): CountSummary[] {
  return summaries.filter((summary): summary is CountSummary => summary.kind === 'count' || summary.kind === 'patterns');
}

/** The value of a parameter at a normal score: the quantile of its prior at Φ(score). */
export function valueAtScore({ prior, support }: UncertainParameter, score: number): number {
  return priorQuantile(prior, Math.min(1 - 1e-15, Math.max(1e-300, normalCdf(score))), support);
}

/** A study that can be simulated at any values of the parameters. */
export class SimulatedStudy {
  readonly trials: number;
  readonly #readers;
  readonly #tables;
  readonly #columns: ReadonlySet<string>;

  constructor(
    readonly study: EvidenceStudy,
    readonly parameters: readonly UncertainParameter[],
    readonly key: Int32Array,
  ) {
    const { participants } = study.trial.design;
    const [figures, counts] = [figuresOf(study), countsOf(study)];
    this.#readers = figures.map((figure) => figureReader(study, figure));
    this.#tables = counts.map((count) => {
      const { patterns, observed } = cellsOf(count);
      return { read: cellReader(study, count), size: patterns.length, patients: sumOf(observed) };
    });
    this.#columns = new Set(study.summaries.flatMap((summary) => columnsOf(study, summary)));
    const forPatients = Math.ceil(MIN_PATIENTS / participants);
    this.trials = figures.length === 0 ? forPatients : Math.max(MIN_TRIALS, forPatients);
  }

  /** Whether a parameter changes anything that the summaries read: trials of the same patients at both ends of its prior differ in some number. */
  reads(at: number): boolean {
    const ends = [-1.6, 0, 1.6].map((score) => {
      const point = new Float64Array(this.parameters.length);
      point[at] = score;
      const { means, sds, cells } = this.simulate(point, 0);
      return JSON.stringify([means, sds, cells]);
    });
    return new Set(ends).size > 1;
  }

  /** What one trial at a point would publish. @param number  of the trial; a trial in which a figure is not defined gives way to the next */
  publish(point: Float64Array, number: number): StudyData {
    const { generator, data } = this.#trialsAt(point);
    for (let replicate = number; replicate < number + MAX_UNDEFINED; replicate++) {
      generator.generate(replicate);
      const figures = this.#readers.map((read) => read(data));
      if (!figures.every(Number.isFinite)) continue;
      const cells = this.#tables.map(({ size }) => new Array<number>(size).fill(0));
      this.#tables.forEach(({ read }, table) => read(data, cells[table]));
      return { figures, cells };
    }
    throw new RangeError(`${this.study.name} has no figures at these values of the parameters`);
  }

  /**
   * What a study of the published size would publish at a point: the figures of one trial, and of every table as many patients as were counted, drawn without replacement from
   * that trial and the next.
   * @param number  of the first trial
   * @returns undefined where none of the trials has every figure
   */
  published(point: Float64Array, number: number, stream: Stream): StudyData | undefined {
    const { generator, data } = this.#trialsAt(point);
    const cells = this.#tables.map(({ size }) => new Array<number>(size).fill(0));
    const isShort = (table: number): boolean => sumOf(cells[table]) < this.#tables[table].patients;
    let figures: number[] | undefined;
    for (let replicate = number; replicate < number + MAX_TRIALS; replicate++) {
      generator.generate(replicate);
      this.#tables.forEach(({ read }, table) => {
        if (isShort(table)) read(data, cells[table]);
      });
      const row = this.#readers.map((read) => read(data));
      if (figures === undefined && row.every(Number.isFinite)) figures = row;
      if (figures !== undefined && !cells.some((_, table) => isShort(table)))
        return { figures, cells: cells.map((all, table) => someOf(all, this.#tables[table].patients, stream)) };
    }
    return undefined;
  }

  /** Trials at a point. @param first  number of the first trial: points with other numbers have other patients */
  simulate(point: Float64Array, first: number): SimulatedPoint {
    const { generator, data } = this.#trialsAt(point);
    const cells = this.#tables.map(({ size }) => new Array<number>(size).fill(0));
    const rows: number[][] = [];
    for (let replicate = first; replicate < first + this.trials; replicate++) {
      generator.generate(replicate);
      this.#tables.forEach(({ read }, place) => read(data, cells[place]));
      const row = this.#readers.map((read) => read(data));
      if (row.every(Number.isFinite)) rows.push(row);
    }
    const size = this.#readers.length;
    const columns = Array.from({ length: size }, (_, figure) => rows.map((row) => row[figure]));
    const moments = columns.map(momentsOf);
    const correlation = new Float64Array(size * size);
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        const sum = rows.reduce((total, row) => total + (row[i] - moments[i].mean) * (row[j] - moments[j].mean), 0);
        correlation[i * size + j] = i === j ? 1 : sum / (Math.max(1, rows.length - 1) * moments[i].sd * moments[j].sd);
      }
    return { point, means: moments.map(({ mean }) => mean), sds: moments.map(({ sd }) => sd), correlation, cells, trials: rows.length };
  }

  /** Makes trials at a point; `data` are those of the last, as incomplete as the recorded ones. */
  #trialsAt(point: Float64Array) {
    const { recorded } = this.study;
    const values = Object.fromEntries(this.parameters.map((each, at) => [each.path, valueAtScore(each, point[at])]));
    const { trial } = studyOf(withValues(this.study.scenario, values));
    const generator = trialGenerator(trial, this.key, this.#columns);
    const incomplete = recorded === undefined ? undefined : new IncompleteTrial(recorded, this.study.trial, generator, this.#columns);
    return {
      data: incomplete?.data ?? generator.data,
      generator: {
        generate(replicate: number): void {
          generator.generate(replicate);
          incomplete?.update();
        },
      },
    };
  }
}

/** So many of the patients of a table by its cells, each as likely as any other. */
function someOf(cells: readonly number[], patients: number, stream: Stream): number[] {
  const left = [...cells];
  const some = cells.map(() => 0);
  for (let drawn = 0; drawn < patients; drawn++) {
    let place = stream.uniform() * sumOf(left);
    const cell = left.findIndex((count) => (place -= count) <= 0);
    left[cell]--;
    some[cell]++;
  }
  return some;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
