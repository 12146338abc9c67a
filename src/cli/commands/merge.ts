import { summarise } from '../../power/characteristics/summarise.ts';
import { addTally, emptyTally, type Tally } from '../../power/simulation/tally.ts';
import { tooManyFailures } from '../../power/characteristics/too-many-failures.ts';
import { failureText } from '../../report/text/failure-text.ts';
import { powerText } from '../../report/text/power-text.ts';
import { pick } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { usageError } from '../terminal/command-failure.ts';
import { emitAnswer } from '../results/emit-answer.ts';
import { oneOrCells, resultDocument } from '../results/result-document.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { assertSameEngine } from '../shards/same-engine.ts';
import { shardsOf } from '../shards/plan.ts';
import { statusOf, statusText } from '../shards/folder-status.ts';

export const mergeCommand = defineCommand({
  usage: 'merge <folder>',
  summary: 'the result of a run in parts, once every part is there',
  positionals: { folder: { type: 'string', describe: 'a folder made by plan or by power --out' } },
  options: pick('details', 'json'),
  examples: [
    ['merge output/run', 'the result of all parts'],
    ['merge output/run --json', 'the same for a script'],
  ],
  async run({ folder: path, details, json }, session) {
    const folder = ResultsFolder.open(path);
    assertSameEngine(folder, 'merged');
    const totals = totalsOf(folder);
    const results = folder.plan.cells.map(({ study, scenario: hash, origins, truths }, position) => ({
      loaded: { study, hash, ...(origins === undefined ? {} : { origins }) },
      result: summarise(study, totals[position], truths),
    }));
    const estimable = results.filter(({ loaded, result }) => tooManyFailures(loaded.study, result).length === 0);
    await emitAnswer(
      session,
      { json, details, out: path },
      {
        document: oneOrCells(results.map(({ loaded, result }) => resultDocument(loaded, { result }))),
        name: 'power',
        timed: false,
        text: (layout) => estimable.map(({ loaded, result }) => `${powerText(loaded.study, result, layout)}\n`).join('\n'),
        failures: results.map(({ loaded, result }) => failureText(loaded.study, result)).find((text) => text !== undefined),
      },
    );
  },
});

/**
 * The tallies of every cell, added in the order of the trials.
 * @throws CommandFailure (2) naming the shards that are missing, damaged, foreign or in conflict
 */
function totalsOf(folder: ResultsFolder): Tally[] {
  const totals = folder.plan.cells.map(({ study }) => emptyTally(study));
  const conflicts = folder.conflicts();
  for (const shard of shardsOf(folder.plan)) {
    const blocks = folder.read(shard, conflicts);
    if (typeof blocks === 'string') throw usageError(`${folder.path} cannot be merged\n${statusText(statusOf(folder))}`);
    for (const block of blocks) addTally(totals[shard.cell], block);
  }
  return totals;
}
