import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneArm, twoStudies } from '../learning/small-evidence.ts';

/** Where Slurm is not installed the suite is shown as skipped. */
const present = ['slurmctld', 'slurmd', 'munged'].every((name) => existsSync(`/usr/sbin/${name}`)) && existsSync('/usr/bin/sbatch');
const lab = '/tmp/crossover-slurm-lab';
const cli = resolve('dist/cli/cli.js');

describe.skipIf(!present)('learning over a real Slurm', () => {
  const root = mkdtempSync(join(tmpdir(), "crossover-learning-it's-"));
  const environment = { ...process.env, SLURM_LAB_DIR: lab, SLURM_CONF: join(lab, 'slurm.conf'), SLURM_LAB_TIMEOUT: '10' };
  const shell = (command: string): string => execFileSync('bash', ['-c', command], { encoding: 'utf8', env: environment });
  const program = (...words: string[]) => spawnSync(process.execPath, [cli, ...words], { encoding: 'utf8', env: environment });

  beforeAll(() => void shell('bash tests/slurm/slurm-up.sh'));
  afterAll(() => {
    shell('SLURM_LAB_PURGE=1 bash tests/slurm/slurm-down.sh');
    rmSync(root, { recursive: true });
  });

  it('a plan of power --learning sends the shards that are missing, and its answer is that of the command alone', () => {
    const scenario = join(root, 'plan.yaml');
    writeFileSync(
      scenario,
      `extends: ${resolve('scenarios/gaussian-textbook.yaml')}
uncertainty:
  priors: { gaussian.difference: { distribution: normal, mean: 3, sd: 1, source: assumed } }
`,
    );
    const asked = [scenario, '--learning', '--parameter', 'gaussian.difference', '--threshold', '2.5', '--replicates', '100'];
    const [here, there] = ['here', 'there'].map((name) => join(root, name));
    const alone = program('power', ...asked, '--out', here, '--quiet');
    expect(alone.status).toBe(0);
    expect(program('plan', ...asked, '--out', there).stdout).toContain('300 shards');
    // Most of them are there already: every task begins a process of its own.
    const shards = readdirSync(join(here, 'shards')).sort();
    expect(shards).toHaveLength(300);
    for (const name of shards.slice(6)) writeFileSync(join(there, 'shards', name), readFileSync(join(here, 'shards', name)));
    const { status, stdout } = program('submit', there, '--wait');
    expect([status, /sent \d+ of \d+ shards/.exec(stdout)?.[0]]).toEqual([0, 'sent 6 of 300 shards']);
    const answer = readFileSync(join(there, 'learning.json'), 'utf8');
    expect(answer).toBe(readFileSync(join(here, 'learning.json'), 'utf8'));
    expect(program('merge', there).stdout).toBe(alone.stdout);
  });

  it('several tasks of an array learn in one folder, with the answer of one process', () => {
    const evidence = join(root, 'small.yaml');
    const priors = 'parameters: { response.benefit: { distribution: beta, alpha: 2, beta: 2, source: assumed } }\n';
    writeFileSync(evidence, `name: small\n${oneArm}${priors}${twoStudies}`);
    const [alone, shared] = ['alone', 'shared'].map((name) => join(root, name));
    expect(program('learn', evidence, '--out', alone, '--quiet').status).toBe(0);
    const command = `${process.execPath} ${cli} learn "${evidence}" --workers 1 --quiet --out "${shared}"`;
    shell(`cd "${root}" && sbatch --wait --array=1-3 --output=task-%a.log --wrap '${command.replaceAll("'", `'\\''`)}'`);
    for (const name of ['learning.json', 'posterior.json'])
      expect(readFileSync(join(shared, name), 'utf8')).toBe(readFileSync(join(alone, name), 'utf8'));
    for (const task of [1, 2, 3]) expect(readFileSync(join(root, `task-${task}.log`), 'utf8')).toContain('posterior of small');
    expect(program('plan', evidence, '--for', 'learn', '--out', join(root, 'none')).status).toBe(2);
    expect(program('submit', shared)).toMatchObject({ status: 2, stderr: expect.stringContaining('learn') as string });
  });
});
