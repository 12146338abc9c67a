import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExplorerBrowser, present, program, taken, takenBytes } from './explorer-browser.ts';

/** What `compare --json` holds, as far as it is read here. */
interface ComparedWorlds {
  readonly comparison: {
    readonly cells: readonly { readonly world: string; readonly holds: boolean; readonly probability: { readonly value: number } }[];
  };
}

/** What `power --tornado --json` holds, as far as it is read here. */
interface Bars {
  readonly tornado: {
    readonly bars: readonly {
      readonly path: string;
      readonly low: { readonly power: { readonly value: number } };
      readonly high: { readonly power: { readonly value: number } };
    }[];
  };
}

describe.skipIf(!present)('what the explorer shows of trials and worlds, beside the command line', { timeout: 300_000 }, () => {
  const explorer = new ExplorerBrowser();
  const { folder } = explorer;
  beforeAll(() => explorer.start(), 120_000);
  afterAll(() => explorer.end());

  /** The page of a scenario with few replicates, of which the folder has the same scenario. */
  async function withScenario(name: string, replicates: number): Promise<Page> {
    const { page } = await explorer.opened(`#scenario=${name}`);
    await page.fill('[id="power.replicates"]', String(replicates));
    await page.waitForFunction(`document.querySelector('#answer caption').textContent === '${replicates} of ${replicates} replicates'`);
    writeFileSync(join(folder, 'scenario.yaml'), await taken(page, 'scenario.yaml'));
    return page;
  }

  const rowsOf = (page: Page, table: string): Promise<string[][]> =>
    page.evaluate(`[...document.querySelectorAll('${table} tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))`);

  it('every trial has the mark that the command line counts, and its patients are those of simulate --figures', async () => {
    const page = await withScenario('williams-2018', 200);
    await page.click('text=See the patients');
    await page.waitForSelector('.trials input');
    const marks = (await page.evaluate(
      `[...document.querySelectorAll('.trials .sr')].map((each) => each.textContent === 'succeeded')`,
    )) as boolean[];
    const lean = ['--workers', '1', '--quiet'];
    program(folder, 'power', 'scenario.yaml', '--estimates', 'estimates.csv', '--stated', ...lean);
    const [header, ...rows] = readFileSync(join(folder, 'estimates.csv'), 'utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','));
    const at = (name: string): number => header.indexOf(name);
    const succeeded = (replicate: number, analysis: string): boolean =>
      rows.some((row) => row[at('replicate')] === String(replicate) && row[at('analysis')] === analysis && row[at('decision')] === '1');
    expect(marks).toHaveLength(40);
    expect(marks).toEqual(marks.map((_, place) => ['hamd17-day1', 'cadss-peak'].every((name) => succeeded(place, name))));
    expect(marks).toContain(false);

    await page.focus('.trials input');
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
    await page.waitForSelector('#trial[data-replicate="3"]');
    const found = await rowsOf(page, '#trial table');
    for (const [analysis, , outcome] of found.slice(0, 5))
      expect([analysis, outcome.startsWith('yes')]).toEqual([analysis, succeeded(3, analysis.replace(' (claim)', ''))]);
    expect(found.slice(0, 5).every(([, , outcome]) => /^(yes$|no: .{5})/.test(outcome))).toBe(true);

    program(folder, 'simulate', 'scenario.yaml', '--replicate', '3', '--out', 'trial', '--report', 'trial.html', '--figures', 'figures');
    const names = (await page.evaluate(
      `[...document.querySelectorAll('#trial select')[0].options].map((option) => option.value)`,
    )) as string[];
    expect(names).toEqual(
      expect.arrayContaining([
        'paired-hamd17',
        'courses-cadss',
        'concentration',
        'blockade',
        'belief',
        'guesses-pretreatment',
        'patients-hamd17',
        'flow',
      ]),
    );
    const written = readdirSync(join(folder, 'figures')).flatMap((file) => (file.endsWith('.svg') ? [file.slice(0, -'.svg'.length)] : []));
    const shown = names.filter((name) => written.includes(name));
    expect(shown.length).toBeGreaterThan(6);
    for (const name of shown) {
      await page.selectOption('#trial select', name);
      await page.getByRole('button', { name: `Download ${name}.svg`, exact: true }).waitFor();
      expect([name, await taken(page, `${name}.svg`)]).toEqual([name, readFileSync(join(folder, 'figures', `${name}.svg`), 'utf8')]);
    }
    const png = await takenBytes(page, 'flow.png');
    expect([png.subarray(1, 4).toString('latin1'), png.readUInt32BE(16)]).toEqual(['PNG', 1440]);

    await page.selectOption('#trial select', 'patients-hamd17');
    await page.selectOption('#trial select >> nth=1', '5');
    await page.waitForFunction(`document.querySelector('#trial figcaption').textContent.includes('participant 5')`);
    const patients = (await rowsOf(page, '#trial figure table')).map(([patient]) => patient);
    expect([...new Set(patients)]).toEqual(['5']);

    expect(await page.textContent('#trial th >> nth=1')).toBe('estimate (95 % interval)');
    await page.check('.trials input >> nth=34');
    await page.waitForSelector('#trial[data-replicate="34"]');
    await page.fill('[id="power.replicates"]', '10');
    await page.waitForSelector('#trial[data-replicate="9"]');
    await page.waitForFunction(`document.querySelector('.trials input:checked')?.closest('label').textContent.startsWith('10 ')`);
    await page.context().close();
  });

  it('each file is the one that the command beside it writes', async () => {
    const page = await withScenario('williams-2018', 400);
    program(
      folder,
      'power',
      'scenario.yaml',
      '--stated',
      '--report',
      'power.html',
      '--protocol',
      'protocol.md',
      '--quiet',
      '--workers',
      '1',
    );
    program(folder, 'simulate', 'scenario.yaml', '--replicate', '0', '--out', 'tables', '--quiet');
    for (const name of ['protocol.md', 'power.html']) expect(await taken(page, name), name).toBe(readFileSync(join(folder, name), 'utf8'));
    for (const name of ['observations', 'subjects', 'adverse-events', 'participant-flow', 'guesses'])
      expect(await taken(page, `${name}.csv`), name).toBe(readFileSync(join(folder, 'tables', `${name}.csv`), 'utf8'));
    await page.context().close();
  });

  it('the worlds and the tornado are those of the commands that the page names', async () => {
    const page = await withScenario('williams-2018', 100);
    const command = (words: string | null): string[] => (words ?? '').split(' ').slice(1);
    await page.click('text=Compare the worlds');
    await page.waitForSelector('#worlds');
    const compared = JSON.parse(
      program(folder, ...command(await page.textContent('#worlds ~ p code')), '--json', '--quiet', '--workers', '1'),
    ) as ComparedWorlds;
    expect((await rowsOf(page, '#worlds')).map(([world, holds, made]) => [world, holds === 'true', made])).toEqual(
      compared.comparison.cells.map(({ world, holds, probability }) => [world, holds, probability.value.toFixed(3)]),
    );
    await page.click('text=Move every assumption');
    await page.waitForSelector('#tornado-state ~ figure');
    const said = await page.textContent('#tornado-state ~ p code');
    const { tornado } = JSON.parse(program(folder, ...command(said), '--json', '--quiet', '--workers', '1')) as Bars;
    const shown = await rowsOf(page, '#tornado-state ~ figure table');
    expect(tornado.bars.length).toBeGreaterThan(5);
    for (const { path, low, high } of tornado.bars) {
      const row = shown.find((cells) => cells.includes(path)) ?? [];
      for (const { power } of [low, high]) expect([path, row.some((cell) => cell.includes(power.value.toFixed(3)))]).toEqual([path, true]);
    }
    await page.context().close();
  });
});
