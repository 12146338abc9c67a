import { readFileSync } from 'node:fs';
import type { Study } from '../../src/study/study.ts';
import { readScenario } from '../../src/scenario/index.ts';

/** The study of a shipped scenario, with values changed as by `--set`. */
export function shippedStudy(name: string, set: readonly string[] = []): Study {
  const path = `scenarios/${name}.yaml`;
  const read = readScenario({ path, text: readFileSync(path, 'utf8') }, { readFile: (file) => readFileSync(file, 'utf8'), set: [...set] });
  if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
  return read.study;
}
