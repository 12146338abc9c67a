import { execFileSync } from 'node:child_process';
import { closeSync, copyFileSync, mkdirSync, openSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadStudy } from '../../../src/cli/arguments/load-study.ts';
import { readBounded, sizeText } from '../../../src/cli/files/read-bounded.ts';
import { makePlan } from '../../../src/cli/shards/plan.ts';
import { ResultsFolder } from '../../../src/cli/shards/results-folder.ts';
import { shardName, shardText } from '../../../src/cli/shards/shard-file.ts';
import { shardsOf } from '../../../src/cli/shards/plan.ts';
import { emptyTally } from '../../../src/power/simulation/tally.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const limit = { what: 'notes', bytes: 100, wayOut: 'write less' };

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

function pipe(name: string): string {
  execFileSync('mkfifo', [join(folder, name)]);
  return join(folder, name);
}

function link(name: string, to: string): string {
  symlinkSync(to, join(folder, name));
  return join(folder, name);
}

const fifo = pipe('fifo.yaml');
const zero = link('zero.yaml', '/dev/zero');

/** Everything that reads a file a user names. */
const reading = ['validate', 'describe', 'power', 'analyze', 'report', 'reproduce'];

describe.each(reading)('%s reads regular files only', (command) => {
  it.each([
    ['a named pipe, which nobody writes to', fifo, 'it is a named pipe, not a regular file'],
    ['a device, which never ends', '/dev/zero', 'it is a device, not a regular file'],
    ['a link to a device', zero, 'it is a device, not a regular file'],
  ])('a command refuses at once %s', async (_, path, message) => {
    const { exitCode, stdout, stderr } = await run(command, path);
    expect([exitCode, stdout, stderr]).toEqual([2, '', `cannot read ${path}: ${message}\n`]);
  });
});

describe('what a scenario extends', () => {
  const extending = (name: string): Promise<{ exitCode: number; stderr: string }> =>
    run('validate', file('own.yaml', `extends: ${name}\nmodel: gaussian\n`));

  it.each([
    ['a named pipe', 'fifo.yaml', 'it is a named pipe, not a regular file'],
    ['a link to a device', 'zero.yaml', 'only files that end in .yaml, .yml or .json are extended, and it is a link to /dev/zero'],
    ['a device', '/dev/zero', 'only files that end in .yaml, .yml or .json are extended'],
    ['a file of the machine', '/etc/passwd', 'only files that end in .yaml, .yml or .json are extended'],
  ])('a scenario cannot extend %s', async (_, name, message) => {
    const { exitCode, stderr } = await extending(name);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^.*own\.yaml:1:10 extends: expected a readable scenario file, got /);
    expect(stderr).toContain(`: ${message}\n`);
  });

  it('a link cannot make a scenario of another file', async () => {
    link('shadow.yaml', file('shadow', 'root:secret:1:0\n'));
    const { stderr } = await extending('shadow.yaml');
    expect(stderr).toContain(`are extended, and it is a link to ${join(folder, 'shadow')}`);
    expect(stderr).not.toContain('secret');
  });

  it('a link to a scenario is followed', async () => {
    copyFileSync(shipped('gaussian-textbook.yaml'), join(folder, 'real.yaml'));
    link('linked.yaml', 'real.yaml');
    expect((await extending('linked.yaml')).exitCode).toBe(0);
  });
});

describe('the size of a file', () => {
  it('a file of the limit is read, and one that is larger is refused with the limit and the way out', () => {
    expect(readBounded(file('at', 'x'.repeat(100)), limit)).toHaveLength(100);
    expect(() => readBounded(file('above', 'x'.repeat(101)), limit)).toThrow(
      'it is larger than 100 bytes, the limit for notes; write less',
    );
  });

  it('a file that says it is smaller than it is, is not believed', () => {
    expect(() => readBounded('/proc/self/maps', limit)).toThrow('it is larger than 100 bytes');
  });

  it('a scenario and a table are refused with the limits of their kinds', async () => {
    const large = file('large.yaml', `about: ${'x'.repeat(250_000)}`);
    expect(await run('validate', large)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(`cannot read ${large}: it is larger than 250 kB, the limit for scenario files; `) as string,
    });
  });

  it('sizes are told in the largest unit that they fill', () => {
    expect([0, 999, 1000, 250_000, 1.5e9, 2e15].map(sizeText)).toEqual(['0 bytes', '999 bytes', '1 kB', '250 kB', '1.5 GB', '2000 TB']);
  });
});

it('a file that this process was given open is read as one: a shell hands over pipes so', async () => {
  const table = file('table.csv', 'subject,period,treatment,value\n1,1,A,1\n1,2,B,3\n2,1,B,5\n2,2,A,2\n3,1,A,2\n3,2,B,6\n');
  const descriptor = openSync(table, 'r');
  try {
    const { exitCode, stdout } = await run('analyze', `/dev/fd/${descriptor}`, '--reference', 'A', '--method', 'paired-t');
    expect([exitCode, stdout.includes('B minus A')]).toEqual([0, true]);
  } finally {
    closeSync(descriptor);
  }
});

describe('a shard', () => {
  const path = join(folder, 'run');
  const { study } = loadStudy('gaussian-textbook', { replicates: 500, participants: 8, set: ['power.truthPatients=100'] });
  const results = ResultsFolder.prepare(path, makePlan([study]));
  const [shard] = shardsOf(results.plan);
  const place = join(path, 'shards', shardName(shard));
  const put = (blocks: readonly unknown[]): void => {
    rmSync(place, { force: true });
    writeFileSync(place, shardText(results.hash, shard, { blocks: blocks as [] }));
  };
  const tally = { ...emptyTally(study), trials: 500 };

  it('a shard that is a named pipe or a link to a device is refused by every command that reads shards', async () => {
    mkdirSync(join(path, 'shards'), { recursive: true });
    for (const make of [() => execFileSync('mkfifo', [place]), () => symlinkSync('/dev/zero', place)]) {
      rmSync(place, { force: true });
      make();
      for (const command of ['status', 'merge'])
        expect(await run(command, path)).toMatchObject({
          exitCode: 2,
          stderr: expect.stringContaining(`cannot read ${place}: it is a `) as string,
        });
    }
    expect(readdirSync(join(path, 'shards'))).toHaveLength(1);
  });

  it.each([
    ['no blocks', []],
    ['a block of nothing', [null]],
    ['a block without analyses', [{ ...tally, analyses: [] }]],
    ['a block with a word for a number', [{ ...tally, claims: 'all' }]],
    ['a block without its flow', [{ ...tally, flow: null }]],
  ])('a shard with a right checksum and %s is corrupt', (_, blocks) => {
    put(blocks);
    expect(results.state(shard)).toBe('corrupt');
  });

  it('a shard with the tally of its trials is finished', () => {
    put([tally]);
    expect(results.state(shard)).toBe('finished');
  });
});
