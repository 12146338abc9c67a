import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs, {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { assertWholeSet } from '../../../src/cli/files/file-set.ts';
import { OutputFile, writeOutput } from '../../../src/cli/files/output-file.ts';
import { createTemporary, leftovers, newOwner } from '../../../src/cli/files/temporary-file.ts';
import { writeTogether } from '../../../src/cli/files/write-together.ts';
import { emptyFolder, run } from '../command-line.ts';

const root = emptyFolder();
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
function fresh(): string {
  const folder = join(root, `f${folders++}`);
  mkdirSync(folder);
  return folder;
}
const onPosix = process.platform !== 'win32';

describe.skipIf(!onPosix)('an output goes where its name leads', () => {
  it('a link stays a link, and what it leads to is written, through several links too', () => {
    const folder = fresh();
    writeFileSync(join(folder, 'target'), 'old');
    symlinkSync('target', join(folder, 'link'));
    symlinkSync(join(folder, 'link'), join(folder, 'link to link'));
    writeOutput(join(folder, 'link to link'), 'new');
    expect(lstatSync(join(folder, 'link to link')).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('new');
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it('a link that leads nowhere is named, and one that leads to itself', async () => {
    const folder = fresh();
    symlinkSync('nowhere', join(folder, 'dangling'));
    symlinkSync('circle', join(folder, 'circle'));
    for (const [name, reason] of [
      ['dangling', `it is a symbolic link to ${join(fs.realpathSync(folder), 'nowhere')}, where there is no file`],
      ['circle', 'its symbolic links lead back to themselves'],
    ]) {
      const { exitCode, stderr } = await run('schema', '--out', join(folder, name));
      expect([exitCode, stderr]).toEqual([2, `cannot write ${join(folder, name)}: ${reason}\n`]);
    }
    expect(readdirSync(folder).sort()).toEqual(['circle', 'dangling']);
  });

  it('a file that is replaced keeps its mode, and is never more open meanwhile', () => {
    const path = join(fresh(), 'secret');
    writeFileSync(path, 'old');
    chmodSync(path, 0o600);
    const file = new OutputFile(path);
    const [temporary] = readdirSync(join(path, '..')).filter((name) => name.endsWith('.tmp'));
    expect(statSync(join(path, '..', temporary)).mode & 0o777).toBe(0o600);
    file.write('new');
    file.publish();
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['new', 0o600]);
    chmodSync(path, 0o664);
    writeOutput(path, 'newer');
    expect(statSync(path).mode & 0o777).toBe(0o664);
  });

  it('a named pipe is written through and stays one', async () => {
    const path = join(fresh(), 'pipe');
    execFileSync('mkfifo', [path]);
    const reader = spawn('cat', [path], { stdio: ['ignore', 'pipe', 'ignore'] });
    let read = '';
    reader.stdout.on('data', (text: Buffer) => (read += text.toString()));
    const ended = once(reader, 'close');
    writeOutput(path, 'through the pipe'); // small enough for the buffer of a pipe
    await ended;
    expect(read).toBe('through the pipe');
    expect(lstatSync(path).isFIFO()).toBe(true);
  });

  it('a named pipe that nobody reads is refused after a while, and stays one', () => {
    const path = join(fresh(), 'pipe');
    execFileSync('mkfifo', [path]);
    expect(() => writeOutput(path, 'text')).toThrow(`cannot write ${path}: it is a pipe that nobody reads`);
    expect(lstatSync(path).isFIFO()).toBe(true);
  }, 20_000);

  it('a device is written through and stays one', () => {
    writeOutput('/dev/null', 'text');
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
    if (existsSync('/dev/full')) expect(() => writeOutput('/dev/full', 'text')).toThrow('cannot write /dev/full: the disk is full');
    const own = join(fresh(), 'null');
    if (spawnSync('mknod', [own, 'c', '1', '3']).status !== 0) return; // only root may
    writeOutput(own, 'text');
    expect(lstatSync(own).isCharacterDevice()).toBe(true);
  });

  it('a socket is refused and stays one', async () => {
    const path = join(fresh(), 'socket');
    const server = createServer().listen(path);
    await once(server, 'listening');
    expect(() => writeOutput(path, 'text')).toThrow(`cannot write ${path}: it is a socket, not a file`);
    expect(lstatSync(path).isSocket()).toBe(true);
    server.close();
  });

  it('a temporary file has a name that nobody can foretell, and is not opened where there is something', () => {
    const folder = fresh();
    const [one, two] = [createTemporary(folder), createTemporary(folder)];
    expect(one.path).not.toBe(two.path);
    expect(one.path).toMatch(/\.crossover-sim-\w+-[0-9a-f]{8}-\d+-[0-9a-f]{16}\.tmp$/);
    expect(newOwner()).not.toBe(newOwner());
  });
});

describe('leftovers', () => {
  it('what dead processes left is removed by the next run in that folder; what living ones and people wrote is not', () => {
    const folder = fresh();
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const owner = newOwner();
    const named = (name: string): string => join(folder, `.crossover-sim-${name}.tmp`);
    const names = {
      dead: named(owner.replace(`-${process.pid}-`, `-${dead}-`)),
      alive: named(owner.replace(`-${process.pid}-`, `-${process.ppid}-`)),
      elsewhere: named(owner.replace(/^.*?-[0-9a-f]{8}-/, 'otherhost-01234567-')),
      forgotten: named(owner.replace(/^.*?-[0-9a-f]{8}-\d+/, 'otherhost-01234567-7')),
      mine: join(folder, 'notes.tmp'),
    };
    for (const path of Object.values(names)) writeFileSync(path, '');
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
    utimesSync(names.forgotten, twoDaysAgo, twoDaysAgo);
    const expected = existsSync('/proc/self/ns/pid') ? [names.dead, names.forgotten] : [names.forgotten];
    expect(leftovers(folder).sort()).toEqual(expected.sort());
    writeOutput(join(folder, 'out'), 'text');
    expect(existsSync(names.dead)).toBe(!existsSync('/proc/self/ns/pid'));
    expect([names.alive, names.elsewhere, names.mine].map((path) => existsSync(path))).toEqual([true, true, true]);
  });
});

describe('files that belong together', () => {
  const { renameSync } = fs;
  afterEach(() => {
    fs.renameSync = renameSync;
    syncBuiltinESMExports();
  });
  /** Lets renames fail from the n-th on, as they are not done by a process that was killed. */
  function dieAtRename(n: number): void {
    let count = 0;
    fs.renameSync = (from, to) => {
      if (++count >= n) throw Object.assign(new Error(), { code: 'EIO' });
      renameSync(from, to);
    };
    syncBuiltinESMExports();
  }
  const names = ['a.csv', 'b.csv', 'c.csv', 'd.csv'];
  const contents = (folder: string, text: string) => names.map((name) => ({ path: join(folder, name), content: text }));
  const readIn = (folder: string): string[] => names.map((name) => readFileSync(join(folder, name), 'utf8'));

  it.each([1, 2, 3, 4, 5])('a set of files whose writer dies at rename %i is the old one or the new one for whoever reads it', (rename) => {
    const folder = fresh();
    writeTogether(contents(folder, 'old'));
    dieAtRename(rename);
    expect(() => writeTogether(contents(folder, 'new'))).toThrow(/^cannot write .*: the disk or the network failed$/);
    fs.renameSync = renameSync;
    syncBuiltinESMExports();
    assertWholeSet(join(folder, 'b.csv'));
    expect(readIn(folder)).toEqual(names.map(() => (rename === 1 ? 'old' : 'new')));
    expect(readdirSync(folder).sort()).toEqual(names);
  });

  it('a set is finished before another is written over it', () => {
    const folder = fresh();
    writeTogether(contents(folder, 'old'));
    dieAtRename(3);
    expect(() => writeTogether(contents(folder, 'new'))).toThrow();
    fs.renameSync = renameSync;
    syncBuiltinESMExports();
    writeTogether(contents(folder, 'newest').slice(0, 2));
    expect(readIn(folder)).toEqual(['newest', 'newest', 'new', 'new']);
    expect(readdirSync(folder).sort()).toEqual(names);
  });

  it('one file that cannot be written leaves all as they were', () => {
    const folder = fresh();
    writeTogether(contents(folder, 'old'));
    mkdirSync(join(folder, 'e.csv'));
    expect(() => writeTogether([...contents(folder, 'new'), { path: join(folder, 'e.csv'), content: 'new' }])).toThrow('it is a folder');
    expect(readIn(folder)).toEqual(names.map(() => 'old'));
    expect(readdirSync(folder).sort()).toEqual([...names, 'e.csv']);
  });

  it.each([
    ['a path', [{ to: '../victim' }]],
    ['a hidden file', [{ to: '.bashrc' }]],
    ['a file that is not temporary', [{ from: 'victim', to: 'a.csv' }]],
    ['no list', {}],
  ])('a list that a stranger left, with %s, is refused', (_, list) => {
    const folder = fresh();
    writeFileSync(join(folder, '..', 'victim'), 'kept');
    writeFileSync(join(folder, 'victim'), 'kept');
    writeFileSync(join(folder, 'a.csv'), 'text');
    writeFileSync(join(folder, '.crossover-sim-set.json'), JSON.stringify(list));
    expect(() => assertWholeSet(join(folder, 'a.csv'))).toThrow(/^cannot read .*is not of this program: remove it\)$/);
    expect(readFileSync(join(folder, '..', 'victim'), 'utf8')).toBe('kept');
    expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('kept');
  });

  it('a lock of a dead process holds nobody up', () => {
    const folder = fresh();
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(folder, '.crossover-sim-lock'), newOwner().replace(`-${process.pid}-`, `-${dead}-`));
    writeTogether(contents(folder, 'new'));
    expect(readdirSync(folder).sort()).toEqual(names);
  }, 20_000);

  it.each([
    ['whole', (owner: string) => owner],
    ['cut short', (owner: string) => owner.slice(0, 5)],
    ['empty', () => ''],
  ])('a lock of a dead process goes with the next file that is written beside it, though its text is %s', (_, textOf) => {
    const folder = fresh();
    const dead = spawnSync('true').pid;
    writeFileSync(join(folder, '.crossover-sim-lock'), textOf(newOwner().replace(`-${process.pid}-`, `-${dead}-`)));
    writeOutput(join(folder, 'file'), 'new');
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it('hard links to a file that is replaced keep its old content', () => {
    const folder = fresh();
    writeTogether(contents(folder, 'old'));
    linkSync(join(folder, 'a.csv'), join(folder, 'kept'));
    writeTogether(contents(folder, 'new'));
    expect(readFileSync(join(folder, 'kept'), 'utf8')).toBe('old');
  });
});
