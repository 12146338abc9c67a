import { expect, it } from 'vitest';
import { baseText, locateBase } from '../../src/cli/files/scenario-files.ts';
import { learn } from '../../src/learning/learn.ts';
import { doLearningTask, type LearningRunner } from '../../src/learning/learning-task.ts';
import { readEvidence } from '../../src/learning/read-evidence.ts';
import { oneArm, twoStudies } from './small-evidence.ts';

const lengths = { chains: 2, warmUp: 40, draws: 60 };

const text = `name: two
${oneArm}parameters:
  response.benefit: { distribution: beta, alpha: 3, beta: 6, source: assumed }
betweenStudy: { response.benefit: 0.5 }
${twoStudies}`;

it('a posterior has the same numbers whoever does its tasks, in whatever order, and these are plain data', async () => {
  const read = readEvidence({ path: 'two.yaml', text }, { readFile: baseText, locate: locateBase });
  if ('problems' in read) throw new Error(read.problems.map((problem) => problem.text).join('\n'));
  const options = { leaveOut: true, priorSensitivity: true, lengths };
  const kinds = new Map<string, number>();
  const names: string[] = [];
  const backwards: LearningRunner = async (kind, tasks, onDone) => {
    kinds.set(kind, (kinds.get(kind) ?? 0) + tasks.length);
    for (const [place, task] of [...tasks.entries()].reverse()) {
      if ('name' in task) names.push(task.name);
      onDone(await Promise.resolve(structuredClone(doLearningTask(kind, structuredClone(task)))), place);
    }
  };
  const [here, there] = [await learn(read.evidence, options), await learn(read.evidence, { ...options, run: backwards })];
  expect(JSON.stringify(there)).toBe(JSON.stringify(here));
  const waves = here.waves.length;
  expect(Object.fromEntries(kinds)).toEqual({ reads: 2, points: 8 * waves, emulator: 2 * waves, chain: 2 * waves, refit: 6 });
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z0-9-]+$/.test(name))).toEqual([]); // they become names of files
}, 120_000);
