import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { AGREEMENT_FOLDER, type Agreement } from '../../docs/generators/validation/agreement-row.ts';

/** Notes a comparison for the validation book (`npm run docs:validation`). */
export function note(subject: string, figure: string, ours: number, reference: number, allowed: number): void {
  const folder = process.env[AGREEMENT_FOLDER];
  if (folder === undefined) return;
  const { testPath = '', currentTestName = '' } = expect.getState();
  const row: Agreement = {
    subject,
    file: testPath.replace(/^.*\/tests\//, 'tests/'),
    test: currentTestName,
    figure,
    reference,
    ours,
    allowed,
  };
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(row)}\n`);
}
