import { summarise } from '../../power/characteristics/summarise.ts';
import { tooManyFailures } from '../../power/characteristics/too-many-failures.ts';
import { failureText } from '../../report/text/failure-text.ts';
import { powerText } from '../../report/text/power-text.ts';
import type { Answer } from '../results/emit-answer.ts';
import { furtherPart } from '../../report/further-part.ts';
import { oneOrCells, provenance, resultDocument } from '../results/result-document.ts';
import { writeMergedTrials } from '../trials/write-trials.ts';
import { contentHash } from '../../scenario/resolved/scenario-hash.ts';
import type { Study } from '../../study/study.ts';
import { answeredFrom, answeredOrPlanned, posedIn } from '../planned/answer-question.ts';
import type { WorkersOptions } from '../runs/with-workers.ts';
import { assertFinished, mergedTallies } from '../shards/merge-tallies.ts';
import { shardsOf } from '../shards/plan.ts';
import { ResultsFolder } from '../shards/results-folder.ts';
import { assertSameEngine } from '../shards/same-engine.ts';
import { incomplete } from '../terminal/exit-error.ts';

/**
 * `merge`: the result of a run in shards; what a question asks for beyond them is simulated here, and kept.
 * @param planFurther  a large run that a question asks for is planned instead
 * @throws ExitError (2) where a shard is missing, or another engine computed them; (1) where shards were planned; with the exit code of the signal if interrupted
 */
export async function mergedResult(path: string, planFurther: boolean, options: WorkersOptions): Promise<Answer> {
  const folder = ResultsFolder.open(path);
  assertSameEngine(folder, 'merged');
  const { question } = folder.plan;
  if (question === undefined) return mergedPower(folder, options);
  await assertFinished(folder, options.signal);
  if (question.kind === 'trials') return mergedTrials(folder, question.study, options);
  if (!planFurther) return answeredFrom(folder, question, options);
  const before = shardsOf(folder.plan).length;
  const answer = await answeredOrPlanned(posedIn(folder, question), folder, options);
  if (answer !== undefined) return answer;
  const further = shardsOf(folder.plan).length - before;
  throw incomplete(`${path}: ${further} further shards follow from these results and are planned: submit again, or run merge by hand`);
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
