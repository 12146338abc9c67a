import { baseText, locateBase } from '../../src/cli/files/scenario-files.ts';
import type { Evidence } from '../../src/learning/evidence-study.ts';
import { readEvidence } from '../../src/learning/read-evidence.ts';

/** The evidence of a text that has no problem. */
export function evidenceOf(text: string): Evidence {
  const read = readEvidence({ path: 'made-up.yaml', text }, { readFile: baseText, locate: locateBase });
  if ('problems' in read) throw new Error(read.problems.map((problem) => problem.text).join('\n'));
  return read.evidence;
}

/** The scenario of small evidence files: one arm of 20 participants with a score before the infusion and a day after it. */
export const oneArm = `scenario:
  model: mechanistic
  design: { participants: 20, sequences: [[placebo]], blockSize: 1 }
  visits: { baseline: -1.5, day1: 24 }
  outcomes: { hamd17: { visits: [baseline, day1] } }
  treatments: { pretreatments: { placebo: { kind: inert } }, infusions: { ketamine: { kind: ketamine } } }
`;

/** Two studies of it: a count of responders, and a mean. */
export const twoStudies = `studies:
  first:
    source: han-2016
    summaries: [{ kind: count, name: response, visit: day1, measure: response, after: placebo, count: 12, of: 20, read: made up }]
  second:
    source: xu-2016
    summaries: [{ kind: mean, name: score, visit: day1, measure: value, after: placebo, value: 12, read: made up }]
`;
