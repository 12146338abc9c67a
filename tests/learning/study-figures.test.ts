import { expect, it } from 'vitest';
import type { EvidenceStudy } from '../../src/learning/evidence-study.ts';
import { readEvidence } from '../../src/learning/read-evidence.ts';
import { figureReader, type FigureSummary } from '../../src/learning/study-figures.ts';
import type { TrialData } from '../../src/trial/trial-data.ts';
import { oneArm } from './small-evidence.ts';

const files = {
  readFile: (): string => {
    throw new Error('no file');
  },
};

it('a standardised difference is Hedges g, with its factor for small samples', () => {
  const text = `name: two groups
${oneArm.replace('[[placebo]]', '[[placebo+ketamine], [placebo+saline]], reference: placebo+ketamine').replace('blockSize: 1', 'blockSize: 2').replace('{ ketamine: { kind: ketamine } }', '{ ketamine: { kind: ketamine }, saline: { kind: saline } }')}parameters: { response.benefit: { distribution: beta, alpha: 2, beta: 2, source: assumed } }
studies:
  only:
    source: kishimoto-2016
    summaries:
      - { kind: standardised-difference, name: score, visit: day1, after: placebo+ketamine, against: placebo+saline, value: -1, read: made up }
`;
  const read = readEvidence({ path: 'two.yaml', text }, files);
  if ('problems' in read) throw new Error(read.problems.map(({ text: said }) => said).join('\n'));
  const [study] = read.evidence.studies as [EvidenceStudy];
  const scores = [8, 10, 12, 14, 15, 18, 21];
  const data: TrialData = {
    sequences: [],
    sequence: new Int32Array(7),
    covariates: new Map(),
    subjectCount: 7,
    periodCount: 1,
    treatments: ['placebo+ketamine', 'placebo+saline'],
    treatment: Int32Array.from([0, 0, 0, 0, 1, 1, 1]),
    columns: new Map([
      ['hamd17@day1', Float64Array.from(scores)],
      ['hamd17@baseline', new Float64Array(7).fill(20)],
    ]),
  };
  // Means 11 and 18, sums of squares 20 and 18, five degrees of freedom: d = −7/√7.6, J = 1 − 3/19.
  const found = figureReader(study, study.summaries[0] as FigureSummary)(data);
  expect(found).toBeCloseTo(((1 - 3 / 19) * -7) / Math.sqrt(7.6), 12);
});
