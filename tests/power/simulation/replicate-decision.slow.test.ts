import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { holm } from '../../../src/statistics/multiple-testing.ts';
import { bindAnalysis, type MethodName } from '../../../src/analysis/index.ts';
import { questionOf } from '../../../src/study/question.ts';
import { compileStudy } from '../../../src/power/simulation/compile-study.ts';
import { estimatePower } from '../../../src/power/estimate-power.ts';
import { runCurve } from '../../../src/power/simulation/nested-trials.ts';
import { onlyWhatDecides, withParticipants } from '../../../src/study/derived-study.ts';
import { runReplicates } from '../../../src/power/simulation/replicate-loop.ts';
import { requiredSuccesses } from '../../../src/power/stopping/stopping-rule.ts';
import type { Study } from '../../../src/study/study.ts';
import { TrialSuccesses } from '../../../src/power/common-random-numbers/trial-successes.ts';
import { problemsOf, valid } from '../../scenario/read.ts';
import { shippedStudy } from '../../report/shipped-study.ts';
import { threeTreatments } from '../multiplicity/three-treatments.ts';

const files = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.yaml') && !/^(drugs|endpoints|evidence)\//.test(name),
);
const TRIALS = 40;
/** Of each shipped scenario, some of which take a tenth of a second a trial: a trial counted otherwise anywhere is seen in any of them. */
const FEW_TRIALS = 12;

/** The first trials of a study: its tally, and the bits that `compare`, `--vary`, `--tornado` and `--assurance` use. */
function firstTrials(study: Study, count: number) {
  const compiled = compileStudy(study);
  const record = new Uint8Array((compiled.names.length + 1) * count);
  const tally = runReplicates(
    compiled,
    compiled.names.map(() => NaN),
    0,
    count,
    record,
  );
  const successes = new TrialSuccesses(study, 0, count);
  successes.take(record, 0, count);
  const at = (series: number, trial: number): boolean => record[series * count + trial] === 1;
  return { compiled, tally, successes, at };
}

const trials = Array.from({ length: TRIALS }, (_, trial) => trial);

describe.each(files.map((file) => file.replace('.yaml', '')))('scenarios/%s', (name) => {
  it('power, requirements and curves count the bits that comparisons use', () => {
    const study = shippedStudy(name, ['power.truthPatients=100']);
    const { compiled, tally, successes, at } = firstTrials(study, FEW_TRIALS);
    const { names } = compiled;
    expect(tally.analyses.map((each) => each.successes)).toEqual(names.map((_, series) => successes.count(series)));
    expect(names.map((each) => requiredSuccesses(study, tally, each))).toEqual(names.map((_, series) => successes.count(series)));
    expect(tally.claims).toBe(successes.count(names.length));
    const claimed = (study.claim?.all ?? []).map((each) => names.indexOf(each));
    for (const trial of trials.slice(0, FEW_TRIALS))
      expect(at(names.length, trial)).toBe(study.claim !== undefined && claimed.every((series) => at(series, trial)));
    const size = study.trial.design.participants;
    const curve = runCurve(compileStudy(onlyWhatDecides(withParticipants(study, size))), [size], 0, FEW_TRIALS);
    if (study.claim !== undefined) expect(curve.claims).toEqual([tally.claims]);
  });
});

const looked = (more = ''): string => `model: gaussian
seed: looked at
design: {participants: 40, blockSize: 2}
gaussian: {mean: 20, difference: 1.4, sdWithin: 3, sdBetween: 4}
analyses: {main: {method: crossover-t, direction: greater}, other: {method: paired-t, direction: greater}}
interim: {analysis: main, looks: [12, 26], spending: pocock}
claim: {name: both, all: [main, other]}
power: {replicates: 400, truthPatients: 100}
${more}`;

describe('with interim analyses', () => {
  it('other analyses are made once, on the participants randomised at the stop', () => {
    const { study } = valid(looked());
    const compiled = compileStudy(study);
    const record = new Uint8Array(3 * 400);
    runReplicates(compiled, [NaN, NaN], 0, 400, record);
    const [main, other] = compiled.planned.map((planned) =>
      bindAnalysis(planned.method as MethodName, questionOf(planned, 0.95), planned.options),
    );
    const { generator } = compiled;
    let early = 0;
    for (let trial = 0; trial < 400; trial++) {
      generator.generate(trial);
      const stop = compiled.looks?.run(generator.data, [main, other]);
      if (stop === undefined) throw new Error('no interim analyses');
      if (stop.early) early++;
      const outcome = other.run({ ...generator.data, subjectCount: [12, 26, 40][stop.look] });
      const success = outcome.status === 'estimated' && outcome.rejects(0.05) && outcome.estimate > 0;
      expect([record[trial], record[400 + trial]]).toEqual([Number(stop.reason === 'efficacy'), Number(success)]);
      expect(record[800 + trial]).toBe(record[trial] & record[400 + trial]);
    }
    expect(early).toBeGreaterThan(50);
  });

  it('power of the claim and of the analysis are with them; by itself an analysis is that of the trial without', () => {
    const { study } = valid(looked());
    const result = estimatePower(study);
    const { interim, ...without } = study;
    const bare = estimatePower(without);
    expect(interim?.analysis).toBe('main');
    expect(result.analyses.main.power).toEqual(result.groupSequential?.power);
    expect(result.analyses.main.unadjustedPower).toEqual(bare.analyses.main.power);
    expect(result.analyses.other.unadjustedPower).toEqual(bare.analyses.other.power);
    expect(bare.analyses.main.unadjustedPower).toBeUndefined();
    expect(result.claim?.power.value).toBeLessThan(bare.claim?.power.value ?? 0);
  });

  it('a curve has them at the same fractions of the participants', () => {
    const { study } = valid(looked());
    const sizes = [20, 40];
    const curve = runCurve(compileStudy(study), sizes, 0, 300);
    const half = { ...study, interim: { ...study.interim, analysis: 'main', looks: [6, 13] } } as Study;
    const { trial } = study;
    if (trial.kind !== 'gaussian') throw new Error('not Gaussian');
    const alone = compileStudy({ ...half, trial: { ...trial, design: { ...trial.design, participants: 20 } } });
    expect(curve.claims[0]).toBe(runReplicates(alone, [NaN, NaN], 0, 300).claims);
    expect(curve.claims[1]).toBe(runReplicates(compileStudy(study), [NaN, NaN], 0, 300).claims);
  });

  it('an analysis whose alpha is spent over them is not judged together with others', () => {
    expect(problemsOf(looked('multiplicity: {procedure: holm, analyses: [main, other]}\n'))).toEqual([
      expect.stringMatching(/interim\.analysis: expected an analysis that is not judged together with others.*got main/) as string,
    ]);
  });
});

describe('judged together', () => {
  it('a claim uses the adjusted decision of its analyses', () => {
    const text = threeTreatments(
      'multiplicity: {procedure: holm, analyses: [a, b, c]}',
      [2, 3, 2.5],
      TRIALS,
      'claim: {name: a works, all: [a]}',
    );
    const { study } = valid(text);
    const { compiled, at } = firstTrials(study, TRIALS);
    const { generator, bound } = compiled;
    let changed = 0;
    for (const trial of trials) {
      generator.generate(trial);
      const p = bound.map((analysis) => {
        const outcome = analysis.run(generator.data);
        return outcome.status === 'estimated' ? outcome.pValue : 1;
      });
      const adjusted = holm(p).map((each) => each <= 0.05);
      expect([0, 1, 2].map((series) => at(series, trial))).toEqual(adjusted);
      expect(at(3, trial)).toBe(adjusted[0]);
      if (p[0] <= 0.05 !== adjusted[0]) changed++;
    }
    expect(changed).toBeGreaterThan(0);
    const { claim, multiplicity, analyses } = estimatePower(study);
    expect(claim?.power).toEqual(multiplicity?.analyses.a);
    expect(claim?.power).toEqual(analyses.a.power);
  });

  it('only what decides about an analysis is run for it', () => {
    const { study } = valid(threeTreatments('multiplicity: {procedure: holm, analyses: [a, b]}', [2, 3, 2.5], TRIALS));
    expect(Object.keys(onlyWhatDecides(study, ['c']).analyses)).toEqual(['c']);
    expect(onlyWhatDecides(study, ['c']).multiplicity).toBeUndefined();
    expect(Object.keys(onlyWhatDecides(study, ['a']).analyses)).toEqual(['a', 'b']);
    const looks = valid(looked()).study;
    expect(Object.keys(onlyWhatDecides(looks, ['other']).analyses)).toEqual(['main', 'other']);
  });
});
