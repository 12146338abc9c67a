import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';

const executablePath = '/usr/bin/chromium';
/** Where the browser is absent a suite is shown as skipped. */
export const present = existsSync(executablePath);

export interface OpenOptions {
  readonly colorScheme?: 'light' | 'dark';
  /** Width of the window, px. */
  readonly width?: number;
  /** The page with its policy; where left out the single file without it, which keeps the tests from waiting for what they say in words. */
  readonly address?: string;
}

/** What the program prints, run in a folder. */
export const program = (folder: string, ...args: string[]): string =>
  execFileSync(process.execPath, [inject('program'), ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** What the program says on stderr where it refuses. */
export function said(folder: string, ...args: string[]): string {
  try {
    return program(folder, ...args);
  } catch (error) {
    return (error as { readonly stderr: string }).stderr;
  }
}

/** A document without the figures that differ between runs. */
export function withoutTiming(text: string): unknown {
  const { timing, ...rest } = JSON.parse(text) as Record<string, unknown>;
  expect(timing).toMatchObject({ workers: expect.any(Number) as number });
  return rest;
}

/** A browser with the page, and a folder for the command line beside it. */
export class ExplorerBrowser {
  readonly folder = mkdtempSync(join(tmpdir(), 'explorer-browser-'));
  readonly site = join(this.folder, 'site');
  #browser: Browser | undefined;

  /** Builds the page and starts the browser. */
  async start(): Promise<void> {
    // Vitest's NODE_ENV would have parts built for development.
    const env = { ...process.env, NODE_ENV: 'production' };
    execFileSync('npm', ['run', '--silent', 'site', '--', this.site], { stdio: ['ignore', 'pipe', 'pipe'], env });
    this.#browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }

  async end(): Promise<void> {
    await this.#browser?.close();
    rmSync(this.folder, { recursive: true });
  }

  /** The page with the figures of a scenario, and what it complains about from then on. */
  async opened(
    link: string,
    { colorScheme = 'light', width = 1280, address }: OpenOptions = {},
  ): Promise<{ page: Page; complaints: string[] }> {
    if (this.#browser === undefined) throw new Error('the browser has not started');
    const context = await this.#browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: address === undefined });
    // Other programs run beside the tests.
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' ? complaints.push(message.text()) : undefined));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => void (/^(file|data|blob):/.test(request.url()) ? undefined : complaints.push(request.url())));
    await page.goto(`${address ?? `file://${this.site}/explorer.html`}${link}`);
    await page.waitForSelector('#power');
    return { page, complaints };
  }
}

/** The file behind a button of the page, once it is offered. */
export async function taken(page: Page, name: string): Promise<string> {
  return (await takenBytes(page, name)).toString('utf8');
}

export async function takenBytes(page: Page, name: string): Promise<Buffer> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: `Download ${name}`, exact: true }).click();
  return readFileSync(await (await waiting).path());
}
