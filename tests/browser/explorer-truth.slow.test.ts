import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageWith } from '../../src/cli/page/page-scenario.ts';
import { ExplorerBrowser, present, said, taken } from './explorer-browser.ts';

const ended = `/^(\\d+) of \\1 replicates$/.test(document.querySelector('#answer caption')?.textContent ?? '') && document.querySelector('.stale') === null`;

describe.skipIf(!present)('what the explorer shows is true of the scenario in it, in Chromium', () => {
  const explorer = new ExplorerBrowser();
  const { folder, site } = explorer;

  beforeAll(() => explorer.start(), 120_000);
  afterAll(() => explorer.end());

  it('the page that explore writes runs, with the scenario of the user and the files that it extends', async () => {
    const text = 'extends: ./base.yaml\ntitle: "</script></head> of my own"\n';
    const page = pageWith(readFileSync(join(site, 'explorer.html'), 'utf8'), {
      text,
      files: { 'base.yaml': 'extends: gaussian-textbook\ndesign: { participants: 16 }\n' },
      links: { '': { './base.yaml': 'base.yaml' } },
    });
    mkdirSync(join(folder, 'written'));
    writeFileSync(join(folder, 'written', 'explorer.html'), page);
    const { page: opened, complaints } = await explorer.opened('', { address: `file://${folder}/written/explorer.html` });
    await opened.waitForSelector('figure svg');
    expect(await opened.inputValue('#yaml')).toBe(text);
    expect(await opened.textContent('#title')).toBe('</script></head> of my own');
    expect(await opened.textContent('.headline')).toContain('16 patients');
    expect(complaints).toEqual([]);
    await opened.context().close();
  });

  it.each([
    ['one patient', 'design: { participants: 1 }'],
    ['dropout that leaves too few', 'design: { participants: 6 }\nmissingness: { betweenPeriods: 0.6 }'],
  ])('with %s no power is given, as on the command line', async (_, changes) => {
    const { page } = await explorer.opened('#scenario=gaussian-textbook');
    const text = `extends: gaussian-textbook\n${changes}\npower: { replicates: 400 }\n`;
    await page.fill('#yaml', text);
    await page.waitForFunction(ended);
    writeFileSync(join(folder, 'none.yaml'), text);
    const printed = said(folder, 'power', 'none.yaml', '--quiet', '--workers', '1');
    expect(await page.textContent('#power')).toBe('none');
    expect(await page.textContent('#answer tbody tr td')).toBe('not given');
    for (const line of await page.locator('#failures li').allTextContents())
      expect(printed).toContain(/^[^(]*could not be analysed/.exec(line)?.[0]);
    expect(JSON.parse(await taken(page, 'power.json'))).toMatchObject({ claim: { power: null } });
    await page.context().close();
  });

  it.each(['questions/placebo-analgesia', 'williams-2018'])(
    'no key that is typed in %s is lost, however slow a figure is',
    async (name) => {
      const { page } = await explorer.opened(`#scenario=${name}`);
      const field = '[id="power.replicates"]';
      for (const number of ['12345', '2345']) {
        await page.click(field);
        await page.keyboard.press('Control+A');
        await page.keyboard.type(number, { delay: 100 });
        await page.waitForFunction(`document.querySelector('#yaml').value.includes('replicates: ${number}')`);
        expect(await page.inputValue(field)).toBe(number);
      }
      await page.context().close();
    },
  );

  it('figures of the scenario before a change say so, and its picture cannot be taken away', async () => {
    const { page } = await explorer.opened('#scenario=gaussian-textbook');
    await page.waitForSelector('figure svg');
    await page.fill('[id="design.participants"]', '0');
    await page.waitForFunction(`document.querySelector('.headline').textContent.endsWith('before the last change')`);
    expect(await page.textContent('.first-picture figcaption')).toBe('Of the scenario before the last change.');
    expect(await page.isDisabled('.first-picture button')).toBe(true);
    await page.fill('[id="design.participants"]', '20');
    await page.waitForFunction(`${ended} && !document.querySelector('.first-picture button').disabled`);
    expect(await page.textContent('.headline')).toMatch(/, 20 patients$/);
    await page.context().close();
  });

  it('an address that is damaged says so, and does not replace what is open', async () => {
    const { page } = await explorer.opened('#scenario=wiliams-2018');
    expect(await page.textContent('#notice')).toContain('this is the scenario that the page begins with');
    const own = 'extends: gaussian-textbook\ntitle: Mine\n';
    await page.fill('#yaml', own);
    await page.waitForFunction(`location.hash.startsWith('#text=') && document.querySelector('#title').textContent === 'Mine'`);
    await page.evaluate(`location.hash = '#text=AAAA'`);
    await page.waitForFunction(`document.querySelector('#notice')?.textContent.includes('the one from before')`);
    expect(await page.inputValue('#yaml')).toBe(own);
    await page.context().close();
  });

  it('a scenario without analyses has no figures, and begins to have them when one is added', async () => {
    const { page } = await explorer.opened('#scenario=gaussian-textbook');
    await page.fill('#yaml', 'model: gaussian\ndesign: { participants: 12 }\npower: { replicates: 200 }\n');
    await page.waitForSelector('#nothing');
    expect(await page.locator('#answer').count()).toBe(0);
    await page.evaluate(`for (const each of document.querySelectorAll('.section')) each.open = true`);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.waitForFunction(ended);
    expect(await page.textContent('.headline')).toContain('power of paired-t, 12 patients');
    await page.context().close();
  });
});
