import { describe, expect, it } from 'vitest';
import { codeOf, importsOf, sourceFiles } from './source-files.ts';

/** architecture: what each room may import besides itself. `type:` allows types only. */
const row0 = ['random', 'statistics', 'parameters'];
const model = ['population', 'pharmacology', 'response', 'outcomes', 'design'];
const below5 = [...row0, ...model, 'trial', 'analysis', 'power', 'evidence'];
const edges = ['scenario', 'export', 'report'];
const allowed: Readonly<Record<string, readonly string[]>> = {
  random: [],
  statistics: [],
  parameters: [],
  ...Object.fromEntries(model.map((room) => [room, row0])),
  trial: [...model, ...row0],
  // Beside power: the acceptance table simulates the model to hold it against published figures. Nothing below the edges reads it.
  evidence: ['trial', 'analysis', ...model, ...row0],
  analysis: ['statistics', 'parameters', 'random', 'type:trial'],
  power: ['trial', 'analysis', 'statistics', 'random', 'parameters', 'type:design'],
  ...Object.fromEntries(edges.map((room) => [room, [...below5, 'type:scenario']])),
  commands: [...below5, ...edges],
  'cli.ts': ['commands', ...below5, ...edges],
  'index.ts': ['commands', ...below5, ...edges],
  'start.ts': ['cli.ts'],
};
/** `trial-data.ts` is the one contract of the trial that an analysis may also use as code: the name of a column. */
const shared = ['../trial/trial-data.ts'];

const files = sourceFiles.filter(({ room }) => room !== 'cli.ts');
const shell = ['commands', 'cli.ts', 'start.ts'];

it('every room is in the table of who may import whom', () => {
  expect([...new Set(sourceFiles.map(({ room }) => room))].filter((room) => !Object.hasOwn(allowed, room))).toEqual([]);
});

it('rooms import from lower rows only', () => {
  const forbidden = sourceFiles.flatMap((file) =>
    importsOf(file)
      .filter(({ room, target, typeOnly }) => {
        if (room === undefined || room === file.room || shared.includes(target)) return false;
        return !allowed[file.room].includes(room) && !(typeOnly && allowed[file.room].includes(`type:${room}`));
      })
      .map(({ target }) => `${file.path} imports ${target}`),
  );
  expect(forbidden).toEqual([]);
});

it('an analysis cannot see the truth', () => {
  const seeing = sourceFiles
    .filter(({ room }) => room === 'analysis')
    .flatMap((file) => importsOf(file).filter(({ target }) => /truth|potential|generator|patient/.test(target)));
  expect(seeing).toEqual([]);
});

it('only the shell touches files, processes and threads', () => {
  const touching = sourceFiles
    .filter(({ room }) => !shell.includes(room))
    .flatMap((file) => importsOf(file).filter(({ target }) => target.startsWith('node:') || ['piscina', 'yargs'].includes(target)));
  expect(touching).toEqual([]);
});

describe('no clock, no unkeyed randomness, no console', () => {
  it.each(['Math.random', 'Date.now', 'new Date', 'performance.now', 'console.', 'process.', 'setTimeout'])(
    'no code below the shell uses %s',
    (word) => {
      const using = files.filter(({ room }) => !shell.includes(room)).filter((file) => codeOf(file).includes(word));
      expect(using.map(({ path }) => path)).toEqual([]);
    },
  );

  it('no code uses Math.random anywhere', () => {
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
  const vague = /(^|[/-])(utils?|helpers?|managers?|types?|constants?|misc|common)\.ts$/;
  expect(sourceFiles.filter(({ path }) => vague.test(path)).map(({ path }) => path)).toEqual([]);
});

it('nothing is left unfinished or silenced', () => {
  const marks = /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|expect-error|nocheck)|eslint-disable/;
  expect(sourceFiles.filter(({ text }) => marks.test(text)).map(({ path }) => path)).toEqual([]);
  expect(sourceFiles.filter((file) => /(\bas|[:<]) any\b/.test(codeOf(file))).map(({ path }) => path)).toEqual([]);
});
