import { expect, it } from 'vitest';
import { pilotEstimates, type PilotEstimates } from '../../src/analysis/pilot-estimates.ts';
import { rootKey } from '../../src/random/index.ts';
import { readStudy } from '../../src/scenario/index.ts';
import { pilotScenario } from '../../src/scenario/templates/pilot-scenario.ts';
import { compileTrial } from '../../src/trial/compile-trial.ts';

const known = { mean: 24, difference: -3, periodEffect: 1.5, sdDifference: 5, correlation: 0.6 };

const scenario = `title: known
model: gaussian
seed: 1
design: { participants: 40, sequences: [[placebo, drug], [drug, placebo]], blockSize: 2 }
gaussian:
  mean: ${known.mean}
  difference: ${known.difference}
  periodEffect: ${known.periodEffect}
  variability: { sdDifference: ${known.sdDifference}, correlation: ${known.correlation} }
analyses: { primary: { method: crossover-t } }
`;
const question = { ...readStudy(scenario).analyses.primary, level: 0.95 };

/** Estimates from so many trials of so many participants. */
function estimates(participants: number, trials: number): PilotEstimates[] {
  const { trial } = readStudy(scenario, { set: [`design.participants=${participants}`] });
  const generator = compileTrial(trial, rootKey('pilot'), 'all');
  return Array.from({ length: trials }, (_, replicate) => {
    generator.generate(replicate);
    const found = pilotEstimates(question, generator.data);
    if ('status' in found) throw new Error(found.reason);
    return found;
  });
}

it('a large trial gives the parameters back from which it was simulated', () => {
  const [found] = estimates(100_000, 1);
  for (const name of ['mean', 'difference', 'periodEffect', 'correlation'] as const)
    expect(Math.abs(found[name].value - known[name]), name).toBeLessThan(4 * found[name].standardError);
  const { value, standardErrorLog } = found.sdDifference;
  expect(Math.abs(Math.log(value / known.sdDifference))).toBeLessThan(4 * standardErrorLog);
});

it('the standard errors are how much estimates vary from trial to trial', () => {
  const trials = 1000;
  const found = estimates(40, trials);
  const sd = (values: readonly number[]): number => {
    const mean = values.reduce((sum, value) => sum + value, 0) / trials;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (trials - 1));
  };
  const within = (ratio: number, name: string): void => {
    expect(Math.abs(ratio - 1), `${name}: ${ratio}`).toBeLessThan(4 / Math.sqrt(2 * trials) + 0.05); // Monte-Carlo error, and that of the approximations
  };
  for (const name of ['mean', 'difference', 'periodEffect', 'correlation'] as const) {
    const errors = found.map((each) => each[name].standardError);
    const typical = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / trials);
    within(sd(found.map((each) => each[name].value)) / typical, name);
  }
  within(sd(found.map(({ sdDifference }) => Math.log(sdDifference.value))) / found[0].sdDifference.standardErrorLog, 'sdDifference');
});

it('the scenario that is written has the parameters and their priors', () => {
  const [found] = estimates(40, 1);
  const text = pilotScenario({
    file: 'a.csv',
    endpoint: 'score at end',
    treatments: ['placebo', 'drug'],
    participants: 40,
    estimates: found,
  });
  const written = readStudy(text);
  const { gaussian } = written.trial.kind === 'gaussian' ? written.trial : { gaussian: undefined };
  expect(gaussian?.mean).toBeCloseTo(found.mean.value, 1);
  expect(gaussian?.difference).toBeCloseTo(found.difference.value, 2);
  expect((gaussian?.sdWithin ?? 0) * Math.SQRT2).toBeCloseTo(found.sdDifference.value, 2);
});

it.each([
  [
    ['プラセボ', '実薬'],
    ['reference', 'comparator'],
  ],
  [
    ['Drug A', 'Drug-A'],
    ['reference', 'comparator'],
  ],
  [
    ['プラセボ', 'reference'],
    ['reference', 'comparator'],
  ],
  [
    ['placebo', '実薬'],
    ['placebo', 'comparator'],
  ],
] as const)('the treatments %j have the different names %j, and a comment says so', (treatments, names) => {
  const [found] = estimates(40, 1);
  const text = pilotScenario({ file: 'a.csv', endpoint: 'score', treatments, participants: 40, estimates: found });
  expect(readStudy(text).trial.design.sequences[0]).toEqual(names);
  treatments.forEach((treatment, place) => {
    if (treatment !== names[place]) expect(text).toContain(`# The treatment ${treatment} is called ${names[place]}.`);
  });
});

it.each(['a name: with # signs', 'ein\nUmbruch', "it's", '"quoted"', '- dash'])('a file called %j is named without harm', (file) => {
  const [found] = estimates(40, 1);
  const text = pilotScenario({ file, endpoint: `score of ${file}`, treatments: [file, '   '], participants: 40, estimates: found });
  expect(() => readStudy(text)).not.toThrow();
});
