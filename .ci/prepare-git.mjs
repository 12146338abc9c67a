// npm runs `prepare` before it packs what it installs from a git address; it clones that into its cache, and there the program has to be built.
// In a checkout nothing is done: `npm ci` stays as quick as it is, and `npm run build` builds.
import { execFileSync } from 'node:child_process';

const { npm_config_cache: cache, _PACOTE_NO_PREPARE_: installing } = process.env;
if (cache && process.cwd().startsWith(cache) && !installing) {
  execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['run', 'build', '--silent'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
}
