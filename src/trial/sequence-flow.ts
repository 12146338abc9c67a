import { withdrawalReasons } from './participant-flow.ts';
import type { Sequence } from './sequence.ts';
import type { TrialGenerator } from './trial-generator.ts';

/** Patients lost after a period, and why. */
export interface Loss {
  /** From 1. */
  readonly period: number;
  readonly reason: string;
  readonly patients: number;
}

/** How many patients of one sequence reached each stage. */
export interface SequenceFlow {
  readonly sequence: string;
  /** Its treatments by period; none where several sequences are taken together. */
  readonly treatments: Sequence['treatments'];
  readonly assigned: number;
  /** Patients who were given each period's treatment. */
  readonly perPeriod: readonly number[];
  readonly losses: readonly Loss[];
  readonly completed: number;
}

/** Participant flow of one simulated trial. */
export interface TrialFlow {
  /** What the trial is called, as in its data files. */
  readonly name: string;
  readonly screened: number;
  readonly notEligible: number;
  readonly randomised: number;
  readonly sequences: readonly SequenceFlow[];
}

/**
 * Participant flow of the trial generated last by sequence, as CONSORT asks of crossovers.
 * @see Dwan et al. (2019) CONSORT 2010 statement: extension to randomised crossover trials. BMJ 366:l4378, DOI 10.1136/bmj.l4378
 */
export function sequenceFlows({ data, records }: TrialGenerator): SequenceFlow[] {
  return data.sequences.map(({ name, treatments }, code) => {
    const subjects = Array.from({ length: data.subjectCount }, (_, subject) => subject).filter(
      (subject) => data.sequence[subject] === code,
    );
    const perPeriod = Array.from(
      { length: data.periodCount },
      (_, period) => subjects.filter((subject) => records.periodsGiven[subject] > period).length,
    );
    const losses = perPeriod.flatMap((_, place) =>
      withdrawalReasons.slice(1).flatMap((reason, position) => {
        const lost = (subject: number): boolean =>
          records.periodsGiven[subject] === place + 1 && records.withdrawal[subject] === position + 1;
        const patients = subjects.filter(lost).length;
        return patients > 0 ? [{ period: place + 1, reason, patients }] : [];
      }),
    );
    const completed = subjects.filter((subject) => records.withdrawal[subject] === 0).length;
    return { sequence: name, treatments, assigned: subjects.length, perPeriod, losses, completed };
  });
}
