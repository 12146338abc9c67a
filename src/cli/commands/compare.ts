import { runComparison } from '../../power/common-random-numbers/run-comparison.ts';
import { pick, studyOptions } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { loadGrid } from '../arguments/load-grid.ts';
import { tellWarnings } from '../arguments/load-study.ts';
import { workersOf } from '../arguments/workers.ts';
import { comparisonAnswer } from '../results/comparison-answer.ts';
import { emitAnswer } from '../results/emit-answer.ts';
import { withWorkers, workersIn } from '../runs/with-workers.ts';

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
    out: { type: 'string', describe: 'folder for comparison.csv and comparison.json' },
    report: { type: 'string', describe: 'also write the comparison as one HTML file' },
    ...pick('figures', 'details', 'json', 'quiet'),
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
    const grid = loadGrid(argv);
    tellWarnings(grid.map(({ one }) => one));
    const designs = grid.map(({ design, world, one: { study } }) => ({ design, world, study }));
    const options = workersIn(session, workersOf(argv.workers));
    const compared = await withWorkers(options, (simulation) => runComparison(designs, simulation));
    await emitAnswer(session, argv, comparisonAnswer(grid, compared));
  },
});
