import { listedNames } from '../../text/listed-names.ts';
import { type ColumnNames, type ObservationColumn, observationColumns } from '../reading/observation-rows.ts';

/** What files call the columns, in small letters without blanks and signs, beside the standard names; `a`–`z` and digits only (assumed: what data managers write). */
const otherNames: Readonly<Record<ObservationColumn, readonly string[]>> = {
  trial: ['study', 'studyid', 'trialid'],
  subject: [
    'id',
    'subj',
    'subjid',
    'subjectid',
    'usubjid',
    'participant',
    'participantid',
    'patient',
    'patientid',
    'pat',
    'pid',
    'ptid',
    'recordid',
  ],
  sequence: ['seq', 'sequencegroup', 'seqgroup', 'trtseq', 'trtseqp', 'treatmentsequence'],
  period: ['per', 'aperiod', 'periodno', 'periodnumber', 'phase', 'session'],
  treatment: ['trt', 'treat', 'trta', 'trtp', 'arm', 'drug', 'condition', 'intervention', 'tx'],
  visit: ['avisit', 'visitday', 'visitname', 'timepoint', 'day', 'week', 'time'],
  hours: ['hour', 'hourspostdose'],
  endpoint: ['paramcd', 'param', 'parameter', 'outcome', 'scale', 'instrument', 'measure'],
  value: ['aval', 'score', 'response', 'result', 'total', 'totalscore', 'y', 'points'],
  baseline: ['base', 'bl', 'baselinevalue', 'baselinescore'],
};

/** The columns of a file by their roles. */
export interface ColumnRoles {
  /** What the file calls each column that it has. */
  readonly names: ColumnNames;
  /** What the user says. */
  readonly given: ColumnNames;
  /** The roles that were given by another name than the standard one, and not by the user. */
  readonly recognised: readonly ObservationColumn[];
  /** Roles for which several columns may stand, each a question. */
  readonly questions: readonly string[];
}

/** A name without what spelling adds: `Subject_ID` is `subjectid`. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** A role by any of its names, as in `--columns participant=…`; undefined where it is none. */
export function roleNamed(name: string): ObservationColumn | undefined {
  const plain = plainName(name);
  return observationColumns.find((role) => role === plain || otherNames[role].includes(plain));
}

/** Roles that every file has: which column they are has to be clear. */
const needed: readonly ObservationColumn[] = ['subject', 'period', 'treatment', 'value'];

/**
 * Which column of a file has which role: the one that the user names, else the one of the standard name, else the only one of another usual name.
 * @param given     what the user says
 * @param endpoint  that the user names: a column of its name has the values
 */
export function columnRoles(header: readonly string[], given: ColumnNames, endpoint?: string): ColumnRoles {
  const names: Partial<Record<ObservationColumn, string>> = { ...given };
  const recognised: ObservationColumn[] = [];
  const questions: string[] = [];
  for (const role of observationColumns) {
    if (names[role] !== undefined) continue;
    if (header.includes(role)) {
      names[role] = role;
      continue;
    }
    if (role === 'value' && endpoint !== undefined && header.includes(endpoint)) continue;
    const taken: readonly (string | undefined)[] = Object.values(given);
    const candidates = header.filter(
      (name) => !taken.includes(name) && (plainName(name) === role || otherNames[role].includes(plainName(name))),
    );
    if (candidates.length === 1) {
      names[role] = candidates[0];
      recognised.push(role);
    } else if (candidates.length > 1 && needed.includes(role)) {
      questions.push(`${listedNames(candidates)} may each be the ${role}: say which one, --columns ${role}=${candidates[0]}`);
    }
  }
  return { names, given, recognised, questions };
}

/** Whether a name is one of those that treatments have in a file. */
export function isTreatmentName(name: string): boolean {
  return name === 'treatment' || otherNames.treatment.includes(name);
}
