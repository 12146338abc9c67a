import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { run, shipped } from '../command-line.ts';
import { fakeSlurm } from './fake-slurm.ts';

const { root, bin, played, fake, called, planned } = fakeSlurm();

describe('submit', () => {
  it('submit sends exactly what is missing or damaged as one array, and a merge that runs whatever becomes of it', async () => {
    fake('sbatch', '42');
    fake('scontrol', 'MaxArraySize = 1001');
    const folder = await planned(6);
    await run('run-shard', folder, '1', '4');
    const shard = join(folder, 'shards', 'cell0-0000000500-0000001000.json');
    writeFileSync(shard, readFileSync(shard, 'utf8').slice(0, 100));
    const { exitCode, stdout } = await run('submit', folder, '--sbatch', '--partition=short --time=30');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('sent 5 of 6 shards (0-3,5) as job 42, merge as job 42');
    const [array, merge] = called('sbatch');
    expect(array).toMatch(
      /^sbatch --parsable --partition=short --time=30 --array=0-3,5 --job-name=crossover-[0-9a-f]{12} .*run-shard\.sh$/,
    );
    expect(merge).toMatch(/--dependency=afterany:42 --job-name=crossover-[0-9a-f]{12}-merge .*merge\.sh$/);
    const script = readFileSync(join(folder, 'slurm', 'run-shard.sh'), 'utf8');
    expect(script).toMatch(/^#!\/bin\/bash\n#SBATCH --job-name=crossover-[0-9a-f]{12}\n/);
    expect(script).toMatch(/run-shard '.*run \d+' "\$SLURM_ARRAY_TASK_ID" --quiet/);
  });

  it('submit run again resumes: with every shard there only a lost merge is sent, and then nothing', async () => {
    fake('sbatch', '7');
    const folder = await planned(2);
    await run('run-shard', folder, '0', '1');
    expect((await run('submit', folder)).stdout).toContain('every shard is there: merge is job 7');
    await run('merge', folder);
    expect((await run('submit', folder)).stdout).toContain('nothing to do');
    expect(called('sbatch')).toHaveLength(1);
  });

  it('submit refuses more shards than an array takes before anything is sent, and names the fix', async () => {
    fake('sbatch', '1');
    fake('scontrol', 'MaxArraySize            = 4');
    const { exitCode, stderr } = await run('submit', await planned(6));
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /6 shards, and this Slurm takes arrays up to index 3 \(MaxArraySize\): plan again with --shard-trials 1000 or more/,
    );
    expect(called('sbatch')).toEqual([]);
  });

  it('submit refuses more studies than an array takes, of which larger shards would not make fewer', async () => {
    fake('scontrol', 'MaxArraySize            = 2');
    const folder = join(root, 'sweep');
    const words = ['--vary', 'gaussian.difference=2,3,4', '--set', 'power.truthPatients=100', '--replicates', '500'];
    await run('plan', shipped('gaussian-textbook.yaml'), ...words, '--out', folder);
    const { exitCode, stderr } = await run('submit', folder);
    const message = `${folder} has 3 shards, and this Slurm takes arrays up to index 1 (MaxArraySize): its 3 studies have a shard each at least, so ask about fewer in one folder, or compute them otherwise: crossover-sim emit parallel ${folder}\n`;
    expect([exitCode, stderr]).toEqual([2, message]);
    expect(called('sbatch')).toEqual([]);
  });

  it('submit says what is wrong where there is no Slurm, where it refuses, and with a template that runs nothing', async () => {
    const folder = await planned(1);
    process.env.PATH = '/nowhere';
    expect((await run('submit', folder)).stderr).toMatch(/cannot run sbatch: .*emit parallel DIR/);
    process.env.PATH = `${bin}:/usr/bin:/bin`;
    fake('sbatch', '', 1);
    expect((await run('submit', folder)).stderr).toMatch(/sbatch refused/);
    const template = join(root, 'template.sh');
    writeFileSync(template, '#!/bin/bash\necho nothing\n');
    expect((await run('submit', folder, '--template', template)).stderr).toMatch(/expected \{\{run\}\}/);
    writeFileSync(template, '#!/bin/bash\n#SBATCH --mem=1G\nsrun {{run}}\n');
    process.env.PATH = `${bin}:/usr/bin:/bin`;
    fake('sbatch', '9');
    expect((await run('submit', folder, '--template', template)).exitCode).toBe(0);
    expect(readFileSync(join(folder, 'slurm', 'run-shard.sh'), 'utf8')).toMatch(/^srun .* run-shard .*"\$SLURM_ARRAY_TASK_ID"/m);
  });

  it('submit sends again what lies in the folder and is of another run', async () => {
    fake('sbatch', '1');
    const [folder, other] = [await planned(2), join(root, 'another seed')];
    const words = ['plan', shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--seed', 'another'];
    await run(...words, '--replicates', '1000', '--shard-trials', '500', '--out', other);
    for (const each of [folder, other]) await run('run-shard', each, '0');
    const name = join('shards', 'cell0-0000000000-0000000500.json');
    writeFileSync(join(folder, name), readFileSync(join(other, name), 'utf8'));
    expect((await run('status', folder)).stdout).toContain('foreign: 0\n');
    expect((await run('submit', folder)).stdout).toContain('sent 2 of 2 shards (0-1) as job 1');
  });
});

it('power --executor slurm plans and sends in one', async () => {
  fake('sbatch', '11');
  const folder = join(root, 'elsewhere');
  const words = ['power', shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--executor', 'slurm'];
  const { stdout, exitCode } = await run(...words, '--replicates', '3000', '--shards', '3', '--out', folder);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('3 shards of up to 1000 trials');
  expect(called('sbatch')[0]).toContain('--array=0-2');
  expect((await run(...words, '--shards', 'few', '--out', join(root, 'x'))).stderr).toMatch(/--shards: expected a whole number/);
  expect((await run(...words)).stderr).toMatch(/--executor: say with --out/);
});

describe('power --executor slurm --wait', () => {
  /** An sbatch that computes at once what it is sent, as a cluster would; a merge is sent last. */
  function computingSlurm(): void {
    played(
      'sbatch',
      `for script; do :; done
if [[ "$*" == *--array=0-2* ]]; then for i in 0 1 2; do SLURM_ARRAY_TASK_ID=$i bash "$script" > /dev/null; done; else bash "$script" > /dev/null; fi
echo 5
`,
    );
    fake('scontrol', 'MaxArraySize = 1001');
    fake('squeue', '');
    process.argv[1] = inject('program');
    process.execArgv = [];
  }
  const [argument, options] = [process.argv[1], process.execArgv];
  afterEach(() => {
    process.argv[1] = argument;
    process.execArgv = options;
  });
  const words = ['power', shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--replicates', '1500'];

  it('power --executor slurm --wait gives what the same command gives on one machine, document, decision and exit code', async () => {
    computingSlurm();
    const [here, there] = [join(root, 'here'), join(root, 'there')];
    const alone = await run(...words, '--out', here, '--require', '0.2', '--json');
    const sent = await run(...words, '--out', there, '--require', '0.2', '--json', '--executor', 'slurm', '--shards', '3', '--wait');
    expect([sent.exitCode, sent.stderr]).toEqual([alone.exitCode, expect.stringContaining('sent 3 of 3 shards')]);
    const { replicates, requirement } = JSON.parse(sent.stdout) as { replicates: number; requirement: { power: number } };
    expect([replicates, requirement.power]).toEqual([1500, 0.2]);
    const plain = join(root, 'plain');
    await run(...words, '--out', plain);
    expect(readFileSync(join(there, 'power.json'), 'utf8')).toBe(readFileSync(join(plain, 'power.json'), 'utf8'));
  });

  it('power --executor slurm names at once every option that cannot go with it, and every one that goes only with it', async () => {
    const elsewhere = [...words, '--executor', 'slurm', '--mcse', '0.01', '--report', 'x.html', '--json'];
    const { exitCode, stderr, stdout } = await run(...elsewhere.filter((word) => word !== '--replicates' && word !== '1500'));
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr.match(/^--\w+/gm)).toEqual(['--executor', '--mcse', '--json', '--report']);
    const alone = await run(...words, '--shards', '3', '--wait');
    expect(alone.stderr.match(/^--\w+: goes with --executor/gm)).toHaveLength(2);
  });

  it('power --executor slurm --wait ends with what is held, instead of waiting for ever', { timeout: 20_000 }, async () => {
    fake('sbatch', '5');
    fake('squeue', '5_0|PENDING|(launch failed requeued held)\n6|PENDING|(Dependency)');
    const { exitCode, stderr } = await run('submit', await planned(1), '--wait');
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/what is left in the queue is held[\s\S]*a node could not start it/);
  });
});

it('an interrupted wait leaves the jobs alone and says how to look at them and how to end them', async () => {
  fake('sbatch', '5');
  fake('squeue', '5_0|RUNNING|None');
  const waiting = run('submit', await planned(1), '--wait');
  while (called('squeue').length < 2) await new Promise((done) => setTimeout(done, 20));
  process.emit('SIGINT');
  const { exitCode, stderr } = await waiting;
  expect([exitCode, stderr]).toEqual([130, expect.stringMatching(/the jobs go on: crossover-sim status .*scancel --name=crossover-/)]);
});

it('a result of fewer trials than are planned now is not the result', async () => {
  fake('sbatch', '7');
  const folder = await planned(1);
  await run('run-shard', folder, '0');
  expect((await run('status', folder)).stdout).toMatch(/no result yet: crossover-sim merge/);
  await run('merge', folder);
  expect((await run('status', folder)).stdout).toContain(`result: ${join(folder, 'power.json')}`);
  const words = ['plan', shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--replicates', '1000'];
  await run(...words, '--shard-trials', '500', '--out', folder);
  await run('run-shard', folder, '1');
  expect((await run('submit', folder)).stdout).toContain('every shard is there: merge is job 7');
  await run('merge', folder);
  expect((await run('submit', folder)).stdout).toContain('nothing to do');
});

it('a merge that is refused after the shards were sent says what was sent', async () => {
  played('sbatch', 'case "$*" in *afterany*) echo limit reached >&2; exit 1;; esac\necho 12\n');
  const { exitCode, stderr } = await run('submit', await planned(1));
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/the shards were sent as job 12, the merge after them was not: sbatch refused: limit reached; submit again/);
});

it('a submission while tasks of the run are in the queue says so', async () => {
  fake('sbatch', '8');
  fake('squeue', '7_0|RUNNING|None\n7_1|PENDING|Priority');
  expect((await run('submit', await planned(2))).stderr).toMatch(/2 tasks of this run are still in the queue \(7_0\)/);
});

it('job scripts stand with a folder of any name', async () => {
  fake('sbatch', '8');
  const folder = join(root, 'it\'s 100 %a "run"');
  await run('plan', shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--replicates', '500', '--out', folder);
  expect((await run('submit', folder)).exitCode).toBe(0);
  const script = readFileSync(join(folder, 'slurm', 'run-shard.sh'), 'utf8');
  expect(script).toContain('#SBATCH --output="');
  expect(script).toContain(`it's 100 %%a \\"run\\"/slurm/shard-%a.log"`);
});

it('the site’s options are split as a shell does, and those that are not the user’s are refused at once', async () => {
  fake('sbatch', '8');
  const folder = await planned(2);
  const site = ['--sbatch', '--comment="two words" --constraint=a|b'];
  expect((await run('submit', folder, ...site, '--at-once', '1')).exitCode).toBe(0);
  expect(called('sbatch')[0]).toContain('--comment=two words --constraint=a|b --array=0-1%1 --job-name=');
  const { exitCode, stderr } = await run('submit', folder, '--sbatch', '--array=%1 -J x --test-only --error=e.log --export=ALL --time=5');
  expect(exitCode).toBe(2);
  expect(stderr.match(/^--sbatch \S+/gm)).toEqual([
    '--sbatch --array=%1:',
    '--sbatch -J:',
    '--sbatch --test-only:',
    '--sbatch --error=e.log:',
  ]);
  expect(stderr).toContain('--at-once N');
  expect((await run('submit', folder, '--sbatch', '--comment="one')).stderr).toMatch(/expected options with every quote closed/);
  expect((await run('submit', folder, '--at-once', '0')).stderr).toMatch(/--at-once: expected a whole number from 1, got 0/);
});

it('a template keeps a path with any signs, and the jobs their name and log', async () => {
  fake('sbatch', '8');
  const folder = await planned(1, "cost$' $$ $&");
  const template = join(root, 'site.sh');
  writeFileSync(template, '#!/bin/bash\n{{run}}\necho done here\n');
  await run('submit', folder, '--template', template);
  const lines = readFileSync(join(folder, 'slurm', 'run-shard.sh'), 'utf8').split('\n');
  expect(lines[1]).toContain(`cost$'"'"' $$ $&' "$SLURM_ARRAY_TASK_ID"`);
  expect(lines[2]).toBe('echo done here');
  expect(called('sbatch')[0]).toMatch(/--job-name=crossover-[0-9a-f]{12} --output=.*shard-%a\.log/);
});

it('two folders of one study have jobs of other names, and a folder keeps its name', async () => {
  fake('sbatch', '8');
  const [one, two] = [await planned(1), await planned(2)];
  for (const folder of [one, two, one]) await run('submit', folder);
  const [first, , second, , again] = called('sbatch').map((call) => /--job-name=(\S+)/.exec(call)?.[1]);
  expect(second).not.toBe(first);
  expect(again).toBe(first);
  expect(readFileSync(join(one, 'slurm', 'job-name'), 'utf8')).toBe(`${first}\n`);
});

it('a path that Slurm cannot take is refused before anything is written', async () => {
  fake('sbatch', '8');
  const { exitCode, stderr } = await run('submit', await planned(1, 'back\\slash'));
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/backslash|line break/)]);
  expect(called('sbatch')).toEqual([]);
});

it('what was sent keeps its parts when the same command is given again, and is not cut anew while it is in the queue', async () => {
  fake('sbatch', '8');
  fake('squeue', '');
  const folder = join(root, 'again');
  const words = ['power', shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--replicates', '2000'];
  const send = (...more: string[]) => run(...words, '--executor', 'slurm', '--out', folder, ...more);
  expect((await send('--shards', '4')).stdout).toContain('4 shards of up to 500 trials');
  expect((await send()).stdout).toContain('4 shards of up to 500 trials');
  expect((await send('--shards', '2')).stderr).toMatch(/were sent or finished before and keep their 500 trials/);
  fake('squeue', '8_0|RUNNING|None');
  const cut = () => run('plan', ...words.slice(1), '--shard-trials', '1000', '--out', folder);
  expect((await cut()).stderr).toMatch(/1 tasks .* are in the queue, cut into 500 trials: scancel them first/);
  fake('squeue', '');
  expect((await cut()).stdout).toContain('2 shards of up to 1000 trials');
});

it('--shards auto gives no more shards than there are trials', { timeout: 30_000 }, async () => {
  fake('sbatch', '8');
  const words = ['power', shipped('gaussian-textbook.yaml'), '--set', 'power.truthPatients=100', '--executor', 'slurm'];
  const { stdout } = await run(...words, '--replicates', '1200', '--out', join(root, 'auto'));
  expect(stdout).toContain('1 shards of up to 1500 trials');
  const large = await run(...words, '--replicates', '1000000000', '--out', join(root, 'large'));
  expect(large.stdout).toContain('shards of up to 20000000 trials');
});
