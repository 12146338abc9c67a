import { shipped } from '../command-line.ts';

/** A question that is kept in shards. */
export interface Kept {
  /** The command whose run it is. */
  readonly command: 'power' | 'compare' | 'sample-size';
  readonly words: readonly string[];
  /** Name of the file with the answer. */
  readonly result: string;
  /** Parts after which it is interrupted. */
  readonly parts: number;
}

export const lean = ['--set', 'power.truthPatients=100', '--quiet', '--workers', '1'];
export const textbook = shipped('gaussian-textbook.yaml');

const priors = '{gaussian.difference: {distribution: normal, mean: 3, sd: 1, source: assumed}}';
const uncertain = ['--assurance', '--set', `uncertainty.priors=${priors}`, '--set', 'uncertainty.draws=4'];

/** Every question that is kept. */
export const questions: Readonly<Record<string, Kept>> = {
  comparison: {
    command: 'compare',
    words: ['--worlds', textbook, '--set', 'claim.holds=true', '--replicates', '600'],
    result: 'comparison',
    parts: 1,
  },
  sweep: { command: 'power', words: ['--vary', 'gaussian.difference=2,4', '--replicates', '600'], result: 'power', parts: 2 },
  tornado: {
    command: 'power',
    words: ['--tornado', '--vary', 'gaussian.difference=2:6', '--replicates', '600'],
    result: 'tornado',
    parts: 2,
  },
  assurance: { command: 'power', words: [...uncertain, '--replicates', '600'], result: 'assurance', parts: 2 },
  'size that is reached': { command: 'sample-size', words: ['--replicates', '6000', '--max', '60'], result: 'sample-size', parts: 7 },
  'size that is not reached': { command: 'sample-size', words: ['--replicates', '6000', '--max', '12'], result: 'sample-size', parts: 3 },
  'size by assurance': {
    command: 'sample-size',
    words: [...uncertain, '--target', '0.6', '--replicates', '6000', '--max', '100'],
    result: 'sample-size',
    parts: 1,
  },
};
