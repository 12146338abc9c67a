import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExplorerBrowser, present, program, said, taken, withoutTiming } from './explorer-browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!present)('the explorer in Chromium', () => {
  const explorer = new ExplorerBrowser();
  const { folder, site } = explorer;
  const opened: ExplorerBrowser['opened'] = (...asked) => explorer.opened(...asked);

  beforeAll(() => explorer.start(), 120_000);
  afterAll(() => explorer.end());

  it('the first load of the hosted page is below 300 kB compressed, and the single file below 1.5 MB', () => {
    const assets = readdirSync(join(site, 'assets')).map((name) => join(site, 'assets', name));
    const later = assets.filter((path) => /written-answers|posteriors/.test(path));
    expect(later.length).toBe(2);
    const first = [join(site, 'index.html'), ...assets.filter((path) => !later.includes(path))];
    expect(first.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0)).toBeLessThan(300_000);
    expect(statSync(join(site, 'explorer.html')).size).toBeLessThan(1_500_000);
  });

  it.each(['gaussian-textbook', 'williams-2018'])(
    'the page gives the document of the command line for %s with other numbers of patients and replicates',
    async (name) => {
      const { page, complaints } = await opened(`#scenario=${name}`);
      await page.fill('[id="design.participants"]', '24');
      await page.fill('[id="power.replicates"]', '1200');
      await page.waitForFunction(`document.querySelector('#answer caption').textContent === '1200 of 1200 replicates'`);
      const scenario = await taken(page, 'scenario.yaml');
      expect(scenario).toMatch(/^ {2}participants: 24 # patients/m);
      writeFileSync(join(folder, 'scenario.yaml'), scenario);
      const printed = program(folder, 'power', 'scenario.yaml', '--stated', '--json', '--quiet', '--workers', '1');
      const document = await taken(page, 'power.json');
      expect(withoutTiming(document)).toEqual(withoutTiming(printed));
      expect(document.replace(/"timing": \{[^}]*\}/, '')).toBe(printed.replace(/"timing": \{[^}]*\}/, ''));
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it.each([
    ['gaussian-textbook', ['light', 'dark'], [390, 1280, 1920]],
    ['courses/misuse', ['light'], [390]],
    ['questions/psilocybin-ketanserin', ['dark'], [390]],
    ['williams-2018-interim', ['dark'], [1280]],
  ] as const)(
    'the page of %s in %j at %j px is without error or request, nothing wider than the page, WCAG AA',
    async (name, schemes, widths) => {
      const { page, complaints } = await opened(`#scenario=${name}`, { colorScheme: schemes[0], width: widths[0] });
      await page.fill('[id="power.replicates"]', '40');
      await page.waitForSelector('figure svg');
      await page.click('text=See the patients');
      await page.waitForSelector('#trial figure svg');
      await page.click('text=Compare the worlds');
      await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`);
      await page.evaluate(axe);
      for (const colorScheme of schemes) {
        for (const width of widths) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 900 });
          const [wide, room] = (await page.evaluate(
            '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
          )) as number[];
          expect(wide).toBeLessThanOrEqual(room);
          const violations = await page.evaluate(
            `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200) + ' ' + nodes[0].failureSummary))`,
          );
          expect([colorScheme, width, violations]).toEqual([colorScheme, width, []]);
        }
      }
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('a mistake in the form or in the text is shown at its field in the words of validate, and goes when it is mended', async () => {
    const { page } = await opened('#scenario=gaussian-textbook');
    const field = '[id="design.participants"]';
    await page.fill(field, '0');
    const problem = await page.waitForSelector('[id="design.participants-problem"]');
    writeFileSync(join(folder, 'scenario.yaml'), await page.inputValue('#yaml'));
    const refused = said(folder, 'validate', 'scenario.yaml');
    expect(refused).toContain(`design.participants: ${await problem.textContent()}`);
    expect(refused).toContain(await page.textContent('#yaml-problems li'));
    expect(await page.getAttribute(field, 'aria-invalid')).toBe('true');
    await page.fill('#yaml', (await page.inputValue('#yaml')).replace('participants: 0', 'participants: 26'));
    await page.waitForSelector('[id="design.participants-problem"]', { state: 'detached' });
    expect(await page.inputValue(field)).toBe('26');
    await page.waitForFunction(`document.querySelector('.headline').textContent.includes('26 patients')`);
    // What is implausible is said at the field too, which is not invalid.
    const slope = 'missingness.betweenPeriodsScoreSlope';
    await page.fill('#yaml', `extends: gaussian-textbook\nmissingness: { betweenPeriodsScoreSlope: 0.1 }\n`);
    const warned = await page.waitForSelector(`[id="${slope}-warning"][role="status"]`, { state: 'attached' });
    expect(await warned.textContent()).not.toBe('');
    expect(await page.getAttribute(`[id="${slope}"]`, 'aria-invalid')).toBe('false');
    expect(await page.getAttribute(`[id="${slope}"]`, 'aria-describedby')).toBe(`${slope}-about ${slope}-warning`);
    await page.context().close();
  });

  it('a link shows the same study to someone else, and one that is damaged shows where the page begins', async () => {
    const { page } = await opened('#scenario=gaussian-textbook');
    await page.fill('[id="gaussian.difference"]', '3.5');
    await page.waitForFunction(`location.hash.startsWith('#text=')`);
    const [link, text] = [new URL(page.url()).hash, await page.inputValue('#yaml')];
    expect(text).toContain('difference: 3.5 # points; naltrexone - placebo');
    expect(link.length).toBeLessThan(2000);
    await page.context().close();
    const { page: other } = await opened(link);
    expect(await other.inputValue('#yaml')).toBe(text);
    expect(await other.inputValue('[id="gaussian.difference"]')).toBe('3.5');
    await other.context().close();
    const { page: damaged } = await opened('#text=AAAA');
    expect(await damaged.inputValue('#yaml')).toContain('name: williams-2018');
    await damaged.context().close();
  });

  it('the number of patients that reach the target is that of the command line', async () => {
    const { page } = await opened('#scenario=gaussian-textbook');
    await page.fill('[id="power.replicates"]', '1000');
    await page.waitForFunction(`document.querySelector('#answer caption').textContent === '1000 of 1000 replicates'`);
    await page.click('text=How many patients?');
    await page.waitForSelector('#size code');
    const words = await page.textContent('#size');
    writeFileSync(join(folder, 'scenario.yaml'), await page.inputValue('#yaml'));
    const command = ((await page.textContent('#size code')) ?? '').split(' ').slice(1);
    const { participants, power } = JSON.parse(program(folder, ...command, '--json', '--quiet', '--workers', '1')) as {
      participants: number;
      power: { value: number; mcse: number };
    };
    expect(words).toBe(
      `${participants} participants give the claim “the treatments differ” a power of ${power.value.toFixed(3)} (Monte-Carlo SE ${power.mcse.toFixed(4)}; target 0.8; 1000 replicates). The same numbers: crossover-sim sample-size scenario.yaml --max 1000`,
    );
    await page.context().close();
  });

  it('figures grow with the replicates, and what a change made stale is not shown any more', async () => {
    const { page } = await opened('#scenario=gaussian-textbook');
    await page.evaluate(`{
      window.seen = [];
      new MutationObserver(() => window.seen.push(document.querySelector('.headline').textContent + '|' + document.querySelector('#answer caption').textContent))
        .observe(document.querySelector('#page'), { subtree: true, childList: true, characterData: true });
    }`);
    await page.fill('[id="power.replicates"]', '400000');
    await page.waitForFunction(`window.seen.filter((each) => each.endsWith(' of 400000 replicates')).length > 5`);
    await page.fill('[id="design.participants"]', '20');
    await page.waitForFunction(`document.querySelector('.headline').textContent.includes(', 20 patients')`);
    await page.waitForTimeout(1000);
    const seen = (await page.evaluate('window.seen')) as string[];
    const counts = seen
      .filter((each) => /, 30 patients\|\d+ of 400000 replicates$/.test(each))
      .map((each) => Number(/\|(\d+)/.exec(each)?.[1]));
    expect(new Set(counts).size).toBeGreaterThan(3);
    expect(counts.slice(1).every((count, i) => count >= counts[i])).toBe(true);
    const since = seen.findIndex((each) => each.includes(', 20 patients'));
    expect(seen.slice(since).filter((each) => !each.includes(', 20 patients'))).toEqual([]);
    await page.context().close();
  });

  it('the hosted page and the file from disk show the same figures, both under a policy that lets nothing else in', async () => {
    const served = createServer((request, response) => {
      const path = join(site, request.url === '/' ? 'index.html' : (request.url ?? ''));
      const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
      if (!existsSync(path)) response.writeHead(404).end();
      else response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream').end(readFileSync(path));
    });
    await new Promise<void>((listening) => served.listen(0, '127.0.0.1', listening));
    const host = `http://127.0.0.1:${(served.address() as AddressInfo).port}/`;
    const shown: unknown[] = [];
    for (const address of [host, `file://${site}/explorer.html`]) {
      const { page, complaints } = await opened('#scenario=gaussian-textbook', { address });
      expect(await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content')).toMatch(/^default-src 'none'; /);
      await page.waitForSelector('figure svg');
      shown.push([await page.textContent('.headline'), await page.innerHTML('.picture')]);
      expect(complaints.filter((each) => !each.startsWith(host))).toEqual([]);
      const blocked = await page.evaluate(`fetch('${host}').then(() => 'loaded', () => 'blocked')`);
      expect(blocked).toBe('blocked');
      await page.context().close();
    }
    expect(shown[0]).toEqual(shown[1]);
    served.close();
  });
});
