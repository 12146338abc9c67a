import { summarise } from '../../power/characteristics/summarise.ts';
import { tooManyFailures } from '../../power/characteristics/too-many-failures.ts';
import { failureText } from '../../report/text/failure-text.ts';
import { powerText } from '../../report/text/power-text.ts';
import type { Answer } from '../results/emit-answer.ts';
import { furtherPart } from '../results/further-part.ts';
import { oneOrCells, provenance, resultDocument } from '../results/result-document.ts';
import { writeMergedTrials } from '../results/write-trials.ts';
import { contentHash } from '../../scenario/resolved/scenario-hash.ts';
import type { Study } from '../../study/study.ts';
import { answeredFrom } from '../planned/answer-question.ts';
import type { WorkersOptions } from '../runs/with-workers.ts';
import { assertFinished, mergedTallies } from '../shards/merge-tallies.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { assertSameEngine } from '../shards/same-engine.ts';

/**
 * `merge`: the result of a run in shards; what a question asks for beyond them is simulated here, and kept.
 * @throws ExitError (2) where a shard is missing, or another engine computed them; with the exit code of the signal if interrupted
 */
export async function mergedResult(path: string, options: WorkersOptions): Promise<Answer> {
  const folder = ResultsFolder.open(path);
  assertSameEngine(folder, 'merged');
  const { question } = folder.plan;
  if (question === undefined) return mergedPower(folder, options);
  await assertFinished(folder, options.signal);
  return question.kind === 'trials' ? mergedTrials(folder, question.study, options) : answeredFrom(folder, question, options);
}

/** The data files of simulated trials. */
async function mergedTrials(folder: ResultsFolder, study: Study, { signal }: WorkersOptions): Promise<Answer> {
  const files = await writeMergedTrials(folder, signal);
  return { document: { ...provenance({ study, hash: contentHash(study) }), files }, timed: false, text: () => files.join('\n') };
}

async function mergedPower(folder: ResultsFolder, { signal }: WorkersOptions): Promise<Answer> {
  const totals = await mergedTallies(folder, signal);
  const results = folder.plan.cells.map(({ study, scenario: hash, origins, truths }, position) => ({
    loaded: { study, hash, ...(origins === undefined ? {} : { origins }) },
    result: summarise(study, totals[position], truths),
  }));
  const estimable = results.filter(({ loaded, result }) => tooManyFailures(loaded.study, result).length === 0);
  return {
    document: oneOrCells(results.map(({ loaded, result }) => ({ ...resultDocument(loaded, { result }), ...furtherPart(loaded.study) }))),
    name: 'power',
    timed: false,
    text: (layout) => estimable.map(({ loaded, result }) => `${powerText(loaded.study, result, layout)}\n`).join('\n'),
    failures: results.map(({ loaded, result }) => failureText(loaded.study, result)).find((text) => text !== undefined),
  };
}
