import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyFolder, run } from '../command-line.ts';

const folder = emptyFolder();
const evidence = join(folder, 'evidence.yaml');
const posterior = join(folder, 'posterior.json');

writeFileSync(
  evidence,
  `name: small
scenario:
  model: mechanistic
  design: { participants: 20, sequences: [[placebo]], blockSize: 1 }
  visits: { baseline: -1.5, day1: 24 }
  outcomes: { hamd17: { visits: [baseline, day1] } }
  treatments: { pretreatments: { placebo: { kind: inert } }, infusions: { ketamine: { kind: ketamine } } }
parameters: { response.benefit: { distribution: beta, alpha: 3, beta: 6, source: assumed } }
studies:
  only:
    source: han-2016
    summaries: [{ kind: count, name: response, visit: day1, measure: response, after: placebo, count: 15, of: 20, read: made up }]
`,
);

/** A scenario that names a posterior of few draws. */
function fewDraws(name: string): string {
  const values = Array.from({ length: 25 }, (_, i) => ({
    set: { 'response.benefit': 0.2 + i / 100, 'response.opioidDependence': ((i * 7) % 25) / 24 },
  }));
  writeFileSync(
    join(folder, `${name}.json`),
    JSON.stringify({ uncertainty: { joint: { source: 'derived-posterior', sample: true, values } } }),
  );
  const plan = join(folder, `${name}.yaml`);
  writeFileSync(plan, `extends: williams-2018\nuncertainty: { posterior: ./${name}.json }\n`);
  return plan;
}

it('learn prints what is known, and its draws are the uncertainty of a scenario that names them', async () => {
  const { exitCode, stdout } = await run('learn', evidence, '--leave-out', '--prior-sensitivity', '--out', posterior);
  expect(exitCode).toBe(0);
  for (const word of ['response.benefit', 'response (of 20)', 'what stays unknown', 'simulated trials']) expect(stdout).toContain(word);
  const again = await run('learn', evidence, '--json');
  const other = await run('learn', evidence, '--json', '--seed', '2');
  expect(JSON.parse(again.stdout).parameters).not.toEqual(JSON.parse(other.stdout).parameters);
  expect(JSON.parse(again.stdout).evidence.name).toBe('small');
  expect(JSON.parse(readFileSync(posterior, 'utf8')).uncertainty.joint.values).toHaveLength(200);
  const plan = join(folder, 'plan.yaml');
  writeFileSync(plan, `extends: [williams-2018, ${posterior}]\n`);
  const assurance = await run('power', plan, '--assurance', '--replicates', '2000', '--json', '--quiet');
  expect(JSON.parse(assurance.stdout).assurance.draws).toHaveLength(200);
});

it('assurance over a posterior that a scenario names tells both errors', async () => {
  const plan = fewDraws('named');
  const words = ['power', plan, '--assurance', '--replicates', '1000', '--set', 'power.truthPatients=200', '--quiet'];
  const { stdout } = await run(...words);
  const told = stdout.replaceAll(/\s+/g, ' ');
  expect(told).toMatch(/Assurance, power averaged over the posterior, is \d+\.\d ± \d+\.\d %/);
  expect(told).toMatch(/power is [\d.]+ to [\d.]+ % with a probability of 80 %, and [\d.]+ to [\d.]+ % with a probability of 95 %/);
  const { assurance, scenario } = JSON.parse((await run(...words, '--json')).stdout) as {
    assurance: {
      posterior: boolean;
      ranges: { share: number; lower: { power: number; mcse: number }; upper: { power: number } }[];
      draws: { set: object }[];
    };
    scenario: { hash: string };
  };
  expect(assurance.posterior).toBe(true);
  const [inner, outer] = assurance.ranges;
  expect([inner.share, outer.share]).toEqual([0.8, 0.95]);
  expect(outer.lower.power).toBeLessThanOrEqual(inner.lower.power);
  expect(inner.lower.power).toBeLessThan(inner.upper.power);
  expect(inner.upper.power).toBeLessThanOrEqual(outer.upper.power);
  // Priors that the posterior does not speak of stay beside it.
  expect(Object.keys(assurance.draws[0].set)).toEqual(expect.arrayContaining(['response.benefit', 'missingness.betweenPeriods']));
  expect(scenario.hash).not.toBe(JSON.parse((await run('power', 'williams-2018', ...words.slice(3), '--json')).stdout).scenario.hash);
  const fixed = await run(...words, '--set', 'response.benefit=0.3');
  expect(fixed.stderr).toContain('uncertainty.posterior: response.benefit set above it');
});

it('learn refuses a file at fault with every problem and exit code 2', async () => {
  const wrong = join(folder, 'wrong.yaml');
  writeFileSync(wrong, readFileSync(evidence, 'utf8').replace('count: 15', 'count: -1').replace('alpha: 3', 'alpha: none'));
  const { exitCode, stdout, stderr } = await run('learn', wrong);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr.trim().split('\n')).toHaveLength(2);
});
