import { describe, expect, it } from 'vitest';
import { doors } from '../library/doors.ts';
import { commandLineRooms, rooms } from './rooms.ts';
import { codeOf, cyclesOf, importsOf, sourceFiles } from './source-files.ts';

const order = Object.keys(rooms);
const model = ['outcomes', 'response', 'pharmacology', 'population', 'design'];
/** `trial-data.ts` is the one contract of the trial that an analysis may also use as code: the name of a column. */
const contract = 'trial/trial-data.ts';
const belowTheCommandLine = sourceFiles.filter(({ room }) => room !== 'cli');
/** What has no people in front of it: neither the command line nor the page. */
const belowTheShell = belowTheCommandLine.filter(({ room }) => room !== 'explorer');

it('every room of src is in the list of rooms, and every room of the list exists', () => {
  expect([...new Set(sourceFiles.map(({ room }) => room))].sort()).toEqual([...order].sort());
});

it('a room imports from the rooms below it only', () => {
  const upwards = sourceFiles.flatMap((file) =>
    importsOf(file)
      .filter(({ room }) => room !== undefined && order.indexOf(room) < order.indexOf(file.room))
      .map(({ target }) => `${file.path} imports ${target}`),
  );
  expect(upwards).toEqual([]);
});

it('the rooms of the model do not know one another', () => {
  const sideways = sourceFiles
    .filter(({ room }) => model.includes(room))
    .flatMap((file) => importsOf(file).filter(({ room }) => room !== undefined && room !== file.room && model.includes(room)));
  expect(sideways).toEqual([]);
});

it('a room inside the command line imports from the rooms below it only', () => {
  const inside = Object.keys(commandLineRooms);
  const roomOf = (path: string): string => path.split('/').slice(1, -1).at(-1) ?? '';
  const files = sourceFiles.filter(({ path }) => path.startsWith('cli/') && path.split('/').length > 2);
  expect([...new Set(files.map(({ path }) => roomOf(path)))].sort()).toEqual([...inside].sort());
  const upwards = files.flatMap((file) =>
    importsOf(file)
      .filter(({ path }) => path?.startsWith('cli/') && inside.indexOf(roomOf(path)) < inside.indexOf(roomOf(file.path)))
      .map(({ target }) => `${file.path} imports ${target}`),
  );
  expect(upwards).toEqual([]);
});

it('no files import each other in a cycle, types included', () => {
  const edges = new Map(sourceFiles.map((file) => [file.path, importsOf(file).flatMap(({ path }) => (path === undefined ? [] : [path]))]));
  expect(cyclesOf(edges)).toEqual([]);
});

it('no folders beside each other import each other in a cycle', () => {
  const edges = new Map<string, string[]>();
  for (const file of sourceFiles) {
    if (file.folder === file.room) continue; // what stands at the top of a room may be above or below its folders
    const targets = importsOf(file).flatMap(({ path }) => {
      const folder = path?.slice(0, path.lastIndexOf('/'));
      return folder === undefined || folder === file.folder || !folder.includes('/') || !folder.startsWith(`${file.room}/`) ? [] : [folder];
    });
    edges.set(file.folder, [...(edges.get(file.folder) ?? []), ...targets]);
  }
  expect(cyclesOf(edges)).toEqual([]);
});

it('WebAssembly is reached through one file, and trials side by side by the pipeline of a compiled study alone', () => {
  const reaching = sourceFiles.filter((file) => /\bglobalThis\b.*WebAssembly/.test(codeOf(file))).map(({ path }) => path);
  expect(reaching).toEqual(['vectors/instance.ts']);
  const asking = sourceFiles.filter((file) => /\.seek\b/.test(codeOf(file))).map(({ path }) => path);
  expect(asking).toEqual(['power/replicates/side-by-side.ts', 'trial/gaussian/gaussian-generator.ts']);
});

it('an analysis reads types of a trial only, and cannot see the truth', () => {
  const imports = sourceFiles.filter(({ room }) => room === 'analysis').flatMap((file) => importsOf(file));
  expect(imports.filter(({ room, path, typeOnly }) => room === 'trial' && !typeOnly && path !== contract)).toEqual([]);
  expect(imports.filter(({ target }) => /truth|potential|generator|patient/.test(target))).toEqual([]);
});

it('what needs Node lies under src/cli; everything else runs in a browser', () => {
  const touching = belowTheCommandLine.flatMap((file) =>
    importsOf(file).filter(({ target }) => target.startsWith('node:') || ['piscina', 'yargs'].includes(target)),
  );
  expect(touching).toEqual([]);
});

it('a folder holds at most 20 files', () => {
  const count = new Map<string, number>();
  for (const { folder } of sourceFiles) count.set(folder, (count.get(folder) ?? 0) + 1);
  expect([...count].filter(([, files]) => files > 20)).toEqual([]);
});

it('a file of more than 200 lines says in a comment why it is longer than other files', () => {
  const long = sourceFiles.filter(({ text }) => text.trimEnd().split('\n').length > 200);
  expect(long.filter(({ text }) => !/longer than other files/i.test(text)).map(({ path }) => path)).toEqual([]);
});

it('the explorer and the command line do not know one another, and the explorer imports the public doors only', () => {
  const open = doors.map(({ file }) => file.replace(/^src\//, ''));
  const inside = sourceFiles
    .filter(({ room }) => room === 'explorer')
    .flatMap((file) => importsOf(file).filter(({ room, path }) => room !== undefined && room !== 'explorer' && !open.includes(path ?? '')));
  expect(inside).toEqual([]);
  expect(sourceFiles.filter((file) => file.room === 'cli' && importsOf(file).some(({ room }) => room === 'explorer'))).toEqual([]);
});

describe('no clock, no unkeyed randomness, no console', () => {
  it.each(['Math.random', 'Date.now', 'new Date', 'performance.now', 'console.', 'process.', 'setTimeout'])(
    '%s below the shell',
    (word) => {
      const using = belowTheShell.filter((file) => codeOf(file).includes(word));
      expect(using.map(({ path }) => path)).toEqual([]);
    },
  );

  it('Math.random anywhere', () => {
    expect(sourceFiles.filter((file) => codeOf(file).includes('Math.random')).map(({ path }) => path)).toEqual([]);
  });
});

it('no file is longer than 300 lines, and half of them are shorter than 100', () => {
  const lines = sourceFiles.map(({ path, text }) => ({ path, length: text.split('\n').length - 1 }));
  expect(lines.filter(({ length }) => length > 300)).toEqual([]);
  const sorted = lines.map(({ length }) => length).sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(100);
});

it('files are named after what they hold', () => {
  const vague = /(^|[/-])(utils?|helpers?|managers?|types?|constants?|misc|common)\.tsx?$/;
  expect(sourceFiles.filter(({ path }) => vague.test(path)).map(({ path }) => path)).toEqual([]);
});

it('nothing is left unfinished or silenced', () => {
  const marks = /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|expect-error|nocheck)|eslint-disable/;
  expect(sourceFiles.filter(({ text }) => marks.test(text)).map(({ path }) => path)).toEqual([]);
  expect(sourceFiles.filter((file) => /(\bas|[:<]) any\b/.test(codeOf(file))).map(({ path }) => path)).toEqual([]);
});
