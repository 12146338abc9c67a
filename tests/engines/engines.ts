import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** A program that runs JavaScript, and what is known of it before it is found. */
export interface Engine {
  readonly name: string;
  /** Whether CI fails without it. */
  readonly required: boolean;
  /** Whether it is given a module or the address of a page. */
  readonly runs: 'module' | 'page';
  /** Where it may be: a path in the folder of engines, or a command. */
  readonly places: readonly string[];
  /** Words between the program and the module or the address. @param profile  an empty folder for what it keeps */
  readonly words?: (profile: string) => readonly string[];
  /** What its version begins with. */
  readonly version?: string;
  /** Commands that emulate its processor, any of which will do, and the folder of the libraries that it needs there. */
  readonly emulator?: { readonly commands: readonly string[]; readonly libraries: string };
}

/** Every engine of the suite besides the Node.js that runs it. */
export const engines: readonly Engine[] = [
  ...['20', '22', '24'].map((major): Engine => ({
    name: `Node.js ${major}`,
    required: true,
    runs: 'module',
    places: [`node-${major}/bin/node`],
    version: `${major}.`,
  })),
  { name: 'Bun', required: true, runs: 'module', places: ['bun/bin/bun', 'bun'] },
  { name: 'Deno', required: false, runs: 'module', places: ['deno/deno', 'deno'], words: () => ['run', '--quiet', '--no-config'] },
  {
    name: 'Chromium',
    required: true,
    runs: 'page',
    places: ['chromium', 'chromium-browser', 'google-chrome'],
    words: (profile) => [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--no-first-run',
      `--user-data-dir=${profile}`,
    ],
  },
  {
    name: 'Firefox',
    required: false,
    runs: 'page',
    places: ['firefox-esr', 'firefox'],
    words: (profile) => ['--headless', '--no-remote', '--profile', profile],
  },
  {
    name: 'Node.js on arm64',
    required: false,
    runs: 'module',
    places: ['node-arm64/bin/node'],
    emulator: { commands: ['qemu-aarch64', 'qemu-aarch64-static'], libraries: '/usr/aarch64-linux-gnu' },
  },
];

/** The program and the words before those of its own (an emulator and its), or why there is none here. */
export type Found = { readonly command: readonly [string, ...string[]] } | { readonly missing: string };

/**
 * Looks for an engine.
 * @param folder  where `.ci/fetch-engines.sh` puts what npm packages bring
 * @param path  folders of commands, as in `PATH`
 */
export function findEngine({ places, emulator }: Engine, folder: string, path: string): Found {
  const program = firstFound(places, (place) => (place.includes('/') ? executable(resolve(folder, place)) : onPath(place, path)));
  if (program === undefined) return { missing: none(places) };
  if (emulator === undefined) return { command: [program] };
  const { commands, libraries } = emulator;
  const emulating = firstFound(commands, (command) => onPath(command, path));
  if (emulating === undefined) return { missing: none(commands) };
  return existsSync(libraries) ? { command: [emulating, '-L', libraries, program] } : { missing: none([libraries]) };
}

const none = (names: readonly string[]): string => names.map((name) => `no ${name}`).join(', ');

function firstFound(names: readonly string[], find: (name: string) => string | undefined): string | undefined {
  for (const name of names) {
    const found = find(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function executable(file: string): string | undefined {
  try {
    accessSync(file, constants.X_OK);
    return file;
  } catch {
    return undefined;
  }
}

function onPath(command: string, path: string): string | undefined {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return firstFound(folders, (folder) => executable(join(folder, command)));
}
