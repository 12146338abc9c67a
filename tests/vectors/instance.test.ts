import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { compileStudy } from '../../src/power/simulation/compile-study.ts';
import { runReplicates } from '../../src/power/simulation/replicate-loop.ts';
import { readStudy, starterScenario } from '../../src/scenario/index.ts';

afterEach(() => vi.unstubAllGlobals());

/** WebAssembly as an engine has it that knows the modules and has no address space for them. */
const withoutSpace = {
  validate: () => true,
  Module: class {},
  Instance: class {
    constructor() {
      throw new RangeError('WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory for new instance');
    }
  },
};

it.each([24, 25])('a study of %d participants runs to the same numbers where the engine gives no memory for vectors', (participants) => {
  const study = readStudy(starterScenario({ participants, difference: 3, sd: 5 }));
  const run = (): string => JSON.stringify(runReplicates(compileStudy(study), [3], 0, 50));
  const expected = run();
  vi.stubGlobal('WebAssembly', withoutSpace);
  expect(run()).toBe(expected);
});

it('modules are given all of their memory at once, so that no array loses its buffer', () => {
  const { WebAssembly: engine } = globalThis as unknown as { WebAssembly: { Memory: { prototype: { grow: (pages: number) => number } } } };
  const grow = vi.spyOn(engine.Memory.prototype, 'grow');
  const studies = [starterScenario({ participants: 300, difference: 3, sd: 5 }), readFileSync('scenarios/williams-2018.yaml', 'utf8')];
  for (const text of studies) runReplicates(compileStudy(readStudy(text)), [NaN, NaN, NaN, NaN, NaN], 0, 3);
  expect(grow).not.toHaveBeenCalled();
  grow.mockRestore();
});
