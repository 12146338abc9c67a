import type { CompiledStudy } from './compiled-study.ts';
import { MultiplicityAdjuster } from '../multiplicity/judge.ts';
import { ReplicateDecision } from './replicate-decision.ts';
import { addFlow, emptyTally, type Tally } from './tally.ts';

/**
 * Simulates and analyses trials `first`, `first + 1`, … and counts; what succeeded is decided by `ReplicateDecision` alone.
 * Results depend on the trials' numbers alone. Memory does not grow with their number.
 *
 * @param truths  the true effect of every analysis, against which estimates are judged (NaN where there is none); the analyses do not see it
 * @param record  where given, filled with 1 for every success: `count` places for each analysis in turn, then `count` for the claim
 */
export function runReplicates(
  compiled: CompiledStudy,
  truths: readonly number[],
  first: number,
  count: number,
  record?: Uint8Array,
): Tally {
  const { generator, work, study, looks, counters } = compiled;
  const { bound } = work;
  const tally = emptyTally(study);
  const judge = study.multiplicity === undefined ? undefined : new MultiplicityAdjuster(study.multiplicity, study, truths);
  const decision = new ReplicateDecision(study, looks, judge);
  counters.forEach((counter, position) => {
    counter.start(truths[position]);
  });
  const successes = new Int32Array(bound.length + 1);
  const steady = generator.hasConstantFlow === true;
  if (steady) addFlow(tally, generator.flow, count);
  for (let replicate = first; replicate < first + count; replicate++) {
    work.generate(replicate);
    if (!steady) addFlow(tally, generator.flow);
    analyse(compiled, decision);
    const success = decision.decide(generator.data, bound);
    for (let series = 0; series < success.length; series++) successes[series] += success[series];
    if (record !== undefined)
      for (let series = 0; series < success.length; series++) record[series * count + replicate - first] = success[series];
    if (judge !== undefined && tally.multiplicity !== undefined) judge.count(tally.multiplicity);
    if (looks !== undefined && tally.interim !== undefined) looks.count(truths[looks.position], tally.interim);
  }
  tally.analyses = counters.map((counter, position) => counter.tally(successes[position]));
  tally.claims = successes[bound.length];
  tally.trials = count;
  return tally;
}

/** Makes the analyses of the trial at hand, each by itself, and counts what they give. */
function analyse({ generator, work: { bound }, counters }: CompiledStudy, { alone, outcomes }: ReplicateDecision): void {
  for (let position = 0; position < bound.length; position++) {
    const outcome = (outcomes[position] = bound[position].run(generator.data));
    alone[position] = 0;
    if (outcome.status !== 'estimated') counters[position].fail(outcome.reason);
    else if (counters[position].add(outcome)) alone[position] = 1;
  }
}
