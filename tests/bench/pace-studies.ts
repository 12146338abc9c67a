import { readFileSync } from 'node:fs';
import { readScenario } from '../../src/scenario/index.ts';
import type { Study } from '../../src/study/study.ts';

/** The scenarios come from the folder of either commit, in which the program is started. */
function shipped(name: string, set: readonly string[] = []): Study {
  return studyOf(`scenarios/${name}.yaml`, readFileSync(`scenarios/${name}.yaml`, 'utf8'), set);
}

function studyOf(path: string, text: string, set: readonly string[] = []): Study {
  const result = readScenario({ path, text }, { readFile: (file) => readFileSync(file, 'utf8'), set: [...set] });
  if ('problems' in result) throw new RangeError(result.problems.map((each) => each.text).join('\n'));
  return result.study;
}

/** Thirty participants in pairs, normal responses, as the R and C programs simulate them. */
export const gaussianStudy = (analyses: string, missing = 0): Study =>
  studyOf(
    'bench.yaml',
    `
model: gaussian
seed: 1
design: {participants: 30, blockSize: 2}
gaussian: {mean: 24, difference: 2, periodEffect: -0.5, sdWithin: 3, sdBetween: 3}
missingness: {perVisit: ${missing}}
analyses: {${analyses}}
power: {truthPatients: 100, maxFailures: 1}
`,
  );

export const textbookStudy = (): Study => shipped('gaussian-textbook');
export const mainStudy = (): Study => shipped('williams-2018');
export const itemStudy = (): Study => shipped('williams-2018', ['measurement.mode=items']);
