import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyFolder, run } from '../command-line.ts';
import { oneArm } from '../../learning/small-evidence.ts';

const folder = emptyFolder();
const evidence = join(folder, 'evidence.yaml');
const posterior = join(folder, 'posterior.json');

writeFileSync(
  evidence,
  `name: small
${oneArm}parameters: { response.benefit: { distribution: beta, alpha: 3, beta: 6, source: assumed } }
studies:
  only:
    source: han-2016
    summaries: [{ kind: count, name: response, visit: day1, measure: response, after: placebo, count: 15, of: 20, read: made up }]
`,
);

/** The answer of the small evidence as JSON; learned once. */
let learnt: Promise<string> | undefined;
const answer = (): Promise<string> => (learnt ??= run('learn', evidence, '--json').then(({ stdout }) => stdout));

it('learn prints what is known, and its draws are the uncertainty of a scenario that names them', async () => {
  const { exitCode, stdout } = await run('learn', evidence, '--leave-out', '--prior-sensitivity', '--out', posterior);
  expect(exitCode).toBe(0);
  for (const word of [
    'response.benefit',
    'response (of 20)',
    'what stays unknown',
    'simulated trials',
    'study left out',
    'do not move by more',
  ])
    expect(stdout).toContain(word);
  const again = JSON.parse(await answer());
  const other = await run('learn', evidence, '--json', '--seed', '2');
  expect(again.parameters).not.toEqual(JSON.parse(other.stdout).parameters);
  expect(again.evidence.name).toBe('small');
  expect(JSON.parse(readFileSync(posterior, 'utf8')).uncertainty.joint.values).toHaveLength(200);
  const plan = join(folder, 'plan.yaml');
  writeFileSync(plan, `extends: [williams-2018, ${posterior}]\n`);
  const quick = ['--replicates', '2000', '--set', 'power.truthPatients=200'];
  const assurance = await run('power', plan, '--assurance', ...quick, '--json', '--quiet');
  expect(JSON.parse(assurance.stdout).assurance.draws).toHaveLength(200);
});

it('learn writes its report as one page with every picture, its sources and the command', async () => {
  const two = join(folder, 'two.yaml');
  const other =
    '  other:\n    source: xu-2016\n    summaries: [{ kind: share, name: response, visit: day1, measure: response, after: placebo, value: 0.4, read: made up }]\n';
  const common = 'betweenStudy: { response.benefit: 0.5 }\nstudies:';
  writeFileSync(two, `${readFileSync(evidence, 'utf8').replace('studies:', common)}${other}`);
  const page = join(folder, 'learned.html');
  const { exitCode, stderr } = await run(
    'learn',
    two,
    '--leave-out',
    '--prior-sensitivity',
    '--report',
    page,
    '--figures',
    join(folder, 'pictures'),
  );
  expect(exitCode).toBe(0);
  expect(stderr).toContain(page);
  const text = readFileSync(page, 'utf8');
  for (const figure of ['densities', 'leave-out-1', 'predictive-shares', 'left-out-shares', 'wider-priors-1']) {
    expect(text).toContain(`id="figure-${figure}"`);
    expect(readFileSync(join(folder, 'pictures', `${figure}.svg`), 'utf8')).toContain('role="img"');
  }
  for (const words of [
    'only only',
    'without other',
    'made up',
    'Xu Y',
    'learn',
    'SD between studies',
    'p together',
    'effective sample size',
  ])
    expect(text).toContain(words);
  expect(text).not.toMatch(/<script|undefined|NaN/);
});

it('learn refuses options about individual data where there are none', async () => {
  const { exitCode, stdout, stderr } = await run('learn', evidence, '--where', 'site = 1');
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/--where: goes with --observations/);
});

it('learn refuses a file at fault with every problem and exit code 2', async () => {
  const wrong = join(folder, 'wrong.yaml');
  writeFileSync(wrong, readFileSync(evidence, 'utf8').replace('count: 15', 'count: -1').replace('alpha: 3', 'alpha: none'));
  const { exitCode, stdout, stderr } = await run('learn', wrong);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr.trim().split('\n')).toHaveLength(2);
});

it('learn refuses a study whose figures are seldom defined in simulated trials, and keeps nothing half-written', async () => {
  const rare = join(folder, 'rare.yaml');
  // The SD of one participant is not defined.
  const figure = '{ kind: sd, name: score, visit: day1, measure: value, after: placebo, value: 5, read: made up }';
  writeFileSync(
    rare,
    `${readFileSync(evidence, 'utf8')}  rare:\n    source: han-2016\n    scenario: { design: { participants: 1 } }\n    summaries: [${figure}]\n`,
  );
  const out = join(folder, 'rare.json');
  const { exitCode, stdout, stderr } = await run('learn', rare, '--quiet', '--out', out);
  expect([exitCode, stdout, existsSync(out)]).toEqual([2, '', false]);
  expect(stderr).toMatch(/^small: studies\.rare: expected at least \d+ simulated points that can be used .*, got 0 of 120; .*\n$/);
});

it('learn takes the observations of a pilot into the evidence, and refuses those that do not fit its design', async () => {
  const pilot = join(folder, 'pilot');
  expect((await run('simulate', 'williams-2018', '--out', pilot, '--quiet')).exitCode).toBe(0);
  const data = join(pilot, 'observations.csv');
  const asked = ['learn', evidence, '--observations', data, '--quiet'];
  const { exitCode, stdout, stderr } = await run(...asked, '--design', 'williams-2018');
  expect(exitCode).toBe(0);
  for (const word of ['own-data', 'change to day1 after naltrexone', 'made of 14 participants']) expect(stdout).toContain(word);
  expect(stderr).toContain('not used: craving');
  const misfit = await run(...asked, '--design', evidence);
  expect(misfit.exitCode).toBe(2);
  const design = join(folder, 'design.yaml');
  writeFileSync(
    design,
    'extends: williams-2018\nvisits: { day5: 120 }\noutcomes: { hamd17: { visits: [baseline, day1, day5] } }\nanalyses: null\n',
  );
  const absent = await run(...asked, '--design', design);
  expect([absent.exitCode, absent.stdout]).toEqual([2, '']);
});

it('learn --robust says which figures need an adjustment and how the parameters move, with no further trial', async () => {
  const page = join(folder, 'robust.html');
  // Kept in a folder, so that the words beside the document need no trial again.
  const asked = ['learn', evidence, '--robust', '--out', join(folder, 'robust')];
  const plain = JSON.parse(await answer());
  const robust = JSON.parse((await run(...asked, '--json', '--report', page)).stdout);
  const { robust: fit, ...rest } = robust;
  expect(rest).toEqual(plain);
  expect(fit.adjustments).toHaveLength(1);
  expect(fit.parameters).toHaveLength(1);
  expect(readFileSync(page, 'utf8')).toContain('Figures that do not fit');
  const text = await run(...asked, '--resume');
  expect(text.stdout).toContain('of 1 fitted figures');
  expect(text.stdout).toContain('moved, in SDs');
});
