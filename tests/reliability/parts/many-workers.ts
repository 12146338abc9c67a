import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuiltProgram } from '../support/built-program.ts';
import type { Cases } from '../support/cases.ts';
import { writeScenarios } from '../support/small-scenarios.ts';
import { runProcess } from './processes.ts';

const WORKERS = 200;

/** Starts of a power run on two hundred threads: each gives what one thread gives. */
export async function manyWorkers(program: BuiltProgram, cases: Cases): Promise<void> {
  const folder = program.folder('workers');
  writeScenarios(folder);
  const power = async (workers: number, out: string) => {
    const words = ['power', 'normal.yaml', '--replicates', '6000', '--workers', String(workers), '--quiet', '--out', out];
    const { code, stderr } = await runProcess(program, words, { cwd: folder });
    return code === 0 ? readFileSync(join(folder, out, 'power.json'), 'utf8') : `exit code ${code}: ${stderr}`;
  };
  const expected = await power(1, 'one');
  for (const number of cases.numbers()) {
    const given = await power(WORKERS, `many-${number}`);
    if (given !== expected) cases.fail({ number, why: 'another end than on one thread', how: given.slice(0, 500) });
  }
  cases.notes.push(`${WORKERS} threads each`);
}
