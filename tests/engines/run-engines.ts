import { availableParallelism } from 'node:os';
import { bundledCases } from './bundle.ts';
import type { EngineRun } from './compare-engines.ts';
import { type Engine, engines } from './engines.ts';
import { type EngineSearch, runEngine } from './run-engine.ts';

/** The Node.js that runs this, whose bytes are those to compare with. */
const here: Engine = { name: 'Node.js', required: true, runs: 'module', places: [process.execPath] };

/** What `.ci/fetch-engines.sh` fetched, and the commands of this machine. `ENGINES` names another folder. */
export const engineSearch: EngineSearch = { folder: process.env['ENGINES'] ?? 'output/engines', path: process.env['PATH'] ?? '' };

/**
 * Runs the cases on the Node.js that runs this and on every other engine, as many at a time as there are processors. The emulated engine is the slowest
 * and starts first.
 * @returns the reference first, then the engines in the order of their table
 */
export async function runEngines(search: EngineSearch): Promise<readonly [EngineRun, ...EngineRun[]]> {
  const cases = await bundledCases();
  const slowestFirst = [...engines].sort((a, b) => Number(b.emulator !== undefined) - Number(a.emulator !== undefined));
  const waiting = [...slowestFirst, here];
  const runs = new Map<Engine, EngineRun>();
  const worker = async (): Promise<void> => {
    for (let engine = waiting.shift(); engine !== undefined; engine = waiting.shift())
      runs.set(engine, await runEngine(engine, cases, search));
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
  const runOf = (engine: Engine): EngineRun => runs.get(engine) ?? { engine: engine.name, problem: 'it was not run' };
  return [runOf(here), ...engines.map(runOf)];
}
