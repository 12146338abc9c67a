import { assigned, codesOf, protocol, required, text, type CdiscRecord, type CdiscVariable } from '../dataset.ts';
import type { CdiscSubject, CdiscTrial } from '../trial.ts';

/** Identifiers of a domain with subjects. */
export function subjectColumns(domain: string): CdiscVariable[] {
  return [
    text('STUDYID', 'Study Identifier', protocol, required),
    text('DOMAIN', 'Domain Abbreviation', assigned, { codes: codesOf([domain]), ...required }),
    text('USUBJID', 'Unique Subject Identifier', assigned, required),
  ];
}

/** Their values. */
export function subjectCells({ studyId }: CdiscTrial, domain: string, { uniqueId }: CdiscSubject): CdiscRecord {
  return { STUDYID: studyId, DOMAIN: domain, USUBJID: uniqueId };
}

/** Identifiers of a domain about the trial. */
export function trialColumns(domain: string): CdiscVariable[] {
  return subjectColumns(domain).slice(0, 2);
}

/** Their values. */
export function trialCells({ studyId }: CdiscTrial, domain: string): CdiscRecord {
  return { STUDYID: studyId, DOMAIN: domain };
}
