// Installs the packages of package-lock.json when they are absent or older than it. Needs nothing but Node and npm.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';

const changed = (path) => {
  try {
    return statSync(new URL(`../${path}`, import.meta.url)).mtimeMs;
  } catch {
    return 0;
  }
};

const installed = changed('node_modules/.package-lock.json');
if (installed === 0 || installed + 1000 < changed('package-lock.json')) {
  console.error('installing the packages of package-lock.json …');
  execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
}
