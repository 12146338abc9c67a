import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { baseText, locateBase } from '../../src/cli/files/scenario-files.ts';
import { readEvidence } from '../../src/learning/read-evidence.ts';
import { learningReport } from '../../src/report/learning/learning-report.ts';
import { learned } from '../report/learning/learned.ts';

const executablePath = '/usr/bin/chromium';
/** Where the browser is absent the suite is shown as skipped. */
const present = existsSync(executablePath);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const program = (...args: string[]): string =>
  execFileSync(process.execPath, [inject('program'), ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

describe.skipIf(!present)('the report in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-browser-'));
  let browser: Browser;

  beforeAll(async () => {
    const result = join(folder, 'power.json');
    const quick = ['--replicates', '100', '--set', 'power.truthPatients=500', '--set', 'power.maxFailures=1', '--workers', '1'];
    writeFileSync(result, program('power', 'scenarios/williams-2018.yaml', ...quick, '--json', '--quiet'));
    program('report', result, '--workers', '1', '--quiet');
    const designs = ['fixed-order', 'four-condition'].map((name) => `scenarios/designs/${name}.yaml`);
    const worlds = ['tolerance', 'full-block'].map((name) => `scenarios/worlds/${name}.yaml`);
    program('compare', ...designs, '--worlds', ...worlds, '--replicates', '50', '--quiet', '--report', join(folder, 'comparison.html'));
    const path = 'scenarios/evidence/ketamine-naltrexone.yaml';
    const read = readEvidence({ path, text: readFileSync(path, 'utf8') }, { readFile: baseText, locate: locateBase });
    if ('problems' in read) throw new Error('the shipped evidence is at fault');
    const material = { evidence: read.evidence, learned, hash: 'f'.repeat(64), engine: { version: '0' }, command: 'crossover-sim learn' };
    writeFileSync(join(folder, 'learned.html'), learningReport(material).text);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function opened(colorScheme: 'light' | 'dark', width: number, name = 'power'): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' ? complaints.push(message.text()) : undefined));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => void (/^(file|data):/.test(request.url()) ? undefined : complaints.push(request.url())));
    await page.goto(`file://${join(folder, `${name}.html`)}`);
    return { page, complaints };
  }

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
    ['light', 820],
    ['light', 390, 'comparison'],
    ['dark', 820, 'comparison'],
    ['dark', 1280, 'comparison'],
    ['light', 390, 'learned'],
    ['dark', 820, 'learned'],
    ['dark', 1280, 'learned'],
  ] as const)(
    'the report opens %s at %i px without error or request, nothing wider than the page, WCAG AA',
    async (scheme, width, name?: string) => {
      const { page, complaints } = await opened(scheme, width, name);
      expect(complaints).toEqual([]);
      const sizes = await page.evaluate('[document.documentElement.scrollWidth, document.documentElement.clientWidth]');
      const [wide, room] = sizes as [number, number];
      expect(wide).toBeLessThanOrEqual(room);
      await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`);
      const [unfolded, space] = (await page.evaluate('[document.documentElement.scrollWidth, document.documentElement.clientWidth]')) as [
        number,
        number,
      ];
      expect(unfolded).toBeLessThanOrEqual(space);
      await page.evaluate(axe);
      const violations = await page.evaluate(
        `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200) + ' ' + nodes[0].failureSummary))`,
      );
      expect(violations).toEqual([]);
      await page.context().close();
    },
  );

  it('the report draws every picture, in other colours on a dark page', async () => {
    const backgrounds: unknown[] = [];
    for (const scheme of ['light', 'dark'] as const) {
      const { page } = await opened(scheme, 1280);
      const drawn = (await page.evaluate(
        `[...document.querySelectorAll('details')].forEach((each) => { each.open = true; }); [...document.querySelectorAll('figure svg')].map((svg) => { const box = svg.getBoundingClientRect(); return { width: box.width, height: box.height, marks: svg.querySelectorAll('path, rect, circle').length }; })`,
      )) as { width: number; height: number; marks: number }[];
      expect(drawn.length).toBeGreaterThan(10);
      for (const { width, height, marks } of drawn) expect(width > 300 && height > 80 && marks > 3).toBe(true);
      backgrounds.push(await page.evaluate('getComputedStyle(document.querySelector("figure svg")).backgroundColor'));
      await page.context().close();
    }
    expect(backgrounds[0]).not.toBe(backgrounds[1]);
  });

  it('the tables of a phone are blocks with a name before every value, and its pictures fit or say that they scroll', async () => {
    for (const name of ['power', 'comparison', 'learned']) {
      const { page } = await opened('light', 390, name);
      const found = (await page.evaluate(`(() => {
        for (const each of document.querySelectorAll('details')) each.open = true;
        const shown = (element) => getComputedStyle(element).display;
        const cells = [...document.querySelectorAll('table.folds td')].filter((cell) => cell.textContent !== '');
        const pictures = [...document.querySelectorAll('figure')].map((figure) => {
          const box = figure.querySelector('.picture');
          const cue = figure.querySelector('.cue');
          return { scrolls: box.scrollWidth > box.clientWidth + 1, says: cue !== null && shown(cue) !== 'none' };
        });
        return {
          cells: cells.length,
          unnamed: cells.filter((cell) => getComputedStyle(cell, '::before').content.length < 3 || shown(cell) === 'table-cell').length,
          cut: [...document.querySelectorAll('.scroll')].filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.ariaLabel),
          narrow: [...document.querySelectorAll('figure svg')].filter((svg) => svg.getBoundingClientRect().width < 330).length,
          silent: pictures.filter(({ scrolls, says }) => scrolls && !says).length,
        };
      })()`)) as { cells: number; unnamed: number; cut: string[]; silent: number; narrow: number };
      expect(found.cells).toBeGreaterThan(20);
      expect(found).toMatchObject({ unnamed: 0, cut: [], silent: 0, narrow: 0 });
      await page.context().close();
    }
  });

  it('the first page of a report is the whole answer, on a screen of 1280 px within two screens', async () => {
    const { page } = await opened('light', 1280);
    const front = (await page.evaluate(`(() => {
      const box = document.querySelector('.front').getBoundingClientRect();
      const right = Math.max(...[...document.querySelectorAll('.front > section')].map((each) => each.getBoundingClientRect().right));
      return { height: box.height, empty: (box.right - right) / box.width };
    })()`)) as { height: number; empty: number };
    expect(front.height).toBeLessThan(1800);
    expect(front.empty).toBeLessThan(0.01);
    await page.context().close();
  });

  it.each(['power', 'comparison'])(
    'the report %s prints on at most six A4 pages, the answer on the first, and its appendix only when open',
    async (name) => {
      const { page } = await opened('dark', 1280, name);
      const pages = async (): Promise<number> => {
        const pdf = await page.pdf({ preferCSSPageSize: true });
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
        return pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
      };
      const folded = await pages();
      expect(folded).toBeGreaterThan(1);
      expect(folded).toBeLessThanOrEqual(6);
      await page.evaluate(`document.querySelector('#appendix').open = true`);
      expect(await pages()).toBeGreaterThan(folded + 1);
      await page.evaluate(`document.querySelector('#appendix').remove(); document.querySelector('.body').remove()`);
      expect(await pages()).toBe(1);
      await page.context().close();
    },
  );
});
