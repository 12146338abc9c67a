import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { program, withoutTiming } from './explorer-browser.ts';

const firefox = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => existsSync(path));

/** A page that works the explorer in a frame of itself as a person would, and sends what it downloads to where it came from. */
const driver = `<!doctype html><meta charset="utf-8"><title>driver</title><iframe id="explorer" width="1280" height="900"></iframe><script>
const frame = document.getElementById('explorer');
const until = async (find) => { for (;;) { const found = find(); if (found) return found; await new Promise((next) => setTimeout(next, 50)); } };
const files = {};
const send = (body) => fetch('/found', { method: 'POST', body: JSON.stringify(body) });
frame.src = '/index.html#scenario=gaussian-textbook';
frame.onload = async () => {
  const { contentWindow: page, contentDocument: document } = frame;
  const complaints = [];
  page.addEventListener('error', (event) => complaints.push(event.message));
  page.addEventListener('securitypolicyviolation', (event) => complaints.push(event.violatedDirective));
  page.URL.createObjectURL = (blob) => { files.last = blob; return 'data:,'; };
  page.HTMLAnchorElement.prototype.click = () => undefined;
  const fill = (id, value) => {
    const field = document.getElementById(id);
    field.value = value;
    field.dispatchEvent(new page.Event('input', { bubbles: true }));
  };
  await until(() => document.getElementById('power.replicates'));
  fill('power.replicates', '1200');
  await until(() => document.querySelector('#answer caption')?.textContent === '1200 of 1200 replicates');
  fill('design.participants', '24');
  await until(() => document.querySelector('.headline').textContent.includes(', 24 patients') && document.querySelector('#answer caption')?.textContent === '1200 of 1200 replicates');
  const take = async (name) => {
    delete files.last;
    (await until(() => [...document.querySelectorAll('button')].find((each) => each.textContent === 'Download ' + name && !each.disabled))).click();
    return (await until(() => files.last)).text();
  };
  await send({ agent: navigator.userAgent, scenario: await take('scenario.yaml'), document: await take('power.json'), complaints });
};
</script>`;

interface Found {
  readonly agent: string;
  readonly scenario: string;
  readonly document: string;
  readonly complaints: readonly string[];
}

describe.skipIf(firefox === undefined)('the explorer in Firefox', { timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'explorer-firefox-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('the hosted page gives the document of the command line, without complaint', async () => {
    const site = join(folder, 'site');
    execFileSync('npm', ['run', '--silent', 'site', '--', site], { stdio: ['ignore', 'pipe', 'pipe'] });
    let tell: (found: Found) => void;
    const told = new Promise<Found>((resolve) => (tell = resolve));
    const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
    const served = createServer((request, response) => {
      const path = join(site, request.url ?? '');
      if (request.url === '/driver') response.setHeader('content-type', 'text/html').end(driver);
      else if (request.method === 'POST') {
        let body = '';
        request.on('data', (part: Buffer) => (body += part.toString()));
        request.on('end', () => {
          response.end();
          tell(JSON.parse(body) as Found);
        });
      } else if (existsSync(path)) response.setHeader('content-type', types[extname(path)] ?? 'text/plain').end(readFileSync(path));
      else response.writeHead(404).end();
    });
    await new Promise<void>((listening) => served.listen(0, '127.0.0.1', listening));
    const address = `http://127.0.0.1:${(served.address() as AddressInfo).port}/driver`;
    const browser = spawn(firefox ?? '', ['--headless', '--no-remote', '--profile', folder, address], { stdio: 'ignore', detached: true });
    try {
      const { agent, scenario, document, complaints } = await told;
      expect(agent).toContain('Firefox');
      expect(complaints).toEqual([]);
      writeFileSync(join(folder, 'scenario.yaml'), scenario);
      const printed = program(folder, 'power', 'scenario.yaml', '--stated', '--json', '--quiet', '--workers', '1');
      expect(withoutTiming(document)).toEqual(withoutTiming(printed));
      expect(document.replace(/"timing": \{[^}]*\}/, '')).toBe(printed.replace(/"timing": \{[^}]*\}/, ''));
    } finally {
      if (browser.pid !== undefined) process.kill(-browser.pid);
      served.close();
    }
  });
});
