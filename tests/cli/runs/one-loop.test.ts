import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderRunner } from '../../../src/cli/shards/folder-runner.ts';
import { makePlan } from '../../../src/cli/shards/plan.ts';
import { ResultsFolder } from '../../../src/cli/shards/results-folder.ts';
import { WorkerPool } from '../../../src/cli/workers/worker-pool.ts';
import { runComparison } from '../../../src/power/common-random-numbers/run-comparison.ts';
import { simulateStudies } from '../../../src/power/common-random-numbers/simulate-studies.ts';
import { estimatePower, estimatePowerAsync } from '../../../src/power/estimate-power.ts';
import { replayPowerCurves } from '../../../src/power/sample-size/replay-power-curves.ts';
import { searchSampleSize } from '../../../src/power/sample-size/search-sample-size.ts';
import { inlineRunner } from '../../../src/power/simulation/inline-runner.ts';
import { SimulationAborted, type SimulationProgress } from '../../../src/power/simulation/simulation-options.ts';
import type { TaskRunner } from '../../../src/power/simulation/task-runner.ts';
import { precision } from '../../../src/power/stopping/stopping-rule.ts';
import { runAssurance } from '../../../src/power/uncertainty/run-assurance.ts';
import { runTornado } from '../../../src/power/uncertainty/run-tornado.ts';
import { runSweep } from '../../../src/power/uncertainty/sweep.ts';
import { withParticipants } from '../../../src/study/derived-study.ts';
import type { Study } from '../../../src/study/study.ts';
import { gaussianStudy } from '../../bench/studies.ts';
import { emptyFolder } from '../command-line.ts';

const root = emptyFolder();
const pool = new WorkerPool(2);
beforeAll(async () => {
  // Threads start slowly on a busy machine; no test is to wait for them.
  await pool.run(
    'truth',
    [study, study].map((each) => ({ study: each })),
    () => undefined,
  );
});
afterAll(async () => {
  await pool.close();
  rmSync(root, { recursive: true });
});

/** Values are missing, so that trials take the general path and some analyses cannot be made. */
const study = withReplicates(gaussianStudy(12, 'a: {method: crossover-t}, b: {method: paired-t}', 0.1), 2750);

function withReplicates(one: Study, replicates: number): Study {
  return { ...one, power: { ...one.power, replicates } };
}

let folders = 0;

/** Keeps the trials of a study in a folder of its own. */
function inFolder(one: Study, runner: TaskRunner): TaskRunner {
  const plan = makePlan([one], 1000);
  const growing = { ...plan, cells: plan.cells.map((cell) => ({ ...cell, replicates: 0 })) };
  const folder = ResultsFolder.prepare(join(root, `run-${++folders}`), growing);
  return folderRunner(runner, { folder, cell: 0 }, () => undefined);
}

const bytes = (result: unknown): string => JSON.stringify(result);

describe('one loop for all runners', () => {
  const alone = bytes(estimatePower(study));

  it.each<[string, () => TaskRunner]>([
    ['in this thread', inlineRunner],
    ['on two worker threads', () => pool],
    ['in a results folder', () => inFolder(study, inlineRunner())],
    ['in a results folder that two threads fill', () => inFolder(study, pool)],
  ])('a study gives the bytes of estimatePower %s', async (_, runner) => {
    expect(bytes(await estimatePowerAsync(study, { runner: runner() }))).toBe(alone);
  });

  it('a rule that looks at the counts gives the same bytes wherever a study runs', async () => {
    const rule = precision(study, 0.008);
    const [inline, ...others] = await Promise.all(
      [inlineRunner(), pool, inFolder(study, pool)].map((runner) => estimatePowerAsync(study, { runner, rule })),
    );
    expect(inline.replicates).toBeGreaterThan(2000);
    expect(inline.analyses.a.power.mcse).toBeLessThanOrEqual(0.008);
    for (const other of others) expect(bytes(other)).toBe(bytes(inline));
  });

  const small = withReplicates(study, 600);
  const wider = (_path: string, value: number): Study => withParticipants(small, value);
  it.each<[string, (runner: TaskRunner) => Promise<unknown>]>([
    [
      'many studies',
      async (runner) => {
        const runs = await simulateStudies([{ study: small }, { study: small, first: 1000 }], { runner, withTruths: true });
        return runs.map(({ total, truths, successes }) => ({ total, truths, both: successes.both(0, runs[0].successes, 1) }));
      },
    ],
    [
      'a sweep',
      (runner) =>
        runSweep(
          [10, 12].map((n) => ({ set: { n }, study: withParticipants(small, n) })),
          { runner },
        ),
    ],
    [
      'a tornado with its threshold',
      (runner) => {
        const range = { path: 'design.participants', unit: 'patients', assumed: 12, low: 6, high: 40 };
        return runTornado(small, { from: 'a test', ranges: [range] }, (path, value) => wider(path, 2 * Math.round(value / 2)), { runner });
      },
    ],
    [
      'an assurance',
      (runner) => {
        const drawn = [8, 12, 20].map((n) => ({ draw: { weight: 1 / 3, set: { n } }, study: withParticipants(small, n) }));
        return runAssurance(small, drawn, { runner, exhaustive: true });
      },
    ],
    [
      'a comparison',
      async (runner) => {
        const grid = [8, 12].map((n) => ({ design: `${n} patients`, world: 'as written', study: withParticipants(small, n) }));
        return (await runComparison(grid, { runner })).comparison;
      },
    ],
    ['a search of a sample size', (runner) => searchSampleSize(small, { target: 0.7, max: 200, analysis: 'a' }, { runner })],
    ['replayed curves', (runner) => replayPowerCurves(small, estimatePower(small), { runner })],
  ])('a question gives the same bytes in this thread and on threads: %s', async (_, ask) => {
    const answer = bytes(await ask(inlineRunner()));
    expect(answer.length).toBeGreaterThan(200);
    expect(bytes(await ask(pool))).toBe(answer);
  });
});

describe('signals', () => {
  const long = withReplicates(study, 1_000_000);

  it.each<[string, () => TaskRunner]>([
    ['in this thread', inlineRunner],
    ['on worker threads', () => pool],
    ['in a results folder', () => inFolder(long, pool)],
  ])('an aborted signal stops a run %s, after progress was told', async (_, runner) => {
    const controller = new AbortController();
    const told: SimulationProgress[] = [];
    const onProgress = (progress: SimulationProgress): void => {
      told.push(progress);
      if (progress.stage === 'trials' && progress.done >= 2000) controller.abort('enough');
    };
    const run = estimatePowerAsync(long, { runner: runner(), signal: controller.signal, onProgress });
    const error: unknown = await run.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SimulationAborted);
    expect(error).toMatchObject({ name: 'AbortError', cause: 'enough' });
    expect(told[0]).toMatchObject({ stage: 'truth', done: 0, from: 0 });
    const trials = told.filter(({ stage }) => stage === 'trials').map(({ done }) => done);
    expect(trials[0]).toBe(0);
    expect(trials).toEqual([...trials].sort((a, b) => a - b));
    expect(trials.at(-1)).toBeGreaterThanOrEqual(2000);
    expect(trials.at(-1)).toBeLessThan(1_000_000);
  });

  it.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
    ['a run', (signal) => estimatePowerAsync(study, { signal })],
    ['many studies', (signal) => simulateStudies([{ study }], { signal })],
    ['a search of a sample size', (signal) => searchSampleSize(study, { max: 100, analysis: 'a' }, { signal })],
  ])('a signal that is aborted beforehand stops %s at once', async (_, run) => {
    await expect(run(AbortSignal.abort('never'))).rejects.toMatchObject({ name: 'AbortError', trials: 0, cause: 'never' });
  });
});

it('a run in this thread lets other work have its turn', async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await estimatePowerAsync(withReplicates(study, 20_000));
  clearInterval(timer);
  expect(turns).toBeGreaterThan(2);
});
