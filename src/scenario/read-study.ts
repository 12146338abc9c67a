import { check, checkOptional } from '../arguments/shape.ts';
import type { Study } from '../study/study.ts';
import { readScenario, type ReadOptions } from './read-scenario.ts';

/** How the text of a scenario is read: all of `ReadOptions` may be left out. */
export interface ReadStudyOptions extends Partial<ReadOptions> {
  /** What the text is called in messages, and what `extends` is relative to; `scenario.yaml` unless said otherwise. */
  readonly path?: string;
}

/**
 * The study of a scenario that is known to be right, from its text. `readScenario` tells what is wrong with one that is not,
 * and what is implausible about one that is.
 *
 * @throws Error with every problem of the scenario, one a line
 * @example
 * ```ts
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { set: ['seed=7'] });
 * study.trial.design.participants; // → 24
 * study.seed; // → '7'
 * ```
 */
export function readStudy(text: string, options: ReadStudyOptions = {}): Study {
  check('text', text, 'text');
  check('options', options, 'object');
  checkOptional('options.path', options.path, 'text');
  const { path = 'scenario.yaml', readFile = noFiles, ...rest } = options;
  const read = readScenario({ path, text }, { readFile, ...rest });
  if ('problems' in read) throw new Error(read.problems.map((problem) => problem.text).join('\n'));
  return read.study;
}

function noFiles(path: string): never {
  throw new Error(`${path} cannot be read: no readFile was given`);
}
