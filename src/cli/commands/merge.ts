import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { summarise } from '../../power/characteristics/summarise.ts';
import { addTally, emptyTally, type Tally } from '../../power/simulation/tally.ts';
import { tooManyFailures } from '../../power/characteristics/too-many-failures.ts';
import { powerText } from '../../report/text/power-text.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { writeOutput } from '../files/output-file.ts';
import { failWhenTooManyFailures, resultDocument, resultText } from '../results/result-document.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { assertSameEngine } from '../shards/same-engine.ts';
import { shardsOf } from '../shards/plan.ts';
import { statusOf, statusText } from '../shards/folder-status.ts';

export const mergeCommand: CommandModule<object, { readonly folder: string; readonly json: boolean }> = {
  command: 'merge <folder>',
  describe: 'the result of a run in parts, once every part is there',
  builder: (argv) =>
    argv
      .positional('folder', { type: 'string', demandOption: true, describe: 'a folder made by plan or by power --out' })
      .option('json', { type: 'boolean', default: false, describe: 'print one JSON document' })
      .example('$0 merge output/run', 'the result of all parts')
      .example('$0 merge output/run --json', 'the same for a script'),
  handler({ folder: path, json }) {
    const folder = ResultsFolder.open(path);
    assertSameEngine(folder, 'merged');
    const totals = totalsOf(folder);
    const results = folder.plan.cells.map((cell, position) => ({
      loaded: { study: cell.study, hash: cell.scenario, ...(cell.origins === undefined ? {} : { origins: cell.origins }) },
      result: summarise(cell.study, totals[position], cell.truths),
    }));
    const text = resultText(results.map(({ loaded, result }) => resultDocument(loaded, { result })));
    writeOutput(join(path, 'power.json'), text);
    if (json) process.stdout.write(text);
    for (const { loaded, result } of results) {
      if (!json && tooManyFailures(loaded.study, result).length === 0) process.stdout.write(`${powerText(loaded.study, result)}\n\n`);
    }
    for (const { loaded, result } of results) failWhenTooManyFailures(loaded.study, result);
  },
};

/**
 * The tallies of every cell, added in the order of the trials.
 * @throws CommandFailure (2) naming the shards that are missing, damaged, foreign or in conflict
 */
function totalsOf(folder: ResultsFolder): Tally[] {
  const totals = folder.plan.cells.map(({ study }) => emptyTally(study));
  const conflicts = folder.conflicts();
  for (const shard of shardsOf(folder.plan)) {
    const blocks = folder.read(shard, conflicts);
    if (typeof blocks === 'string') throw new CommandFailure(2, `${folder.path} cannot be merged\n${statusText(statusOf(folder))}`);
    for (const block of blocks) addTally(totals[shard.cell], block);
  }
  return totals;
}
