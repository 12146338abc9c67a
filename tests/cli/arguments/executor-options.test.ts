import { expect, it } from 'vitest';
import { executorOptions, jobOptions } from '../../../src/cli/arguments/executor-options.ts';
import { compareCommand } from '../../../src/cli/commands/compare.ts';
import { powerCommand } from '../../../src/cli/commands/power.ts';
import { sampleSizeCommand } from '../../../src/cli/commands/sample-size.ts';
import { simulateCommand } from '../../../src/cli/commands/simulate.ts';
import { submitCommand } from '../../../src/cli/commands/large-runs/submit.ts';
import { assertExecutorOptions } from '../../../src/cli/cluster/execute-on-cluster.ts';

it.each([powerCommand, compareCommand, sampleSizeCommand, simulateCommand])(
  '$name takes every option of a cluster, and the folder for it',
  ({ options }) => {
    expect(Object.keys(options)).toEqual(expect.arrayContaining([...Object.keys(executorOptions), 'out', 'resume']));
  },
);

it('submit takes the options of jobs, and none that plans', () => {
  const names = Object.keys(submitCommand.options);
  expect(names).toEqual(expect.arrayContaining(Object.keys(jobOptions)));
  expect(names.filter((name) => ['executor', 'shards', 'out'].includes(name))).toEqual([]);
});

it('options of a cluster without --executor, and what --executor lacks, are named at once', () => {
  const message = (argv: object): string => {
    try {
      assertExecutorOptions({ quiet: false, ...argv });
    } catch (error) {
      return String(error);
    }
    return '';
  };
  expect(message({ shards: '3', wait: true }).match(/--\w+: goes with --executor slurm/g)).toHaveLength(2);
  const lacking = message({ executor: 'slurm', json: true, report: 'x.html', figures: 'x' });
  expect(lacking.match(/--\w+(?=: )/g)).toEqual(['--executor', '--json', '--report', '--figures']);
  expect(message({ executor: 'slurm', out: 'x', wait: true, json: true })).toBe('');
});
