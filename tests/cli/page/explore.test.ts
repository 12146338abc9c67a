import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, expect, it } from 'vitest';
import { loadStudy, scenarioFilesOfDisk } from '../../../src/cli/arguments/load-study.ts';
import { browserCommand } from '../../../src/cli/page/open-browser.ts';
import { pageWith, ScenarioWithFiles } from '../../../src/cli/page/page-scenario.ts';
import { openScenario } from '../../../src/explorer/engine/open-scenario.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const names = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
const shippedFiles = Object.fromEntries(names.map((name) => [`scenarios/${name}`, readFileSync(`scenarios/${name}`, 'utf8')]));

/** What the page finds in itself. */
function keptIn(page: string): ScenarioWithFiles['kept'] {
  return JSON.parse(parseHTML(page).document.getElementById('kept-scenario')?.textContent ?? '') as ScenarioWithFiles['kept'];
}

it('the page reads the scenario and what it extends as the command line does, from files and folders of its own', () => {
  mkdirSync(join(folder, 'plans'));
  writeFileSync(join(folder, 'base.yaml'), 'extends: [williams-2018, worlds/full-block]\ndesign: { participants: 20 }\n');
  const file = join(folder, 'plans', 'own.yaml');
  writeFileSync(file, 'extends: ../base.yaml\ntitle: "</script><script>alert(1)</script>"\nresponse: { benefit: 0.3 }\n');
  const read = new ScenarioWithFiles(scenarioFilesOfDisk);
  const { study } = loadStudy(file, {}, read);
  const kept = keptIn(pageWith('<html><head><title>page</title><script>"</head></title>"</script></head><body></body></html>', read.kept));
  expect(Object.keys(kept.files)).toEqual([join(folder, 'base.yaml')]);
  const again = openScenario(kept.text, { links: kept.links, files: { ...kept.files, ...shippedFiles } });
  if ('problems' in again) throw new Error(again.problems[0].text);
  expect({ ...again.study, name: '' }).toEqual({ ...study, name: '' });
  expect(again.study.title).toBe('</script><script>alert(1)</script>');
});

it('a shipped scenario is named by its place in the package', () => {
  const read = new ScenarioWithFiles(scenarioFilesOfDisk);
  loadStudy(shipped('worlds/full-block.yaml'), {}, read);
  expect(read.kept).toMatchObject({ shipped: 'scenarios/worlds/full-block.yaml', files: {} });
});

it('a file of the user is not written over, and a scenario with problems makes no page', async () => {
  const file = join(folder, 'kept.html');
  writeFileSync(file, 'mine');
  const refused = await run('explore', 'null', '--out', file, '--no-open');
  expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--force to write over it') as string });
  expect(readFileSync(file, 'utf8')).toBe('mine');
  const wrong = join(folder, 'wrong.yaml');
  writeFileSync(wrong, 'extends: williams-2018\ndesign: { participants: -1 }\npower: { alpha: 2 }\n');
  const none = await run('explore', wrong, '--out', join(folder, 'none.html'), '--no-open');
  expect([none.exitCode, none.stderr]).toEqual([2, expect.stringMatching(/participants: .*\n.*alpha: /) as string]);
  expect(readdirSync(folder)).not.toContain('none.html');
});

it('the browser is that of the system, and none is looked for where there is no screen', () => {
  const address = 'file:///tmp/a%20b.html';
  expect(browserCommand('darwin', {}, address)).toEqual(['open', address]);
  expect(browserCommand('win32', {}, address)).toEqual(['rundll32', 'url.dll,FileProtocolHandler', address]);
  expect(browserCommand('linux', { DISPLAY: ':0' }, address)).toEqual(['xdg-open', address]);
  expect(browserCommand('linux', { WAYLAND_DISPLAY: 'wayland-0' }, address)).toEqual(['xdg-open', address]);
  expect(browserCommand('linux', {}, address)).toBeUndefined();
});
