import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { emptyFolder, run } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const pilot = at('pilot.csv');
writeFileSync(
  pilot,
  [
    'Patient;Period;Treatment;Score',
    '1;1;placebo;20,5\n1;2;Drug A;15\n2;1;Drug A;12\n2;2;placebo;18,25\n3;1;placebo;22\n3;2;Drug A;14',
    '4;1;Drug A;10\n4;2;placebo;11\n5;1;placebo;25\n5;2;Drug A;21\n6;1;Drug A;16\n6;2;placebo;19\n7;1;placebo;16\n',
  ].join('\n'),
);

it('a scenario from a pilot says what was estimated and assumed, and power runs from it', async () => {
  const file = at('next.yaml');
  const made = await run('init', file, '--from', pilot);
  expect(made).toMatchObject({ exitCode: 0, stderr: expect.stringContaining(`Read ${pilot}: long layout`) as string });
  expect(made.stdout).toContain('from 6 of 7 participants: difference -4.63 (SE 0.962), SD of paired differences 2.36');
  const text = readFileSync(file, 'utf8');
  for (const line of [
    '# Estimated from the 6 participants with values of both periods (3 had placebo first, 3 Drug-A):',
    '# The treatment Drug A is called Drug-A.',
    '  participants: 7 # as in the data: change it to the number that you plan',
    '  difference: -4.625 # Drug-A - placebo, adjusted for period; SE 0.9619',
    '    sdDifference: 2.356 # SD of the difference between two periods of a participant, on 4 degrees of freedom',
    '  betweenPeriods: 0.1429 # 1 of 7 participants lack a value of one period or more; all taken as lost between the periods',
  ])
    expect(text).toContain(`${line}\n`);
  expect((await run('validate', file)).exitCode).toBe(0);
  const power = await run('power', file, '--replicates', '100', '--set', 'uncertainty.draws=10', '--assurance', '--json');
  expect(power.exitCode).toBe(0);
});

it('the difference and its standard error are those of the crossover t test', async () => {
  const { stdout } = await run('analyze', pilot, '--json');
  const { estimate, standardError } = JSON.parse(stdout) as { estimate: number; standardError: number };
  const text = readFileSync(at('next.yaml'), 'utf8');
  expect(text).toContain(
    `difference: ${Number(estimate.toPrecision(4))} # Drug-A - placebo, adjusted for period; SE ${Number(standardError.toPrecision(4))}`,
  );
});

it('the number of participants and the treatments may be said', async () => {
  const made = await run('init', at('other.yaml'), '--from', pilot, '--participants', '40', '--treatments', 'Drug A,placebo');
  expect(made.exitCode).toBe(0);
  const text = readFileSync(at('other.yaml'), 'utf8');
  expect(text).toContain('participants: 40 # as asked');
  expect(text).toContain('difference: 4.625 # placebo - Drug-A');
});

it('what data cannot say is refused with the cure', async () => {
  const one = at('one.csv');
  writeFileSync(one, 'subject,period,treatment,value\n1,1,a,5\n1,2,b,6\n2,1,a,7\n2,2,b,9\n');
  expect(await run('init', at('x.yaml'), '--from', one)).toMatchObject({
    exitCode: 2,
    stderr: '--treatments: the treatments are a, b; name the reference and the other, --treatments a,b\n',
  });
  expect(await run('init', at('x.yaml'), '--from', one, '--treatments', 'a,b')).toMatchObject({
    exitCode: 4,
    stderr: expect.stringContaining('no complete subject had the comparator first: treatment cannot be separated from period') as string,
  });
  expect((await run('init', at('x.yaml'), '--from', pilot, '--sd', '5')).stderr).toContain('leave out --sd');
  expect((await run('init', at('x.yaml'), '--sd', '5', '--decimal', ',')).stderr).toContain('--decimal: only with --from');
  expect((await run('init', at('x.yaml'), '--sd', '5', '--visit', 'day1')).stderr).toContain(
    '--visit (or with --mechanistic): only with --from',
  );
});
