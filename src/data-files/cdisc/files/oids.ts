import type { CdiscDataset, CdiscVariable } from '../dataset.ts';
import type { CdiscTrial } from '../trial.ts';

/** Identifier of the one version of a study's metadata. */
export const STUDY_VERSION_OID = 'MDV.1';

/** Identifier of a study in Define-XML and Dataset-JSON. */
export function studyOid({ studyId }: CdiscTrial): string {
  return `STDY.${studyId}`;
}

/** Identifier of a variable. */
export function itemOid({ name }: CdiscDataset, variable: CdiscVariable): string {
  return `IT.${name}.${variable.name}`;
}

/** Longest text of a variable, at least 1. @param place  of the variable in its dataset */
export function lengthOf({ rows }: CdiscDataset, place: number): number {
  return rows.reduce((most, row) => Math.max(most, String(row[place] ?? '').length), 1);
}
