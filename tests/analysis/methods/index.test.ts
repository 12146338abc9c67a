import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { methods } from '../../../src/analysis/index.ts';

const folder = new URL('../../../src/analysis/methods/', import.meta.url);

it('the list of methods has every method file of the folder, and no other', () => {
  const files = readdirSync(folder).filter((file) => /: AnalysisMethod</.test(readFileSync(new URL(file, folder), 'utf8')));
  const names = files.map((file) => file.replace(/\.ts$/, ''));
  expect(names.sort()).toEqual(Object.keys(methods).sort());
});

it.each(Object.entries(methods))('the method %s calls itself by that name', (name, method) => {
  expect(method.kind).toBe(name);
});
