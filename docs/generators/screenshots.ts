import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** Screenshots of the report of the main scenario, light and dark, wide and narrow, and of the explorer, into docs/images/. */
const folder = mkdtempSync(join(tmpdir(), 'screenshots-'));
const program = (...args: string[]): string =>
  execFileSync('npx', ['tsx', 'src/cli/cli.ts', ...args], { encoding: 'utf8', maxBuffer: 1e8 });
const result = join(folder, 'power.json');
writeFileSync(result, program('power', 'scenarios/williams-2018.yaml', '--json', '--quiet'));
program('report', result, '--quiet');
mkdirSync('docs/images', { recursive: true });
program(
  'compare',
  ...['randomised-crossover', 'four-condition', 'parallel-groups', 'responder-enriched'].map((name) => `scenarios/designs/${name}.yaml`),
  '--worlds',
  ...['full-block', 'partial-block', 'naltrexone-dysphoria', 'placebo-blocked'].map((name) => `scenarios/worlds/${name}.yaml`),
  ...['--replicates', '2000', '--quiet', '--report', join(folder, 'comparison.html')],
);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const shots = [
  { name: 'report-light', colorScheme: 'light', width: 1280, height: 1000, section: 'answer' },
  { name: 'report-dark', colorScheme: 'dark', width: 1280, height: 1000, section: 'power-curve' },
  { name: 'report-patients', colorScheme: 'light', width: 1280, height: 1000, section: 'patients' },
  { name: 'report-narrow', colorScheme: 'light', width: 390, height: 844, section: 'answer' },
  { name: 'comparison', page: 'comparison', colorScheme: 'light', width: 1280, height: 900, section: 'picture' },
] as const;
for (const { name, colorScheme, width, height, section, ...other } of shots) {
  const page = await browser.newPage({ colorScheme, viewport: { width, height } });
  await page.goto(`file://${join(folder, 'page' in other ? `${other.page}.html` : 'power.html')}#${section}`);
  await page.screenshot({ path: `docs/images/${name}.png` });
  await page.close();
}
const page = join(folder, 'site');
execFileSync('npm', ['run', '--silent', 'site', '--', page]);
for (const [name, width, height] of [
  ['explorer-wide', 1920, 1080],
  ['explorer', 1280, 900],
  ['explorer-narrow', 390, 844],
] as const) {
  const view = await (await browser.newContext({ viewport: { width, height }, bypassCSP: true })).newPage();
  await view.goto(`file://${join(page, 'explorer.html')}#scenario=gaussian-textbook`);
  await view.waitForSelector('figure svg');
  await view.screenshot({ path: `docs/images/${name}.png` });
  await view.context().close();
}
await browser.close();
rmSync(folder, { recursive: true });
