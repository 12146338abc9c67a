import { pick, studyOptions } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { executorOptions } from '../arguments/executor-options.ts';
import { loadGrid, tellPartlyReadWorlds } from '../arguments/load-grid.ts';
import { tellWarnings } from '../arguments/load-study.ts';
import { workersOf } from '../arguments/workers.ts';
import { assertExecutorOptions } from '../cluster/execute-on-cluster.ts';
import { assertResumable } from '../planned/answer-question.ts';
import { posedComparison } from '../planned/comparison.ts';
import { answeredAnywhere } from '../planned/on-cluster.ts';
import { emitAnswer } from '../results/emit-answer.ts';
import { workersIn } from '../runs/with-workers.ts';

export const compareCommand = defineCommand({
  usage: 'compare <scenario..>',
  summary: 'compares designs: power of the claim where it is true, false-positive rate where it is false',
  positionals: { scenario: { type: 'string', many: true, describe: 'scenario files, one a design' } },
  options: {
    ...studyOptions,
    worlds: {
      type: 'string',
      many: true,
      greedy: true,
      describe: 'scenarios (data-generating scenarios, "worlds") under which every design is simulated',
    },
    replicates: { type: 'number', describe: 'number of simulated trials in each cell' },
    ...pick('workers'),
    out: { type: 'string', describe: 'results folder: finished shards are kept there, and comparison.csv and comparison.json' },
    report: { type: 'string', describe: 'also write the comparison as one HTML file' },
    ...executorOptions,
    ...pick('figures', 'resume', 'details', 'json', 'quiet'),
  },
  examples: [
    [
      'compare scenarios/designs/fixed-order.yaml scenarios/designs/randomised-crossover.yaml --worlds scenarios/worlds/tolerance.yaml scenarios/worlds/full-block.yaml --replicates 2000',
      'does a fixed order mistake tolerance for blockade',
    ],
    [
      'compare scenarios/designs/randomised-crossover.yaml --worlds scenarios/worlds/full-block.yaml scenarios/worlds/naltrexone-dysphoria.yaml',
      'can the crossover distinguish blockade from dysphoria',
    ],
  ],
  async run(argv, session) {
    const options = workersIn(session, workersOf(argv.workers));
    assertExecutorOptions(argv);
    assertResumable(argv);
    const grid = loadGrid(argv);
    tellWarnings(grid.map(({ one }) => one));
    tellPartlyReadWorlds(grid);
    const answer = await answeredAnywhere(posedComparison(grid), argv, options);
    if (answer !== undefined) await emitAnswer(session, argv, answer);
  },
});
