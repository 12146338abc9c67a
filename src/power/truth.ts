import { estimandOf, Responses, type MethodName } from '../analysis/index.ts';
import { potentialOutcomes } from '../trial/potential-outcomes.ts';
import type { TrialData } from '../trial/trial-data.ts';
import { questionOf, type CompiledStudy } from './compiled-study.ts';
import type { PlannedAnalysis } from './study.ts';

/** The effect an analysis aims at, known because the simulator has both potential outcomes of every patient. */
export interface TrueEffect {
  readonly value: number;
  /** Monte-Carlo SE of the value, from the finite population of potential outcomes; 0 when every patient's effect is the same. */
  readonly mcse: number;
  /** Patients in the population that the analysis speaks of. */
  readonly patients: number;
  /** The estimand in words. */
  readonly words: string;
}

/**
 * True effects of every analysis of a study, from `power.truthPatients` virtual patients who are given each condition as their first treatment with the same luck.
 * @throws RangeError if nobody belongs to an analysis's population
 */
export function trueEffects(compiled: CompiledStudy): TrueEffect[] {
  const { study, key, reads, planned } = compiled;
  const population = potentialOutcomes(study.trial, key, reads, study.power.truthPatients);
  return planned.map((analysis) => trueEffect(analysis, population));
}

function trueEffect(analysis: PlannedAnalysis, population: TrialData): TrueEffect {
  const estimand = estimandOf(analysis.method as MethodName, analysis.options);
  const visits = analysis.visits?.includes(analysis.visit) === false ? analysis.visits : [analysis.visit];
  const responses = new Responses(questionOf(analysis, 0.95), { visits });
  const failure = responses.select(population);
  if (failure !== undefined) throw new RangeError(failure.reason);
  const { reference, comparator, patients } = pairs(responses, population, analysis);
  const value = estimand.of(reference, comparator, patients);
  const each = Float64Array.from({ length: patients }, (_, i) => estimandOfOne(estimand.kind, reference[i], comparator[i]));
  return { value, mcse: standardErrorOfMean(each), patients, words: describe(analysis, estimand.words) };
}

/**
 * The included patients' responses under either treatment; with several visits their average. Of a difference of differences the second one is taken from
 * the response under the comparator.
 */
function pairs(
  responses: Responses,
  population: TrialData,
  { minus }: PlannedAnalysis,
): { reference: Float64Array; comparator: Float64Array; patients: number } {
  const { subjectCount, periodCount } = population;
  const reference = new Float64Array(subjectCount);
  const comparator = new Float64Array(subjectCount);
  const under = (condition: string, row: number): number => average(responses.responses, row + population.treatments.indexOf(condition));
  let patients = 0;
  for (let subject = 0; subject < subjectCount; subject++) {
    if (responses.included[subject] === 0) continue;
    const row = subject * periodCount;
    reference[patients] = average(responses.responses, row + responses.reference);
    comparator[patients] = average(responses.responses, row + responses.comparator);
    if (minus !== undefined) comparator[patients] -= under(minus.comparator, row) - under(minus.reference, row);
    if (Number.isFinite(reference[patients]) && Number.isFinite(comparator[patients])) patients++;
  }
  return { reference, comparator, patients };
}

function average(columns: readonly Float64Array[], row: number): number {
  let sum = 0;
  for (const column of columns) sum += column[row];
  return sum / columns.length;
}

function estimandOfOne(kind: string, reference: number, comparator: number): number {
  if (kind === 'mean-log-ratio') return reference > 0 && comparator > 0 ? Math.log(comparator) - Math.log(reference) : 0;
  if (kind === 'mean-log1p-ratio') return Math.log1p(comparator) - Math.log1p(reference);
  return comparator - reference;
}

function standardErrorOfMean(values: Float64Array): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

const populationWords: Readonly<Record<PlannedAnalysis['population'], string>> = {
  all: 'all eligible patients',
  completers: 'all eligible patients (nobody missing)',
  'placebo-responders': 'the eligible patients who respond under the reference',
};

function describe(analysis: PlannedAnalysis, words: string): string {
  const when = analysis.visits?.includes(analysis.visit) === false ? `averaged over ${analysis.visits.join(', ')}` : `at ${analysis.visit}`;
  return (
    `${words}; ${analysis.comparator} (comparator) against ${analysis.reference} (reference)${analysis.minus === undefined ? '' : `, less the difference ${analysis.minus.comparator} against ${analysis.minus.reference}`}, ${analysis.measure} of ${analysis.endpoint} ${when}, ` +
    `in ${populationWords[analysis.population]}, each treatment given first and with the same luck`
  );
}
