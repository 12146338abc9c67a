import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };

/** Files that may name a script: prose (but for the history of changes), code, scenarios, CI. */
function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (['node_modules', 'dist', 'output', 'api', '.git', 'CHANGELOG.md'].includes(name)) return [];
    if (statSync(path).isDirectory()) return filesIn(path);
    return /\.(md|ts|mjs|sh|yaml|yml)$|^run$/.test(name) ? [path] : [];
  });
}

it('scripts are a verb (`build`), or a part of one (`build:wasm`), or `site`, with the hooks of npm', () => {
  const verb = 'start|check|test|build|bench|calibrate|lint|typecheck|format|site';
  const scheme = new RegExp(`^(pre)?(${verb}|(test|build|bench|docs|format):[a-z]+(-[a-z]+)*)$|^(prepack|prepare)$`);
  expect(Object.keys(scripts).filter((name) => !scheme.test(name))).toEqual([]);
});

it('every `npm run` that is written somewhere names a script that exists', () => {
  const missing = filesIn('.').flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/npm run (?:--silent |-s )?([a-z][a-z:-]*)/g)]
      .map(([, name]) => name)
      .filter((name) => !Object.hasOwn(scripts, name))
      .map((name) => `${path}: npm run ${name}`),
  );
  expect(missing).toEqual([]);
});
