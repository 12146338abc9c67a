import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from 'playwright-core';

/**
 * Measures the explorer in Chromium beside the command line, one after the other, and prints the tables of
 * docs/how-to/explorer.md: npx tsx docs/generators/explorer-figures.ts
 */
const site = mkdtempSync(join(tmpdir(), 'explorer-'));
execFileSync('npm', ['run', '--silent', 'site', '--', site]);
const assets = readdirSync(join(site, 'assets')).map((name) => join(site, 'assets', name));
const first = [join(site, 'index.html'), ...assets.filter((path) => !/written-answers|posteriors/.test(path))];
const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
const zipped = (paths: readonly string[]): number => paths.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0);
const rows: string[][] = [
  ['hosted page, first load, gzip', kilobytes(zipped(first))],
  ['hosted page, loaded later, gzip', kilobytes(zipped(assets.filter((path) => !first.includes(path))))],
  ['single file', kilobytes(statSync(join(site, 'explorer.html')).size)],
];

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Milliseconds in the page until an expression holds. @param first  what is done at their beginning */
const until = (page: Page, holds: string, first = ''): Promise<number> =>
  page.evaluate(
    `new Promise((done) => { const began = performance.now(); ${first} const look = () => (${holds}) ? done(performance.now() - began) : setTimeout(look, 4); look(); })`,
  );

for (const name of process.argv.includes('--changes') ? [] : ['gaussian-textbook', 'williams-2018']) {
  const opening: number[] = [];
  const changing: number[] = [];
  const rates: number[] = [];
  for (let time = 0; time < 3; time++) {
    const page = await (await browser.newContext({ bypassCSP: true })).newPage();
    await page.addInitScript(
      `new MutationObserver(() => { if (document.querySelector('#power') !== null) window.shown ??= performance.now(); }).observe(document, { subtree: true, childList: true })`,
    );
    await page.goto(`file://${site}/explorer.html#scenario=${name}`);
    await page.waitForFunction('window.shown');
    opening.push(await page.evaluate('window.shown'));
    await until(page, `document.querySelector('#answer caption')?.textContent === '10000 of 10000 replicates'`);
    changing.push(
      await until(
        page,
        `document.querySelector('.headline').textContent.includes(', 26 patients')`,
        `const field = document.getElementById('design.participants'); field.value = '26'; field.dispatchEvent(new Event('input', { bubbles: true }));`,
      ),
    );
    await until(page, `document.querySelector('#answer caption').textContent === '10000 of 10000 replicates'`);
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download power.json', exact: true }).click();
    const { timing } = JSON.parse(readFileSync(await (await waiting).path(), 'utf8')) as { timing: { trialsPerSecond: number } };
    rates.push(timing.trialsPerSecond);
    await page.context().close();
  }
  const node = [0, 1, 2].map(() => {
    const words = ['dist/cli/cli.js', 'power', name, '--participants', '26', '--stated', '--json', '--quiet', '--workers', '1'];
    const { timing } = JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' })) as { timing: { trialsPerSecond: number } };
    return timing.trialsPerSecond;
  });
  rows.push(
    [`${name}: first figure after opening`, `${Math.round(median(opening))} ms`],
    [`${name}: first figure after a change`, `${Math.round(median(changing))} ms`],
    [`${name}: trials per second in the page`, String(Math.round(median(rates)))],
    [`${name}: trials per second of the command line`, String(Math.round(median(node)))],
  );
}

/** Milliseconds until the figure of another number of patients is there, a second after the page has the figures of a scenario: the threads run. */
async function changedIn(name: string): Promise<number | undefined> {
  const page = await (await browser.newContext({ bypassCSP: true })).newPage();
  await page.goto(`file://${site}/explorer.html#scenario=${name}`);
  await page.waitForSelector('#power, #nothing, .problem');
  const written = await page.locator('[id="design.participants"]').inputValue();
  const times: number[] = [];
  for (let time = 0; time < 3 && (await page.locator('#power').count()) > 0; time++) {
    await page.waitForTimeout(1000);
    // A multiple of what is written keeps the shares of sequences and the looks possible.
    const patients = Number(written) * (time % 2 === 0 ? 2 : 1);
    const change = `const field = document.getElementById('design.participants'); field.value = '${patients}'; field.dispatchEvent(new Event('input', { bubbles: true }));`;
    times.push(
      await until(page, `/, ${patients} patients$/.test(document.querySelector('.headline').textContent)`, change).catch(() => {
        throw new Error(`${name}: no figure after a change`);
      }),
    );
  }
  await page.context().close();
  return times.length === 0 ? undefined : median(times);
}

const names = readdirSync('scenarios', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml') && !/^(drugs|endpoints|evidence)\//.test(name))
  .map((name) => name.replace('.yaml', ''))
  .sort();
const changes: [string, number][] = [];
for (const name of names) {
  const time = await changedIn(name);
  if (time !== undefined) changes.push([name, time]);
  process.stderr.write(`${name} ${time === undefined ? 'has no figure' : `${Math.round(time)} ms`}\n`);
}
const [slowest, longest] = changes.sort((a, b) => b[1] - a[1])[0];
rows.push([`slowest of all ${changes.length} shipped scenarios (${slowest}): first figure after a change`, `${Math.round(longest)} ms`]);
await browser.close();
rmSync(site, { recursive: true });
process.stdout.write(rows.map(([what, value]) => `| ${what} | ${value} |\n`).join(''));
