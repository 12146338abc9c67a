import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { methods } from '../../src/analysis/index.ts';
import type { Study } from '../../src/study/study.ts';
import { readScenario } from '../../src/scenario/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function studyOf(path: string, text: string): Study {
  const result = readScenario({ path, text }, { readFile: (name) => readFileSync(name, 'utf8') });
  if ('problems' in result) throw new RangeError(result.problems.map((each) => each.text).join('\n'));
  return result.study;
}

/** The Gaussian crossover that the R tasks simulate: two normals within a patient, one between. */
export function gaussianStudy(participants: number, analyses: string, missing = 0): Study {
  const text = `
model: gaussian
seed: 1
design: {participants: ${participants}, blockSize: 2}
gaussian: {mean: 24, difference: 2, periodEffect: -0.5, sdWithin: 3, sdBetween: 3}
missingness: {perVisit: ${missing}}
analyses: {${analyses}}
power: {truthPatients: 100, maxFailures: 1}
`;
  return studyOf('bench.yaml', text);
}

/** Thirty patients in a Williams square of four conditions, as the R task simulates them. */
export function fourConditionStudy(analysis: string, missing: number): Study {
  const text = `
model: gaussian
seed: 1
design:
  participants: 30
  blockSize: 4
  sequences: [[P+S, P+K, N+K, N+S], [P+K, N+S, P+S, N+K], [N+S, N+K, P+K, P+S], [N+K, P+S, N+S, P+K]]
  reference: P+S
gaussian: {mean: 24, sdWithin: 3, sdBetween: 3}
missingness: {perVisit: ${missing}}
analyses: {a: {reference: P+S, comparator: P+K, ${analysis}}}
power: {truthPatients: 100, maxFailures: 1}
`;
  return studyOf('bench.yaml', text);
}

/** The main scenario, whole. */
export function mainStudy(): Study {
  const path = `${root}/scenarios/williams-2018.yaml`;
  return studyOf(path, readFileSync(path, 'utf8'));
}

/** The main scenario with one analysis of its primary endpoint. */
export function oneAnalysisStudy(method: string): Study {
  const path = `${root}/scenarios/bench.yaml`;
  return studyOf(
    path,
    `extends: ./williams-2018.yaml
analyses: {hamd17-day1: null, hamd17-day1-paired: null, hamd17-change-day1: null, hamd17-day1-responders: null, cadss-peak: null, asked: {method: ${method}, endpoint: hamd17, visit: day1}}
claim: null
evidence: {analyses.cadss-peak.margin: null}
`,
  );
}

/** Thirty patients of the main scenario, four visits analysed together. */
export function repeatedStudy(): Study {
  const path = `${root}/scenarios/bench.yaml`;
  return studyOf(
    path,
    `extends: ./williams-2018.yaml
design: {participants: 30}
analyses: {hamd17-day1: null, hamd17-day1-paired: null, hamd17-change-day1: null, hamd17-day1-responders: null, cadss-peak: null, asked: {method: mmrm, endpoint: hamd17, visits: [day1, day3, day7, day14]}}
claim: null
evidence: {analyses.cadss-peak.margin: null}
`,
  );
}

/** The main scenario with ratings item by item, where the measurement model has them. */
export function itemStudy(): Study | undefined {
  const study = mainStudy();
  if (study.trial.kind !== 'mechanistic' || !('mode' in study.trial.measurement)) return undefined;
  const path = `${root}/scenarios/williams-2018.yaml`;
  const result = readScenario(
    { path, text: readFileSync(path, 'utf8') },
    { readFile: (name) => readFileSync(name, 'utf8'), set: ['measurement.mode=items'] },
  );
  return 'problems' in result ? undefined : result.study;
}

export const hasMixedModel = Object.hasOwn(methods, 'mixed-model');
