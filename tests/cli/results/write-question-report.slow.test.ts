import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));
const lean = ['--replicates', '200', '--set', 'power.truthPatients=200', '--quiet', '--workers', '1'];
const uncertain = shipped('williams-2018.yaml');

it.each([
  [
    'sweep',
    ['power', shipped('gaussian-textbook.yaml'), '--vary', 'gaussian.difference=2,4,6'],
    'power.json',
    /From gaussian\.difference 2 to gaussian\.difference 6 power rises by/,
  ],
  [
    'tornado',
    ['power', uncertain, '--tornado', '--set', 'power.maxFailures=0.2'],
    'tornado.json',
    /Power depends most on dissociation\.frailtyCorrelation/,
  ],
  [
    'assurance',
    ['power', uncertain, '--assurance', '--set', 'uncertainty.draws=5'],
    'assurance.json',
    /Assurance, power averaged over the prior, is \d+\.\d/,
  ],
  [
    'comparison',
    [
      'compare',
      shipped('designs/fixed-order.yaml'),
      shipped('designs/four-condition.yaml'),
      '--worlds',
      shipped('worlds/tolerance.yaml'),
      shipped('worlds/full-block.yaml'),
    ],
    'comparison.json',
    /No design discriminates well between these worlds; four-condition comes nearest/,
  ],
])('the page that --report writes is that of the stored document: %s', async (name, words, stored, answer) => {
  const [html, out] = [join(folder, `${name}.html`), join(folder, name)];
  expect((await run(...words, ...lean, '--report', html, '--out', out)).exitCode).toBe(0);
  const text = readFileSync(html, 'utf8');
  expect(text.length).toBeLessThan(2_000_000);
  expect(text).not.toMatch(/<script|<link[^>]+href="http|src="http|@import/);
  expect(text).not.toMatch(/undefined|NaN|\[object/);
  const { document } = parseHTML(text);
  expect(document.querySelector('.answer')?.textContent).toMatch(answer);
  const sectionsIn = (part: string): string[] => [...document.querySelectorAll(`main > ${part} > section`)].map(({ id }) => id);
  expect(sectionsIn('.front').slice(0, 2)).toEqual(['answer', 'picture']);
  expect(sectionsIn('.front').at(-1)).toBe('limits');
  expect(sectionsIn('details#appendix')).toEqual(['assumptions', 'reproduce']);
  for (const figure of document.querySelectorAll('figure')) {
    expect(figure.querySelector('svg[role="img"]')?.getAttribute('aria-label')).toMatch(/^\S.*\. \S.*/s);
    expect(figure.querySelector('table')).not.toBeNull();
  }
  const again = join(folder, `${name}-again.html`);
  expect((await run('report', join(out, stored), '--out', again)).exitCode).toBe(0);
  const pictures = (page: string): string[] =>
    [...parseHTML(page).document.querySelectorAll('figure svg')].map(({ outerHTML }) => outerHTML);
  expect(pictures(readFileSync(again, 'utf8'))).toEqual(pictures(text));
});

it('a trial with interim analyses and adjustment for multiplicity has sections for both', async () => {
  const html = join(folder, 'interim.html');
  const holm = 'multiplicity={procedure: holm, analyses: [hamd17-change-day1, cadss-peak]}';
  await run('power', shipped('williams-2018-interim.yaml'), ...lean, '--set', holm, '--report', html);
  const { document } = parseHTML(readFileSync(html, 'utf8'));
  expect(document.querySelector('#interim')?.textContent).toMatch(/stops before the final analysis in 0\.\d+ ± 0\.\d+/);
  expect(document.querySelector('#multiplicity')?.textContent).toMatch(
    /By Holm’s procedure at a familywise level of 0\.05 at least one analysis succeeds/,
  );
});
