import { armsOf, treatmentsOf, type Arm, type Treatment } from '../arms.ts';
import { codesOf, copyOf, derived, required, text, yesOrNo, type CdiscRecord, type CdiscVariable } from '../dataset.ts';
import type { CdiscSubject, CdiscTrial } from '../trial.ts';

/** Flags of the populations: who was randomised, who was given a treatment, who completed. */
export function populationFlags({ periods, withdrawal }: CdiscSubject): { ITTFL: string; SAFFL: string; COMPLFL: string } {
  return { ITTFL: 'Y', SAFFL: periods.length > 0 ? 'Y' : 'N', COMPLFL: withdrawal === undefined ? 'Y' : 'N' };
}

/** Sequence given, as far as it was given. */
export function actualSequence({ periods }: CdiscSubject, arm: Arm): string | null {
  if (periods.length === arm.conditions.length) return arm.name;
  return periods.length === 0 ? null : periods.map(({ condition }) => condition).join('-');
}

/** Variables of a subject that every analysis dataset carries. */
export function carriedVariables(trial: CdiscTrial): CdiscVariable[] {
  const arms = codesOf(armsOf(trial).map(({ name }) => name));
  return [
    text('STUDYID', 'Study Identifier', copyOf('ADSL.STUDYID'), required),
    text('USUBJID', 'Unique Subject Identifier', copyOf('ADSL.USUBJID'), required),
    text('SUBJID', 'Subject Identifier for the Study', copyOf('ADSL.SUBJID'), required),
    text('TRTSEQP', 'Planned Sequence of Treatments', copyOf('ADSL.TRTSEQP'), { codes: arms }),
    text('TRTSEQA', 'Actual Sequence of Treatments', copyOf('ADSL.TRTSEQA')),
    text('ITTFL', 'Intent-To-Treat Population Flag', copyOf('ADSL.ITTFL'), yesOrNo),
    text('SAFFL', 'Safety Population Flag', copyOf('ADSL.SAFFL'), yesOrNo),
    text('COMPLFL', 'Completers Population Flag', copyOf('ADSL.COMPLFL'), yesOrNo),
  ];
}

/** Their values. */
export function carriedValues({ studyId }: CdiscTrial, subject: CdiscSubject, arm: Arm): CdiscRecord {
  return {
    ...{ STUDYID: studyId, USUBJID: subject.uniqueId, SUBJID: subject.id, TRTSEQP: arm.name, TRTSEQA: actualSequence(subject, arm) },
    ...populationFlags(subject),
  };
}

/** Variables of the treatment of a row's period. */
export function treatmentVariables(treatments: readonly Treatment[]): CdiscVariable[] {
  const names = codesOf(treatments.map(({ name }) => name));
  const numbers = treatments.map(({ name, number }) => [number, name] as const);
  const given = derived('TRTP where the period was given, which is as planned');
  return [
    text('TRTP', 'Planned Treatment', derived('Condition of the period in the planned sequence'), { codes: names, ...required }),
    { ...text('TRTPN', 'Planned Treatment (N)', derived('Number of TRTP')), type: 'integer', codes: numbers },
    text('TRTA', 'Actual Treatment', given, { codes: names }),
    { ...text('TRTAN', 'Actual Treatment (N)', derived('Number of TRTA')), type: 'integer', codes: numbers },
  ];
}

/** Their values. */
export function treatmentValues(trial: CdiscTrial, condition: string): CdiscRecord {
  const number = treatmentsOf(trial).find(({ name }) => name === condition)?.number ?? null;
  return { TRTP: condition, TRTPN: number, TRTA: condition, TRTAN: number };
}
