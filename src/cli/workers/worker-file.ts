import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const isSource = import.meta.url.endsWith('.ts');

/** Address of the module with the work of a thread. */
export function workerFile(name: 'block-worker' | 'learning-worker'): string {
  return new URL(`./${name}.${isSource ? 'ts' : 'js'}`, import.meta.url).href;
}

/** Options of Node.js for a thread: where it is not built, what reads TypeScript, in whatever folder the command runs. */
export function workerOptions(): { execArgv?: string[] } {
  return isSource ? { execArgv: ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] } : {};
}
