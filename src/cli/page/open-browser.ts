import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The command that opens an address in the default browser.
 * @returns undefined where there is no screen to open it on
 */
export function browserCommand(
  platform: string,
  { DISPLAY = '', WAYLAND_DISPLAY = '' }: Environment,
  address: string,
): readonly [command: string, ...words: string[]] | undefined {
  if (platform === 'darwin') return ['open', address];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address];
  return DISPLAY === '' && WAYLAND_DISPLAY === '' ? undefined : ['xdg-open', address];
}

/** Opens a file in the default browser and does not wait for it. Where that cannot be done nothing happens: the path of the file is printed all the same. */
export function openBrowser(file: string): void {
  const command = browserCommand(process.platform, process.env, pathToFileURL(resolve(file)).href);
  if (command === undefined) return;
  const [program, ...words] = command;
  const browser = spawn(program, words, { detached: true, stdio: 'ignore' });
  browser.on('error', () => undefined);
  browser.unref();
}
