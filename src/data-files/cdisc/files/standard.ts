/** The two standards, as `--format` names them. */
export const cdiscStandards = ['adam', 'sdtm'] as const;
export type CdiscStandard = (typeof cdiscStandards)[number];

/** Forms of a dataset's file, as `--as` names them. */
export const cdiscForms = ['csv', 'json', 'xpt'] as const;
export type CdiscForm = (typeof cdiscForms)[number];
