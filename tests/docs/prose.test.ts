import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Longest line of prose, in characters. */
const MAX_LINE = 100;
/** Most words of the README, outputs included. */
const MAX_README_WORDS = 900;
/** Pages whose lines come from elsewhere: docstrings of `src`, or the pipelines of a guide. */
const others = ['docs/validation.md'];

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  '.github/SECURITY.md',
  'scenarios/README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.startsWith('api'))
    .map((path) => `docs/${path}`),
].filter((page) => !others.includes(page));

const withoutBlocks = (text: string): string =>
  text
    .replaceAll(/<!-- ([\w-]+)[^>]*: made by [\s\S]*?<!-- end of [^>]*-->/g, '')
    .replaceAll(/^````[\s\S]*?^````$/gm, (block) => block.replaceAll(/[^\n]/g, ''))
    .replaceAll(/^( *)```[\s\S]*?^\1```/gm, (block) => block.replaceAll(/[^\n]/g, ''));

/** Lines of prose of a page with their numbers: no code, no tables, no comments, no pictures, and links without their targets. */
function prose(text: string): { line: string; number: number }[] {
  return withoutBlocks(text)
    .split('\n')
    .map((line, index) => ({ line: line.replaceAll(/\]\([^)]*\)/g, ']'), number: index + 1 }))
    .filter(({ line }) => !/^( {4}|\||<!--|!\[)/.test(line));
}

it.each(pages)('lines of prose in %s end at a hundred characters', (page) => {
  const long = prose(readFileSync(page, 'utf8')).filter(({ line }) => [...line].length > MAX_LINE);
  expect(long.map(({ line }) => line)).toEqual([]);
});

describe('the README', () => {
  const text = readFileSync('README.md', 'utf8');

  it('the README is short', () => {
    const words = text.trim().split(/\s+/);
    expect(words.length).toBeLessThanOrEqual(MAX_README_WORDS);
  });

  it('the README begins with the two commands, and shows what they print', () => {
    expect(text.indexOf('npm start\nnpm test')).toBeGreaterThan(0);
    expect(text).toContain('<!-- output of: npm start -->');
  });
});
