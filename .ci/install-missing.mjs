// Installs the packages of package-lock.json when they are absent or older than it. Needs nothing but Node and npm; an older Node than package.json
// declares is refused in one line.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

const changed = (path) => {
  try {
    return statSync(new URL(`../${path}`, import.meta.url)).mtimeMs;
  } catch {
    return 0;
  }
};

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const [needMajor, needMinor] = engines.node.match(/\d+/g).map(Number);
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < needMajor || (major === needMajor && minor < needMinor)) {
  console.error(`crossover-sim needs Node.js ${needMajor}.${needMinor} or later, got ${process.versions.node}`);
  process.exit(2);
}

const installed = changed('node_modules/.package-lock.json');
if (installed === 0 || installed + 1000 < changed('package-lock.json')) {
  console.error('installing the packages of package-lock.json …');
  execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
}
