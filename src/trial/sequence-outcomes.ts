import type { Allocation } from '../design/allocation-kind.ts';
import { completeFollowUp } from '../outcomes/missingness/index.ts';
import { trialGenerator } from './compile-trial.ts';
import { conditionNames } from './conditions.ts';
import { namedSequences } from './sequence.ts';
import type { TrialData } from './trial-data.ts';
import type { MechanisticTrial } from './trial-model.ts';

/**
 * The potential outcomes of a population under every sequence of a design: every participant follows each of them to its end, with the same random numbers each time and nothing missing.
 *
 * Subjects of the data are participant × sequence, participant after participant, as if everybody had been cloned for every sequence: what reads a trial can read them. Differences between the
 * clones of a participant are caused by the sequences alone.
 *
 * @param reads      the columns that will be read, or all
 * @param patients   number of virtual participants, all eligible
 * @param replicate  the trial whose participants they are; a negative number names a population of its own
 */
export function sequenceOutcomes(
  model: MechanisticTrial,
  key: Int32Array,
  reads: ReadonlySet<string> | 'all',
  patients: number,
  replicate: number,
): TrialData {
  const { sequences } = model.design;
  const treatments = conditionNames(model.design);
  const periodCount = sequences[0].length;
  const subjectCount = patients * sequences.length;
  const columns = new Map<string, Float64Array>();
  const covariates = new Map<string, Float64Array>();
  const treatment = new Int32Array(subjectCount * periodCount);
  sequences.forEach((sequence, code) => {
    const { data, generate } = oneSequence(model, key, reads, patients, sequence);
    generate(replicate);
    const spread = (from: Float64Array, into: Map<string, Float64Array>, name: string, each: number): void => {
      const column = into.get(name) ?? new Float64Array(subjectCount * each);
      for (let patient = 0; patient < patients; patient++)
        for (let k = 0; k < each; k++) column[(patient * sequences.length + code) * each + k] = from[patient * each + k];
      into.set(name, column);
    };
    for (const [name, values] of data.columns) spread(values, columns, name, periodCount);
    for (const [name, values] of data.covariates) spread(values, covariates, name, 1);
    const codes = sequence.map((condition) => treatments.indexOf(condition));
    for (let patient = 0; patient < patients; patient++) treatment.set(codes, (patient * sequences.length + code) * periodCount);
  });
  return {
    subjectCount,
    periodCount,
    treatments,
    sequences: namedSequences(sequences),
    sequence: Int32Array.from({ length: subjectCount }, (_, subject) => subject % sequences.length),
    treatment,
    columns,
    covariates,
  };
}

/** A generator of trials in which everybody follows one sequence, on time and to its end. */
function oneSequence(
  model: MechanisticTrial,
  key: Int32Array,
  reads: ReadonlySet<string> | 'all',
  patients: number,
  sequence: readonly string[],
): { readonly data: TrialData; readonly generate: (replicate: number) => void } {
  const allocation: Allocation = { kind: 'permuted-blocks' };
  const all = { participants: patients, sequences: [sequence], weights: [1], blockSize: 1, allocation, rebaselineShare: 0 };
  const followed = { ...model, design: { ...model.design, ...all }, missingness: completeFollowUp };
  const generator = trialGenerator(followed, key, reads, { guesses: false });
  return { data: generator.data, generate: (replicate) => generator.generate(replicate) };
}
