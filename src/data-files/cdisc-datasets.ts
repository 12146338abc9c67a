/**
 * Simulated trials in the forms of CDISC: analysis datasets (ADaM) and tabulations (SDTM) as pure tables, and the files that they are written to.
 */
import { adae } from './cdisc/adam/adae.ts';
import { adpc } from './cdisc/adam/adpc.ts';
import { adqs } from './cdisc/adam/adqs.ts';
import { adsl } from './cdisc/adam/adsl.ts';
import type { CdiscDataset } from './cdisc/dataset.ts';
import type { CdiscStandard } from './cdisc/files/standard.ts';
import { ae } from './cdisc/sdtm/ae.ts';
import { dm } from './cdisc/sdtm/dm.ts';
import { ds } from './cdisc/sdtm/ds.ts';
import { ex } from './cdisc/sdtm/ex.ts';
import { pc } from './cdisc/sdtm/pc.ts';
import { qs } from './cdisc/sdtm/qs.ts';
import { rs } from './cdisc/sdtm/rs.ts';
import { se } from './cdisc/sdtm/se.ts';
import { sv } from './cdisc/sdtm/sv.ts';
import { ti } from './cdisc/sdtm/ti.ts';
import { ta, te } from './cdisc/sdtm/trial-arms.ts';
import { tv } from './cdisc/sdtm/trial-visits.ts';
import { ts } from './cdisc/sdtm/ts.ts';
import type { CdiscTrial } from './cdisc/trial.ts';

/** The datasets of each standard by the names of their files. A dataset is one function and one entry here. */
const makers: Readonly<Record<CdiscStandard, Readonly<Record<string, (trial: CdiscTrial) => CdiscDataset>>>> = {
  adam: { adsl, adqs, adae, adpc },
  sdtm: { dm, ex, ae, ds, rs, qs, pc, sv, se, ta, te, tv, ti, ts },
};

/** Names of all datasets that a standard has here, in small letters. */
export const datasetNames = (standard: CdiscStandard): string[] => Object.keys(makers[standard]);

/** The datasets of a trial in one of the standards; those without rows are left out. */
export function cdiscDatasets(trial: CdiscTrial, standard: CdiscStandard): CdiscDataset[] {
  return Object.values(makers[standard])
    .map((make) => make(trial))
    .filter(({ rows }) => rows.length > 0);
}
