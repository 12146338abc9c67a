import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { longest } from '../set-up/longest-first.ts';

it('every file that starts before the others is there', () => {
  const files = new Set(readdirSync('tests', { recursive: true, encoding: 'utf8' }).map((path) => basename(path)));
  expect(longest.filter((name) => !files.has(name))).toEqual([]);
});
