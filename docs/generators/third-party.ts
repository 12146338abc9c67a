// Writes docs/third-party.md: npm run docs:licences
import { readFileSync, writeFileSync } from 'node:fs';

/** What package-lock.json says of one package. */
interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly os?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** package-lock.json: its packages by their folders, the empty one being this package. */
interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** The folder of a package that one in the folder `from` asks for: in the nearest `node_modules` that has it. */
function folderOf({ packages }: Lock, from: string, name: string): string | undefined {
  const folder = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (Object.hasOwn(packages, folder)) return folder;
  return from === '' ? undefined : folderOf({ packages }, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
}

/** Folders of all that an installation of this package brings, the optional packages too. */
function installedFolders(lock: Lock): string[] {
  const found = new Set<string>();
  const waiting = [''];
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    const { dependencies, optionalDependencies } = lock.packages[from];
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const folder = folderOf(lock, from, name);
      if (folder === undefined || found.has(folder)) continue;
      found.add(folder);
      waiting.push(folder);
    }
  }
  return [...found];
}

/** The page of the licences of the packages that an installation brings, from package-lock.json. */
export function thirdPartyPage(lock: Lock): string {
  const byLicence = new Map<string, Set<string>>();
  for (const folder of installedFolders(lock)) {
    const { version = '', license = 'not declared', os } = lock.packages[folder];
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const named =
      os === undefined
        ? `${name} ${version}`
        : `builds of ${name.replace(/-(android|darwin|freebsd|linux|openharmony|win32)\b.*$/, '')} ${version}`;
    byLicence.set(license, (byLicence.get(license) ?? new Set()).add(named));
  }
  const items = [...byLicence]
    .sort(([, a], [, b]) => b.size - a.size)
    .map(([licence, names]) => wrapped(`- **${licence}** (${names.size}): ${[...names].sort().join(', ')}`));
  return [
    '# Third-party licences',
    'The functions `log`, `log1p`, `expm1`, `pow`, `sin`, `cos` and `atan` (`src/elementary`) are ports\nof FDLIBM, whose notice is:',
    '> Copyright (C) 1993, 2004 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy,\n> modify, and distribute this software is freely granted, provided that this notice is preserved.',
    `The program itself carries a copy of zod (${lock.packages['node_modules/zod'].version ?? ''}, MIT licence, Copyright (c) 2025 Colin McDonnell),\nunder the same terms as those of the file LICENSE.`,
    'An installation brings the packages below, each under its own licence and with a copy of it in\n`node_modules`. Those that draw PNG pictures of reports (`@resvg`) are optional.\n`npm run docs:licences` writes this page from `package-lock.json`.',
    items.join('\n'),
  ].join('\n\n');
}

/** A list item in lines of at most a hundred characters, broken after commas. */
function wrapped(item: string): string {
  return item.split(', ').reduce((text, word) => {
    const line = text.slice(text.lastIndexOf('\n') + 1);
    return `${line}, ${word},`.length <= 100 ? `${text}, ${word}` : `${text},\n  ${word}`;
  });
}

/** The page as it follows from the package-lock.json of this checkout. */
export const currentThirdPartyPage = (): string => thirdPartyPage(JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock);

if (process.argv[1]?.endsWith('third-party.ts') === true) writeFileSync('docs/third-party.md', `${currentThirdPartyPage()}\n`);
