import { expect, it } from 'vitest';
import { loadStudy } from '../../../src/cli/arguments/load-study.ts';
import { compileStudy } from '../../../src/power/simulation/compile-study.ts';
import { rootKey } from '../../../src/random/index.ts';
import { trialGenerator } from '../../../src/trial/compile-trial.ts';
import { run, shipped } from '../../cli/command-line.ts';

const enriched = shipped('designs/responder-enriched.yaml');
const plain = shipped('designs/randomised-crossover.yaml');

function generatorOf(path: string, set: readonly string[] = []) {
  const { trial, seed } = loadStudy(path, { set, participants: 2000 }).study;
  return trialGenerator(trial, rootKey(seed), 'all');
}

it('half of the eligible candidates respond to the open infusion, as half of the patients of the trial respond to theirs', () => {
  const trial = generatorOf(enriched);
  trial.generate(0);
  const without = generatorOf(plain);
  without.generate(0);
  const candidates = trial.flow.screened / (without.flow.screened / 2000);
  // About 3900 candidates for 2000 places. 51 % of patients respond at day 1 (scenarios/README.md); SE of the share 0.008.
  expect(Math.abs(2000 / candidates - 0.51)).toBeLessThan(0.035);
});

it('those who are chosen fare better under ketamine than patients who are not, and are patients like them before', () => {
  const [chosen, all] = [generatorOf(enriched), generatorOf(plain)].map((generator) => {
    generator.generate(1);
    const { treatment, columns, covariates } = generator.data;
    const values = columns.get('hamd17@day1') ?? new Float64Array();
    const placebo = Array.from(values).filter((value, row) => treatment[row] === 0 && value === value);
    const age = covariates.get('age') ?? new Float64Array();
    return {
      score: placebo.reduce((sum, value) => sum + value, 0) / placebo.length,
      age: age.reduce((sum, value) => sum + value, 0) / age.length,
    };
  });
  // SD of HAM-D17 at day 1 about 6, of age about 12; 1900 and 2000 patients in each.
  expect(chosen.score).toBeLessThan(all.score - 1);
  expect(Math.abs(chosen.age - all.age)).toBeLessThan(1.6);
});

it('a candidate who responds at once is the patient who would have had the place, with the same random numbers before the trial', () => {
  const everybody = generatorOf(enriched, ['design.enrichment.fall=0', 'design.enrichment.washoutDays=365']);
  const without = generatorOf(plain);
  everybody.generate(2);
  without.generate(2);
  const [one, two] = [everybody, without].map(({ data }) => data.covariates.get('age') ?? new Float64Array());
  const same = one.filter((age, subject) => age === two[subject]).length;
  expect(same).toBeGreaterThan(1800); // nearly all scores have not risen a day after ketamine
});

it('a trial of responders is the same for every number of analyses read', () => {
  const study = loadStudy(enriched, {}).study;
  const [all, few] = [study, { ...study, analyses: { 'cadss-peak': study.analyses['cadss-peak'] }, claim: undefined }].map((each) => {
    const { generator } = compileStudy(each as typeof study);
    generator.generate(5);
    return [...(generator.data.columns.get('cadss@peak') ?? [])];
  });
  expect(few).toEqual(all);
});

it.each([
  [['design.enrichment.visit=day2'], /expected a visit of hamd17 after the studied drug.*got 'day2'/],
  [['design.enrichment.visit=baseline'], /expected a visit of hamd17 after the studied drug/],
  [['design.enrichment.condition=nothing'], /expected a declared pretreatment.*got 'nothing'/],
  [['design.enrichment.endpoint=cadss'], /expected a recorded depression score/],
  [['design.enrichment.visit=day14', 'design.enrichment.washoutDays=10'], /expected more than/],
  [['design.enrichment.fall=2'], /fall/],
])('a wrong enrichment is told: %j', async (changes, message) => {
  const { exitCode, stderr } = await run('power', enriched, '--replicates', '10', ...changes.flatMap((change) => ['--set', change]));
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(message);
});

it('describe tells whom the trial takes, and where nobody responds the run ends with one line', async () => {
  expect((await run('describe', enriched)).stdout).toMatch(
    /whose HAM-D17 on day 1 had fallen by at least 50 % after an open infusion \(placebo\) 30 days before/,
  );
  const { exitCode, stderr } = await run(
    'power',
    enriched,
    '--replicates',
    '10',
    '--workers',
    '1',
    '--quiet',
    '--set',
    'treatments.infusions.ketamine.doseMgPerKg=0',
    '--set',
    'design.enrichment.fall=1',
  );
  expect(exitCode).not.toBe(0);
  expect(stderr).toMatch(/none of 256 eligible candidates for one place responded to the run-in/);
  expect(stderr).not.toMatch(/\n\s+at /);
});
