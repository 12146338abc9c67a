import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { program, said, withoutTiming } from './explorer-browser.ts';

const firefox = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => existsSync(path));

/** Works the explorer as a person would, and sends what it shows and downloads: a script for the page itself or for one that has it in a frame. */
const work = (address: string): string => `
const until = async (find) => { for (;;) { const found = find(); if (found) return found; await new Promise((next) => setTimeout(next, 50)); } };
const work = async (page) => {
  const { document } = page;
  const files = {};
  const complaints = [];
  page.addEventListener('error', (event) => complaints.push(event.message));
  page.addEventListener('securitypolicyviolation', (event) => complaints.push(event.violatedDirective));
  const created = page.URL.createObjectURL.bind(page.URL);
  // The threads of the single file are blobs too.
  page.URL.createObjectURL = (blob) => { if (blob.type.includes('javascript')) return created(blob); files.last = blob; return 'data:,'; };
  page.HTMLAnchorElement.prototype.click = () => undefined;
  const fill = (id, value) => {
    const field = document.getElementById(id);
    field.value = value;
    field.dispatchEvent(new page.Event('input', { bubbles: true }));
  };
  const ended = () => document.querySelector('#answer caption')?.textContent === '1200 of 1200 replicates';
  await until(() => document.getElementById('power.replicates'));
  fill('power.replicates', '1200');
  await until(ended);
  fill('design.participants', '0');
  const problem = (await until(() => document.getElementById('design.participants-problem'))).textContent;
  fill('design.participants', '24');
  await until(() => document.querySelector('.headline').textContent.endsWith(', 24 patients') && ended());
  const take = async (name) => {
    delete files.last;
    (await until(() => [...document.querySelectorAll('button')].find((each) => each.textContent === 'Download ' + name && !each.disabled))).click();
    return (await until(() => files.last)).text();
  };
  const taken = { scenario: await take('scenario.yaml'), document: await take('power.json') };
  const power = document.getElementById('power').textContent;
  const link = await until(() => page.location.hash.startsWith('#text=') && page.location.hash);
  await fetch('${address}/found', { method: 'POST', body: JSON.stringify({ agent: navigator.userAgent, place: page.location.protocol, ...taken, problem, power, link, complaints }) });
};
`;

/** A page with the explorer in a frame of itself. */
const driver = `<!doctype html><meta charset="utf-8"><title>driver</title><iframe id="explorer" width="1280" height="900"></iframe><script>
${work('')}
const frame = document.getElementById('explorer');
frame.src = '/index.html#scenario=gaussian-textbook';
frame.onload = () => work(frame.contentWindow);
</script>`;

/** The single file with the work in it, and leave to send what it finds to the test. */
function workingPage(page: string, address: string): string {
  const end = page.lastIndexOf('</body>');
  const working = `${page.slice(0, end)}<script>${work(address)}work(window);</script>${page.slice(end)}`;
  return working.replace("default-src 'none';", `default-src 'none'; connect-src ${address};`);
}

interface Found {
  readonly agent: string;
  /** Protocol of its address. */
  readonly place: string;
  readonly scenario: string;
  readonly document: string;
  /** What is said of no participants. */
  readonly problem: string;
  readonly power: string;
  /** What the address holds. */
  readonly link: string;
  readonly complaints: readonly string[];
}

describe.skipIf(firefox === undefined)('the explorer in Firefox', { timeout: 300_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'explorer-firefox-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['hosted page', 'single file from disk'])('the %s gives the document of the command line, without complaint', async (from) => {
    const site = join(folder, 'site');
    execFileSync('npm', ['run', '--silent', 'site', '--', site], { stdio: ['ignore', 'pipe', 'pipe'] });
    let tell: (found: Found) => void;
    const told = new Promise<Found>((resolve) => (tell = resolve));
    const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
    const served = createServer((request, response) => {
      const path = join(site, request.url ?? '');
      response.setHeader('access-control-allow-origin', '*');
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
    const server = `http://127.0.0.1:${(served.address() as AddressInfo).port}`;
    const single = join(folder, 'explorer.html');
    writeFileSync(single, workingPage(readFileSync(join(site, 'explorer.html'), 'utf8'), server));
    const address = from === 'hosted page' ? `${server}/driver` : `file://${single}#scenario=gaussian-textbook`;
    const profile = mkdtempSync(join(folder, 'profile-'));
    const browser = spawn(firefox ?? '', ['--headless', '--no-remote', '--profile', profile, address], { stdio: 'ignore', detached: true });
    try {
      const { agent, place, scenario, document, problem, power, link, complaints } = await told;
      expect(agent).toContain('Firefox');
      expect(place).toBe(from === 'hosted page' ? 'http:' : 'file:');
      expect(complaints).toEqual([]);
      writeFileSync(join(folder, 'scenario.yaml'), scenario);
      const printed = program(folder, 'power', 'scenario.yaml', '--stated', '--json', '--quiet', '--workers', '1');
      expect(withoutTiming(document)).toEqual(withoutTiming(printed));
      expect(document.replace(/"timing": \{[^}]*\}/, '')).toBe(printed.replace(/"timing": \{[^}]*\}/, ''));
      const { claim } = JSON.parse(printed) as { readonly claim: { readonly power: { readonly value: number } } };
      expect(power).toBe(claim.power.value.toFixed(3));
      const letters = link.replace('#text=', '').replaceAll('-', '+').replaceAll('_', '/');
      expect(inflateRawSync(Buffer.from(letters, 'base64')).toString('utf8')).toBe(scenario);
      writeFileSync(join(folder, 'nobody.yaml'), scenario.replace('participants: 24', 'participants: 0'));
      expect(said(folder, 'validate', 'nobody.yaml')).toContain(`design.participants: ${problem}`);
    } finally {
      if (browser.pid !== undefined) process.kill(-browser.pid);
      served.close();
    }
  });
});
