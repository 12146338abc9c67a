// What the shipped posterior was made of: written by npm run docs:posterior, compared by tests/learning/shipped-posterior.test.ts.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { baseText, locateBase } from '../../src/cli/files/scenario-files.ts';
import type { Evidence } from '../../src/learning/evidence-study.ts';
import { doLearningTask } from '../../src/learning/learning-task.ts';
import { learn } from '../../src/learning/learn.ts';
import { readEvidence } from '../../src/learning/read-evidence.ts';
import { pointsFor } from '../../src/learning/emulator/study-emulator.ts';
import { figuresOf } from '../../src/learning/simulated-study.ts';
import { chainLengths } from '../../src/learning/sampler/posterior.ts';
import { oneArm } from '../../tests/learning/small-evidence.ts';

const EVIDENCE = 'scenarios/evidence/ketamine-naltrexone.yaml';
export const POSTERIOR = 'scenarios/evidence/ketamine-naltrexone-posterior.json';

/** Normal scores of all parameters at which trials of every study are simulated. */
const SCORES = [-0.8, 0, 0.9];

/** A small evidence file, of which the whole way to draws is gone: waves, surfaces, likelihood, chains, new studies. */
const SMALL = `name: fingerprint
${oneArm}parameters:
  response.benefit: { distribution: beta, alpha: 3, beta: 6, source: assumed }
betweenStudy: { response.benefit: 0.5 }
studies:
  first:
    source: han-2016
    summaries: [{ kind: count, name: response, visit: day1, measure: response, after: placebo, count: 12, of: 20, read: made up }]
  second:
    source: xu-2016
    summaries:
      - { kind: mean, name: score, visit: day1, measure: value, after: placebo, value: 12, read: made up }
      - { kind: sd, name: spread, visit: day1, measure: value, after: placebo, value: 6, read: made up }
`;

/** Digests of what a posterior depends on. They are equal where the tree that is there now would give the same file. */
export interface Fingerprint {
  /** Of the file itself. */
  readonly posterior: string;
  readonly evidence: string;
  /** Of trials of every study at some points: the model, its random-number streams, and how figures are read. */
  readonly trials: string;
  /** Of the draws from a small evidence file, how many points every study has, and the lengths of the chains: the method. */
  readonly method: string;
}

/** The fingerprint of the tree as it is, and of the posterior that it has. */
export async function fingerprint(): Promise<Fingerprint> {
  const text = readFileSync(EVIDENCE, 'utf8');
  const { studies, parameters, seed } = evidenceOf(EVIDENCE, text);
  const trials = studies.flatMap((study, place) =>
    SCORES.map((score, first) => {
      const points = [new Float64Array(parameters.length).fill(score)];
      return doLearningTask('points', { name: `study${place}`, study, parameters, seed, wave: 0, points, first: 1000 * first });
    }),
  );
  const small = await learn(evidenceOf('fingerprint.yaml', SMALL), { lengths: { chains: 2, warmUp: 60, draws: 60 } });
  const counts = [2, 4, 8, 14].map((reads) => studies.map((study) => pointsFor(reads, figuresOf(study).length)));
  return {
    posterior: digest(readFileSync(POSTERIOR, 'utf8')),
    evidence: digest(text),
    trials: digest(JSON.stringify(trials)),
    method: digest(JSON.stringify([small.draws, small.waves, counts, chainLengths])),
  };
}

function evidenceOf(path: string, text: string): Evidence {
  const read = readEvidence({ path, text }, { readFile: baseText, locate: locateBase });
  if ('problems' in read) throw new Error(read.problems.map((problem) => problem.text).join('\n'));
  return read.evidence;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
