import { join, resolve } from 'node:path';
import { defineCommand } from '../../arguments/define-command.ts';
import { argvOfThisProcess, assertPlainNames } from '../../arguments/shell-words.ts';
import { jobName } from '../../cluster/job-script.ts';
import { workflowTargets, targets } from '../../cluster/targets/index.ts';
import { memoryFor } from '../../cluster/targets/target.ts';
import { writeOutput } from '../../files/output-file.ts';
import { resultName } from '../../shards/folder-status.ts';
import { shardsOf } from '../../shards/plan.ts';
import { goesOn } from '../../shards/planned-question.ts';
import { ResultsFolder } from '../../shards/results-folder.ts';
import { usageError } from '../../terminal/exit-error.ts';
import { engineVersion } from '../../workers/engine-version.ts';

export const emitCommand = defineCommand({
  usage: 'emit <target> <folder>',
  summary: 'files that compute the shards of a run elsewhere: Kubernetes, AWS Batch, Snakemake, GNU parallel',
  positionals: {
    target: { type: 'string', choices: targets, describe: 'what the files are for' },
    folder: { type: 'string', describe: 'a folder made by plan' },
  },
  options: {
    image: { type: 'string', default: `crossover-sim:${engineVersion()}`, describe: 'container image that holds the program' },
  },
  examples: [
    ['emit parallel output/run', 'then: bash output/run/emit/run.sh'],
    [
      'emit kubernetes output/run --image registry.example/crossover-sim:1',
      'an indexed job; then: kubectl apply -f output/run/emit/job.yaml',
    ],
  ],
  run({ target, folder: path, image }) {
    const folder = ResultsFolder.open(path);
    const count = shardsOf(folder.plan).length;
    if (count === 0) throw usageError(`${path} has no shards yet: plan it with --replicates`);
    assertPlainNames(`emit ${target}`, [resolve(path), image, ...argvOfThisProcess()]);
    const files = workflowTargets[target]({
      path: resolve(path),
      name: jobName(folder),
      count,
      memory: memoryFor(folder),
      goesOn: goesOn(folder.plan),
      image,
      result: resultName(folder.plan),
    });
    for (const [name, text] of Object.entries(files)) {
      writeOutput(join(path, 'emit', name), text);
      process.stdout.write(`${join(path, 'emit', name)}\n`);
    }
  },
});
