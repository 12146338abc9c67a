import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The path of a file of this package, from the folder of its package.json: the same whether the program runs from its sources or from the bundles
 * of `npm run build`, which lie in other folders.
 * @param name  as in `scenarios/schema.json`
 */
export function packageFile(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, name);
}
