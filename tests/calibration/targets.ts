import type { AcceptanceRow, Measured } from '../../src/evidence/acceptance-row.ts';
import { acceptanceTable } from '../../src/evidence/acceptance-table.ts';

/** A row of the acceptance table that is fitted; a miss is counted in the published standard errors. */
export type Target = AcceptanceRow & { readonly published: Measured };

export const targets: readonly Target[] = acceptanceTable.filter(
  (row): row is Target => row.use === 'fitted' && row.published !== undefined,
);
