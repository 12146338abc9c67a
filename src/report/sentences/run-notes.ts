import type { ReportedResult } from '../../power/characteristics/power-result.ts';
import type { Study } from '../../study/study.ts';

/** What must be known of each analysis to read its figures, one line each. */
export function notesText({ analyses }: ReportedResult): string[] {
  return Object.entries(analyses).flatMap(([name, { notes = [] }]) => notes.map((note) => `${name}: ${note}`));
}

/** What the power of an analysis is, and what it is by itself, in a trial with interim analyses or with analyses judged together. */
export function unadjustedWords(study: Pick<Study, 'interim' | 'multiplicity'>): string {
  return `${asRunWords(study)} · by itself: at its own alpha on all participants; true effect, bias and what follows are of that estimate`;
}

/** What the power of an analysis is in such a trial. */
export function asRunWords({ interim, multiplicity }: Pick<Study, 'interim' | 'multiplicity'>): string {
  const run = [
    ...(interim === undefined
      ? []
      : [
          `with its interim analyses (${interim.analysis} succeeds by its stopping boundaries, the others in the participants randomised when the trial stops)`,
        ]),
    ...(multiplicity === undefined ? [] : [`after adjustment by ${multiplicity.procedure} (${multiplicity.analyses.join(', ')})`]),
  ].join(' and ');
  return `power, the claim and requirements are of the trial as it is run, ${run}`;
}
