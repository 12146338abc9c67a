/** A command that writes: what is there before, and its words. */
export interface Job {
  readonly before: readonly (readonly string[])[];
  readonly words: readonly string[];
  /** Files of which all are old or all are new, unless a list says what is still to be done. */
  readonly together?: RegExp;
}

const ONE = ['--workers', '1', '--quiet'];
const TRIALS = ['simulate', 'clinical.yaml', '--participants', '6', '--out', 'trials', '--quiet'];
const PLAN = ['plan', 'normal.yaml', '--replicates', '1500', '--shard-trials', '500', '--out', 'run'];
const SHARDS = ['run-shard', 'run', '0', '1', '2', ...ONE];
const power = (replicates: number): string[] => ['power', 'normal.yaml', '--replicates', String(replicates), '--out', 'run', ...ONE];
const COMPARE = ['compare', 'normal.yaml', '--worlds', 'world.yaml', 'other.yaml', '--out', 'compared', ...ONE];
const SWEEP = ['power', 'normal.yaml', '--vary', 'gaussian.difference=3,4', '--out', 'sweep', ...ONE];

/** The files of a result that appear together; shards appear before them. */
const RESULT = /^(compared|sweep)\/(comparison|sweep)\./;

/** Every command that writes files, into a new place and over what an earlier one wrote. */
export const jobs: readonly Job[] = [
  { before: [], words: power(1500) },
  { before: [power(500)], words: power(1500) },
  { before: [power(500)], words: [...power(1500), '--report', 'r.html', '--figures', 'figures', '--junit', 'j.xml', '--summary', 's.md'] },
  { before: [power(500)], words: ['report', 'run/power.json', '--figures', 'run/figures', '--protocol', 'run/text.md', ...ONE] },
  { before: [power(500)], words: ['report', 'run/power.json', '--protocol', 'run/text.docx', ...ONE] },
  { before: [], words: PLAN },
  { before: [PLAN], words: SHARDS },
  { before: [PLAN, SHARDS], words: ['merge', 'run'] },
  ...['parallel', 'snakemake', 'kubernetes', 'aws-batch'].map((target) => ({ before: [PLAN], words: ['emit', target, 'run'] })),
  { before: [], words: COMPARE, together: RESULT },
  { before: [], words: [...COMPARE, '--report', 'c.html'] },
  { before: [], words: SWEEP, together: RESULT },
  {
    before: [],
    words: ['power', 'normal.yaml', '--tornado', '--vary', 'gaussian.difference=3:4', '--out', 'tornado', '--report', 't.html', ...ONE],
  },
  { before: [], words: ['power', 'unsure.yaml', '--assurance', '--out', 'assurance', ...ONE] },
  { before: [], words: TRIALS, together: /^trials\// },
  { before: [[...TRIALS, '--seed', '2', '--truth']], words: TRIALS, together: /^trials\// },
  { before: [TRIALS], words: [...TRIALS, '--seed', '2', '--truth', '--report', 'trial.html'], together: /^trials\// },
  { before: [], words: ['init', 'new/starter.yaml', '--participants', '24', '--difference', '3', '--sd', '5'] },
  { before: [], words: ['init', 'normal.yaml', '--force', '--participants', '24', '--difference', '3', '--sd', '5'] },
  { before: [['man', '--out', 'schema.json']], words: ['schema', '--out', 'schema.json'] },
  { before: [], words: ['man', '--out', 'man/page.1'] },
];
