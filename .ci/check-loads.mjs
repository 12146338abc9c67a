// check-loads.mjs FOLDER: what commands of the package crossover-sim that is installed in FOLDER load. Fails where one loads more files or bytes of the program than it may, or a
// package that it does not use. Files that a package in CommonJS requires are not counted.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const installed = join(resolve(process.argv[2]), 'node_modules/crossover-sim');
const scratch = mkdtempSync(join(tmpdir(), 'loads-'));
const study = join(installed, 'scenarios/williams-2018.yaml');

/** What a command may load: files and bytes of the program, and packages. */
const limits = [
  [['--version'], 4, 5_500, []],
  [['validate', study], 27, 890_000, ['picocolors', 'seedrandom', 'shlex', 'yaml', '@noble/hashes']],
  [['describe', study], 27, 890_000, ['picocolors', 'seedrandom', 'shlex', 'yaml', '@noble/hashes']],
  [
    ['power', study, '--replicates', '64', '--quiet', '--workers', '1'],
    35,
    1_010_000,
    ['papaparse', 'picocolors', 'piscina', 'seedrandom', 'shlex', 'yaml', '@noble/hashes'],
  ],
];

const hooks = join(scratch, 'hooks.mjs');
writeFileSync(
  hooks,
  `import { appendFileSync } from 'node:fs';
export async function load(url, context, next) {
  if (url.startsWith('file:')) appendFileSync(process.env.LOADED, url + '\\n');
  return next(url, context);
}`,
);
const registering = join(scratch, 'register.mjs');
writeFileSync(registering, `import { register } from 'node:module'; register(${JSON.stringify(pathToFileURL(hooks).href)});`);

/** Addresses of the files that a command line loads in its own process. */
function loadedBy(words, number) {
  const list = join(scratch, `${number}.txt`);
  writeFileSync(list, '');
  execFileSync(process.execPath, ['--import', registering, join(installed, 'dist/cli/cli.js'), ...words], {
    env: { ...process.env, LOADED: list },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return [...new Set(readFileSync(list, 'utf8').trim().split('\n'))]
    .map((url) => new URL(url))
    .filter(({ pathname }) => !pathname.startsWith(scratch));
}

const packageOf = (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];

let failed = false;
for (const [number, [words, files, bytes, packages]] of limits.entries()) {
  const loaded = loadedBy(words, number);
  const own = loaded.filter(({ pathname }) => pathname.includes('/crossover-sim/dist/'));
  const ownBytes = own.reduce((sum, url) => sum + readFileSync(url).length, 0);
  const others = new Set(loaded.flatMap(({ pathname }) => packageOf(pathname) ?? []));
  others.delete('crossover-sim');
  const surplus = [...others].filter((name) => !packages.includes(name));
  console.log(`${words[0]}: ${own.length} files, ${ownBytes} bytes; packages: ${[...others].sort().join(', ') || 'none'}`);
  if (own.length > files) console.error(`${words[0]} loads ${own.length} files, ${files} are allowed`);
  if (ownBytes > bytes) console.error(`${words[0]} loads ${ownBytes} bytes, ${bytes} are allowed`);
  if (surplus.length > 0) console.error(`${words[0]} loads what it does not use: ${surplus.join(', ')}`);
  failed ||= own.length > files || ownBytes > bytes || surplus.length > 0;
}
rmSync(scratch, { recursive: true });
if (failed) process.exit(1);
