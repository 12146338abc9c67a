import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HostedProgram } from './hosted.ts';
import { writeScenarios } from './small-scenarios.ts';

const ONE = ['--workers', '1', '--quiet'];

/** Command lines that fill a folder with every kind of file that the program writes. */
const preparing: readonly (readonly string[])[] = [
  ['plan', 'normal.yaml', '--replicates', '1500', '--shard-trials', '500', '--out', 'planned'],
  ['plan', 'normal.yaml', '--replicates', '1500', '--shard-trials', '500', '--out', 'run'],
  ['run-shard', 'run', '0', '1', '2', ...ONE],
  ['merge', 'run'],
  ['power', 'normal.yaml', 'other.yaml', '--require', '0.001', '--out', 'two', ...ONE],
  ['power', 'unsure.yaml', '--stated', '--out', 'kept', ...ONE],
  ['power', 'sequential.yaml', '--out', 'interim', ...ONE],
  ['power', 'normal.yaml', '--vary', 'gaussian.difference=3,4', '--out', 'sweep', ...ONE],
  ['power', 'normal.yaml', '--tornado', '--vary', 'gaussian.difference=3:4', '--out', 'tornado', ...ONE],
  ['power', 'unsure.yaml', '--assurance', '--out', 'assurance', ...ONE],
  ['compare', 'normal.yaml', '--worlds', 'world.yaml', 'other.yaml', '--out', 'compared', ...ONE],
  ['simulate', 'clinical.yaml', '--truth', '--out', 'trials', '--quiet'],
  ['simulate', 'items.yaml', '--items', '--participants', '6', '--out', 'items', '--quiet'],
  ['simulate', 'normal.yaml', '--trials', '2', '--out', 'normal', '--quiet'],
  ['report', 'run/power.json', '--out', 'run.html', ...ONE],
];

/**
 * Fills a folder with scenarios and with what the commands write from them.
 * @throws Error where one of the commands fails
 */
export async function prepare(hosted: HostedProgram, folder: string): Promise<void> {
  writeScenarios(folder);
  for (const words of preparing) {
    const { exitCode, stderr, broken } = await hosted.run(words, folder);
    if (exitCode !== 0) throw new Error(`${words.join(' ')}: ${broken ?? `exit code ${exitCode}`}\n${stderr}`);
  }
}

/** Every file below a folder with its bytes, by its path. */
export function filesIn(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path))]));
}

/** Makes a folder a copy of another one. */
export function copyAnew(from: string, to: string): void {
  if (existsSync(to)) rmSync(to, { recursive: true });
  cpSync(from, to, { recursive: true });
}

/** Files that the program makes for itself, and should have taken away when it ended. */
export function leftBehind(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /(^|\/)\.crossover-sim-/.test(path));
}
