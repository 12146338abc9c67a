import { join, resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { CommandFailure } from '../terminal/command-failure.ts';
import { engineVersion } from '../workers/engine-version.ts';
import { writeOutput } from '../files/output-file.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { shardsOf } from '../shards/plan.ts';
import { jobName } from '../cluster/job-script.ts';
import { emissions } from '../cluster/targets/index.ts';

interface EmitArguments {
  readonly target: string;
  readonly folder: string;
  readonly image: string;
}

export const emitCommand: CommandModule<object, EmitArguments> = {
  command: 'emit <target> <folder>',
  describe: 'files that compute the parts of a run elsewhere: Kubernetes, AWS Batch, Snakemake, GNU parallel',
  builder: (argv) =>
    argv
      .positional('target', { choices: Object.keys(emissions), demandOption: true, describe: 'what the files are for' })
      .positional('folder', { type: 'string', demandOption: true, describe: 'a folder made by plan' })
      .option('image', {
        type: 'string',
        default: `crossover-sim:${engineVersion()}`,
        describe: 'container image that holds the program',
        requiresArg: true,
      })
      .example('$0 emit parallel output/run', 'then: bash output/run/emit/run.sh')
      .example(
        '$0 emit kubernetes output/run --image registry.example/crossover-sim:1',
        'an indexed job; then: kubectl apply -f output/run/emit/job.yaml',
      ),
  handler({ target, folder: path, image }) {
    const folder = ResultsFolder.open(path);
    const count = shardsOf(folder.plan).length;
    if (count === 0) throw new CommandFailure(2, `${path} has no shards yet: plan it with --replicates`);
    const files = emissions[target]({
      path: resolve(path),
      name: jobName(folder),
      count,
      shardTrials: folder.plan.shardTrials,
      image,
    });
    for (const [name, text] of Object.entries(files)) {
      writeOutput(join(path, 'emit', name), text);
      process.stdout.write(`${join(path, 'emit', name)}\n`);
    }
  },
};
