import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExplorerBrowser, present, program, taken, withoutTiming } from './explorer-browser.ts';

const ended = `/^(\\d+) of \\1 replicates$/.test(document.querySelector('#answer caption')?.textContent ?? '') && document.querySelector('.stale') === null`;

/** Whether the focused element is what a selector means. */
const focused = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`) as Promise<boolean>;

/** Presses Tab until the focus is on what a selector means. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let pressed = 0; pressed < 300; pressed++) {
    await page.keyboard.press('Tab');
    if (await focused(page, selector)) return;
  }
  throw new Error(`Tab does not reach ${selector}`);
}

describe.skipIf(!present)('the explorer in the hands of a user, in Chromium', () => {
  const explorer = new ExplorerBrowser();
  const { folder } = explorer;

  beforeAll(() => explorer.start(), 120_000);
  afterAll(() => explorer.end());

  it('24 patients, a washout of 21 days, half of the effect blocked: three fields that are there at once, and the figure is that of the command line', async () => {
    const { page, complaints } = await explorer.opened('');
    const values = { 'design.participants': '24', 'design.washoutDays': '21', 'response.opioidDependence': '0.5' };
    for (const [path, value] of Object.entries(values)) {
      const field = page.locator(`[id="${path}"]`);
      expect(await field.isVisible()).toBe(true);
      expect(await field.evaluate((element) => element.closest('details') === null)).toBe(true);
      await field.fill(value);
    }
    await page.fill('[id="power.replicates"]', '600');
    await page.waitForFunction(`${ended} && document.querySelector('#answer caption').textContent === '600 of 600 replicates'`);
    const sets = Object.entries(values).flatMap(([path, value]) => ['--set', `${path}=${value}`]);
    const printed = JSON.parse(
      program(folder, 'power', 'williams-2018', ...sets, '--replicates', '600', '--json', '--quiet', '--workers', '1'),
    ) as { claim: { power: { value: number } } };
    expect(await page.textContent('#power')).toBe(printed.claim.power.value.toFixed(3));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('everything is done with the keyboard: a value, the number of patients, trial after trial, the text', async () => {
    const { page } = await explorer.opened('#scenario=gaussian-textbook');
    await tabTo(page, '[id="design.participants"]');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('18');
    await page.waitForFunction(`document.querySelector('.headline').textContent.includes('18 patients')`);
    expect(await focused(page, '[id="design.participants"]')).toBe(true);
    await page.waitForFunction(`${ended} && document.querySelector('figure svg') !== null`);
    await tabTo(page, '.section > summary');
    await page.keyboard.press('Enter');
    expect(await page.locator('.section[open]').count()).toBe(1);
    for (const name of ['How many patients?', 'See the patients']) {
      for (let pressed = 0; (await page.evaluate('document.activeElement.textContent')) !== name; pressed++) {
        if (pressed > 300) throw new Error(`Tab does not reach ${name}`);
        await page.keyboard.press('Tab');
      }
      expect(
        await page.evaluate(
          `(({ outlineStyle, outlineWidth }) => outlineStyle + ' ' + outlineWidth)(getComputedStyle(document.activeElement))`,
        ),
      ).toBe('solid 3px');
      await page.keyboard.press('Enter');
    }
    await page.waitForSelector('#trial[data-replicate="0"]');
    await tabTo(page, 'input[name="trial"]');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('#trial[data-replicate="1"]');
    await tabTo(page, '#yaml');
    await page.keyboard.press('Tab');
    expect(await focused(page, '#yaml')).toBe(false);
    await page.waitForFunction(`/^\\d+ participants give the claim “/.test(document.querySelector('#size').textContent)`);
    await page.context().close();
  });

  it.each([
    ['gaussian-textbook', 390],
    ['gaussian-textbook', 1280],
    ['courses/misuse', 390],
    ['williams-2018-interim', 1280],
  ])('what is read in %s does not move at %i px while figures come and a value changes', async (name, width) => {
    const { page } = await explorer.opened(`#scenario=${name}`, { width });
    if (name !== 'gaussian-textbook') await page.fill('[id="power.replicates"]', '40');
    await page.evaluate(`{
      window.moved = [];
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) window.moved.push([value, sources.map(({ node }) => node?.nodeName + '.' + node?.className + '#' + node?.id)]);
      }).observe({ type: 'layout-shift', buffered: true });
    }`);
    await page.waitForFunction(`${ended} && document.querySelector('figure svg') !== null`);
    await page.fill('[id="design.participants"]', '32');
    await page.waitForFunction(`${ended} && document.querySelector('.headline').textContent.includes('32 patients')`);
    await page.waitForTimeout(500);
    const moved = (await page.evaluate('window.moved')) as [number, string[]][];
    expect(moved.filter(([value]) => value > 0.01)).toEqual([]);
    await page.context().close();
  });

  it('an analysis is added, set and removed, here and where another file has it', async () => {
    const { page } = await explorer.opened('#scenario=gaussian-textbook');
    const rows = `[...document.querySelectorAll('#answer tbody th')].map((each) => each.textContent.replace(' (claim)', '')).join(' ')`;
    await page.fill('[id="power.replicates"]', '400');
    await page.evaluate(`for (const each of document.querySelectorAll('.section')) each.open = true`);
    await page.selectOption('#new-analysis-method', 'tost');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const claimed = page.getByRole('button', { name: 'Remove crossover-t' });
    expect(await claimed.isDisabled()).toBe(true);
    expect(await page.textContent(`[id="${await claimed.getAttribute('aria-describedby')}"]`)).toBe(
      'crossover-t stays as long as it is named by the claim (claim.all).',
    );
    const margin = '[id="analyses.tost.margin"]';
    expect(await page.textContent('[id="analyses.tost.margin-problem"]')).toContain('expected a margin above 0');
    await page.focus(margin);
    await page.keyboard.type('12');
    await page.waitForFunction(`${rows} === 'claim crossover-t paired-t equivalence tost'`);
    expect(await page.inputValue(margin)).toBe('12');
    await page.getByRole('button', { name: 'Remove tost' }).click();
    await page.waitForFunction(`${rows} === 'claim crossover-t paired-t equivalence'`);
    await page.selectOption('#new-analysis-method', 'wilcoxon');
    for (const [name, why] of [
      ['no name', "name of the analysis: expected letters, digits, - and _, got 'no name'"],
      ['paired-t', 'name of the analysis: there is one of the name paired-t'],
    ]) {
      await page.fill('#new-analysis-name', name);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      expect(await page.textContent('.entries [role="alert"]')).toBe(why);
    }
    await page.fill('#new-analysis-name', 'signs');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.waitForFunction(`${rows} === 'claim crossover-t paired-t equivalence signs'`);
    await page.fill('[id="analyses.signs.alpha"]', '0.9');
    await page.waitForSelector('[id="analyses.signs.alpha-problem"]');
    await page.fill('[id="analyses.signs.alpha"]', '0.01');
    await page.waitForFunction(`${ended} && ${rows}.endsWith('signs')`);
    writeFileSync(join(folder, 'scenario.yaml'), await taken(page, 'scenario.yaml'));
    const printed = program(folder, 'power', 'scenario.yaml', '--stated', '--json', '--quiet', '--workers', '1');
    expect(withoutTiming(await taken(page, 'power.json'))).toEqual(withoutTiming(printed));
    await page.getByRole('button', { name: 'Remove signs' }).click();
    await page.waitForFunction(`${rows} === 'claim crossover-t paired-t equivalence'`);
    await page.fill('#yaml', 'extends: gaussian-textbook\n');
    await page.waitForFunction(`${rows} === 'claim crossover-t paired-t equivalence'`);
    await page.getByRole('button', { name: 'Remove equivalence' }).click();
    await page.waitForFunction(`${rows} === 'claim crossover-t paired-t'`);
    expect(await page.inputValue('#yaml')).toBe('extends: gaussian-textbook\nanalyses:\n  equivalence: null\n');
    await page.context().close();
  });

  it('a key that the scenario does not have is set in the form and taken away again: a required power is decided', async () => {
    const { page } = await explorer.opened('#scenario=gaussian-textbook');
    const text = await page.inputValue('#yaml');
    const field = '[id="power.require"]';
    await page.waitForSelector(field, { state: 'attached' });
    await page.evaluate(`for (const each of document.querySelectorAll('.section')) each.open = true`);
    await page.fill(field, '{ crossover-t: 0.7 }');
    await page.waitForSelector('#decided');
    writeFileSync(join(folder, 'required.yaml'), await page.inputValue('#yaml'));
    expect(await page.inputValue('#yaml')).toMatch(/^ {2}require: \{\s?crossover-t: 0.7\s?\}/m);
    const said = program(folder, 'power', 'required.yaml', '--quiet', '--workers', '1');
    expect(said).toContain((await page.textContent('#decided'))?.trim());
    await page.fill(field, '');
    expect(await page.inputValue('#yaml')).toContain('require');
    await page.press(field, 'Tab');
    await page.waitForSelector('#decided', { state: 'detached' });
    expect((await page.inputValue('#yaml')).split('\n').map((line) => line.trim())).toEqual(text.split('\n').map((line) => line.trim()));
    await page.context().close();
  });

  it('a file is opened by a drop and by the button, and there is a way back from it with the keyboard, which is announced', async () => {
    const { page } = await explorer.opened('#scenario=gaussian-textbook');
    const edited = (await page.inputValue('#yaml')).replace('participants: 30', 'participants: 28');
    await page.fill('#yaml', edited);
    expect(await page.textContent('#opened')).toBe('');
    const text = 'extends: gaussian-textbook\ntitle: Dropped\n';
    const transfer = await page.evaluateHandle(
      `(() => { const given = new DataTransfer(); given.items.add(new File([${JSON.stringify(text)}], 'own.yaml')); return given; })()`,
    );
    await page.dispatchEvent('main, body', 'drop', { dataTransfer: transfer });
    await page.waitForFunction(`document.querySelector('#title').textContent === 'Dropped'`);
    expect(await page.inputValue('#yaml')).toBe(text);
    expect(await page.textContent('[role="status"]#opened')).toBe('Another scenario has been opened.');
    await page.focus('input[type=file]');
    await page.keyboard.press('Tab');
    for (const back of [edited, text]) {
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Back to the scenario before');
      await page.keyboard.press('Enter');
      await page.waitForFunction(`document.querySelector('#yaml').value === ${JSON.stringify(back)}`);
    }
    const path = join(folder, 'chosen.yaml');
    writeFileSync(path, text.replace('Dropped', 'Chosen'));
    await page.setInputFiles('input[type=file]', path);
    await page.waitForFunction(`document.querySelector('#title').textContent === 'Chosen'`);
    await page.context().close();
  });

  it('a scenario that names the shipped posterior is opened, and what is to start from has no file of evidence', async () => {
    const { page, complaints } = await explorer.opened('#scenario=gaussian-textbook');
    expect(await page.locator('#start option').allTextContents()).not.toContainEqual(expect.stringContaining('evidence'));
    const posterior = 'evidence/ketamine-naltrexone-posterior';
    await page.fill(
      '#yaml',
      `extends: williams-2018\npower: { replicates: 300 }\nuncertainty: { posterior: ${posterior} }\nreplace: uncertainty\n`,
    );
    await page.waitForFunction(`${ended} && document.querySelector('.headline').textContent.includes('14 patients')`);
    writeFileSync(join(folder, 'scenario.yaml'), await taken(page, 'scenario.yaml'));
    const printed = program(folder, 'power', 'scenario.yaml', '--stated', '--json', '--quiet', '--workers', '1');
    // The command line names the folder of the shipped scenario as well.
    const named = printed.replaceAll(/"setBy": "[^"]*\/(scenarios\/[^"]*)"/g, '"setBy": "$1"');
    expect(withoutTiming(await taken(page, 'power.json'))).toEqual(withoutTiming(named));
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
