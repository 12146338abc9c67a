import { checkReplicate, checkTrial } from './check-trial.ts';
import { checkWhole } from '../arguments/numbers.ts';
import { check } from '../arguments/shape.ts';
import type { Allocation } from '../design/allocation-kind.ts';
import { completeFollowUp } from '../outcomes/missingness/index.ts';
import { trialGenerator } from './compile-trial.ts';
import { conditionNames } from './conditions.ts';
import type { TrialData } from './trial-data.ts';
import type { TrialGenerator } from './trial-generator.ts';
import type { TrialModel } from './trial-model.ts';

/** The trial number whose streams belong to the population of potential outcomes; no simulated trial has it. */
const TRUTH_REPLICATE = -1;

/**
 * Both (all) potential outcomes of a large population: every patient is given every condition as their first treatment, with the same random numbers each time and nothing missing.
 *
 * Rows are patient × condition in the order of `treatments`, as if the conditions were the periods of one trial, so that whatever reads a trial can read them.
 * Differences between a patient's rows are caused by the condition alone.
 *
 * @param reads     the columns that will be read
 * @param patients  number of virtual patients, all eligible
 * @param replicate  the trial whose patients they are; by default a population of their own
 * @example
 * ```ts
 * import { columnKey, potentialOutcomes, readStudy, rootKey } from 'crossover-sim';
 * import { starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * const score = columnKey('score', 'outcome');
 * const { columns } = potentialOutcomes(study.trial, rootKey(study.seed), new Set([score]), 1000);
 * const [placebo, naltrexone] = columns.get(score) ?? [];
 * naltrexone - placebo; // → 3
 * ```
 */
export function potentialOutcomes(
  model: TrialModel,
  key: Int32Array,
  reads: ReadonlySet<string>,
  patients: number,
  replicate = TRUTH_REPLICATE,
): TrialData {
  checkTrial('model', model);
  check('key', key, 'key');
  check('reads', reads, 'set');
  checkWhole('patients', patients, 1);
  checkReplicate('replicate', replicate);
  return outcomesOf({ model, key, reads, patients, replicate });
}

/** Whose potential outcomes are wanted, as `potentialOutcomes` takes them. */
export interface Population {
  readonly model: TrialModel;
  readonly key: Int32Array;
  readonly reads: ReadonlySet<string>;
  readonly patients: number;
  readonly replicate?: number;
}

/** As `potentialOutcomes`, for the trials that the program makes itself: nothing is checked. */
export function outcomesOf({ replicate = TRUTH_REPLICATE, ...population }: Population): TrialData {
  return outcomesByPart(population)(replicate);
}

/** Most participants of whom the generators are kept from part to part: columns of some tens of MiB (assumed). */
const MAX_KEPT = 100_000;

/** The potential outcomes of several populations in turn, by trial number. Unless they are large, what makes and holds them is used again: they hold until the next call. */
export function outcomesByPart({ model, key, reads, patients }: Omit<Population, 'replicate'>): (replicate: number) => TrialData {
  const treatments = conditionNames(model.design);
  const columns = new Map<string, Float64Array>();
  const kept: TrialGenerator[] = [];
  const generatorOf = (code: number): TrialGenerator => {
    const generator = kept[code] ?? trialGenerator(onlyCondition(model, treatments[code], patients), key, reads, { guesses: false });
    if (patients <= MAX_KEPT) kept[code] = generator;
    return generator;
  };
  return (replicate) => outcomesFrom(treatments, generatorOf, columns, patients, replicate);
}

function outcomesFrom(
  treatments: string[],
  generatorOf: (code: number) => TrialGenerator,
  columns: Map<string, Float64Array>,
  patients: number,
  replicate: number,
): TrialData {
  const covariates = new Map<string, Float64Array>();
  treatments.forEach((_, code) => {
    const generator = generatorOf(code);
    generator.generate(replicate);
    for (const [name, values] of generator.data.columns) {
      const column = columns.get(name) ?? new Float64Array(patients * treatments.length);
      const { periodCount } = generator.data;
      for (let patient = 0; patient < patients; patient++) column[patient * treatments.length + code] = values[patient * periodCount];
      columns.set(name, column);
    }
    for (const [name, values] of generator.data.covariates) covariates.set(name, values);
  });
  return {
    subjectCount: patients,
    periodCount: treatments.length,
    treatments,
    sequences: [{ name: 'potential outcomes', treatments }],
    sequence: new Int32Array(patients),
    treatment: Int32Array.from({ length: patients * treatments.length }, (_, row) => row % treatments.length),
    columns,
    covariates,
  };
}

/**
 * The same world with one condition and complete follow-up; its first period is read. A Gaussian trial keeps its number of periods, because the stream that its
 * patients share is walked period by period.
 */
function onlyCondition(model: TrialModel, condition: string, patients: number): TrialModel {
  const sequence = model.kind === 'gaussian' ? model.design.sequences[0].map(() => condition) : [condition];
  const allocation: Allocation = { kind: 'permuted-blocks' };
  const all = { participants: patients, sequences: [sequence], weights: [1], blockSize: 1, allocation };
  const missingness = completeFollowUp;
  return model.kind === 'gaussian'
    ? { ...model, design: { ...model.design, ...all }, missingness }
    : { ...model, design: { ...model.design, ...all, rebaselineShare: 0 }, missingness };
}
