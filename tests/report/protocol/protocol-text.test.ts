import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, expect, it } from 'vitest';
import { emptyFolder, run, shipped } from '../../cli/command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

/** The page of a power run of a scenario, as a document. */
async function page(yaml: string): Promise<ReturnType<typeof parseHTML>['document']> {
  const [file, html] = [join(folder, 'study.yaml'), join(folder, 'study.html')];
  writeFileSync(file, yaml);
  const lean = ['--replicates', '80', '--set', 'power.truthPatients=100', '--set', 'power.maxFailures=1', '--workers', '1', '--quiet'];
  const { exitCode, stderr } = await run('power', file, ...lean, '--report', html);
  expect([exitCode, stderr]).toEqual([0, '']);
  return parseHTML(readFileSync(html, 'utf8')).document;
}
const protocol = async (yaml: string): Promise<string> => (await page(yaml)).querySelector('#protocol blockquote')?.textContent ?? '';

const normal = (gaussian: string, analysis: string, more = ''): string => `
title: Buprenorphine or placebo
model: gaussian
design: { participants: 24, sequences: [[placebo, buprenorphine], [buprenorphine, placebo]], blockSize: 2 }
gaussian: { ${gaussian} }
analyses: { primary: { ${analysis} } }
claim: { name: it works, all: [primary] }
${more}`;

it('the paragraph states size, allocation, test, level, difference and SD of a normal endpoint, and that no source is given', async () => {
  expect(await protocol(normal('difference: 3, sdWithin: 5, sdBetween: 6', 'method: crossover-t'))).toMatch(
    new RegExp(
      [
        '^Sample size. 24 participants will be randomised, in permuted blocks of 2 and in a ratio of 1:1, to the treatment sequences ',
        '“placebo, then buprenorphine” and “buprenorphine, then placebo”. ',
        'In 80 simulated trials the power, the probability that the trial .*“it works”.*, is \\d+.\\d % ',
        '\\(95 % Monte-Carlo interval \\d+.\\d–\\d+.\\d %\\).\\s+',
        'Statistical analysis. The score under buprenorphine will be compared with that under placebo ',
        'by the two-period crossover t test of Hills and Armitage, at a two-sided significance level of 0.05.\\s+',
        'Estimand of the score .*Variablescore.*None is simulated.*',
        'Assumptions of the calculation. The calculation assumes normally distributed outcomes, with a mean difference of 3 \\(buprenorphine minus placebo\\), ',
        'a within-participant standard deviation of 5 in one period \\(7.07 for the difference of two periods\\) ',
        'and a between-participant standard deviation of 6; no source is given for these values. ',
        'All participants are assumed to complete all periods. Simulated with crossover-sim ',
      ].join(''),
      's',
    ),
  );
});

it('the paragraph names the source of a value that has one, the side of a one-sided test, and the direction of success', async () => {
  const cited = 'evidence: { gaussian.sdWithin: morriss-2008 }';
  const less = await protocol(normal('difference: -3, sdWithin: 5', 'method: paired-t, alternative: less, alpha: 0.025', cited));
  expect(less).toContain('by a paired t test, at a one-sided significance level of 0.025 (alternative: a difference below zero).');
  expect(less).toMatch(/a mean difference of −3 \(buprenorphine minus placebo\) \(no source given\)/);
  expect(less).toMatch(
    /a within-participant standard deviation of 5 in one period \(7\.07 for the difference of two periods\) \([^)]*2008\)/,
  );
  const greater = await protocol(normal('difference: 3, sdWithin: 5', 'method: wilcoxon, direction: greater'));
  expect(greater).toContain('; only a difference (buprenorphine minus placebo) above zero counts as success.');
});

it('the paragraph calls equivalence two one-sided tests, each at the level, with its margins; so does describe', async () => {
  const yaml = normal('difference: 0, sdWithin: 5', 'method: tost, margin: 4');
  expect(await protocol(yaml)).toContain(
    'by two one-sided t tests of equivalence adjusted for period, each at the 0.05 level, with margins of −4 and 4.',
  );
  const { stdout } = await run('describe', join(folder, 'study.yaml'));
  expect(stdout).toContain(
    'analysis primary (tost): two one-sided t tests of equivalence of score, buprenorphine against placebo, each at α = 0.05, margins −4 and 4\n',
  );
});

it('the paragraph says gap, lead time and looks of a mechanistic study from its design, and its drugs by their names', async () => {
  const text = await protocol(
    `extends: ${shipped('williams-2018-interim.yaml')}\ndesign: { washoutDays: 21, carryoverExpected: true, leadMinutes: 60 }\n`,
  );
  expect(text).toContain('Successive infusions of ketamine are 21 days apart (pretreatment 60 min before the infusion).');
  expect(text).toMatch(/An interim analysis of the HAM-D17 on day 1 is planned after 14 of 30 participants/);
  expect(text).toMatch(/simulation model of virtual participants \(the pharmacology of ketamine and naltrexone,/);
  expect(text).toMatch(/For the peak CADSS the true effect under this model is/);
});

it('protocol, report and describe state the entry rule of the scenario, on whatever scales it is judged', async () => {
  const yaml = (outcomes: string, screening: string): string => `
title: Esketamine or nothing
design: { participants: 8, blockSize: 2, washoutDays: 28, sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
outcomes: { hamd17: null, cadss: null, madrs: { visits: [baseline, day1]${outcomes} } }
population: { ${screening} }
analyses: { primary: { method: crossover-t, endpoint: madrs, visit: day1 } }`;
  const both = await page(yaml(', eligibleFrom: 28, eligibleTo: 50', 'ageMaximum: 65'));
  const rules = 'age from 18 to 65 years, HAM-D17 of at least 20 and MADRS from 28 to 50';
  expect(both.querySelector('#protocol')?.textContent).toContain(`The criteria of eligibility at screening are ${rules}.`);
  expect(both.querySelector('#protocol')?.textContent).toContain(`Participants eligible at screening (${rules})`);
  expect(both.querySelector('#design')?.textContent).toContain(`Eligible at screening: ${rules}.`);
  expect((await run('describe', join(folder, 'study.yaml'))).stdout).toContain(`\neligible at screening: ${rules}\n`);
  const ages = await protocol(yaml('', 'screeningMinimum: 0'));
  expect(ages).toContain('The criterion of eligibility at screening is age from 18 to 70 years.');
  expect(ages).not.toMatch(/HAM-D/);
  expect(await protocol(normal('difference: 3, sdWithin: 5', 'method: crossover-t'))).not.toMatch(/eligib/);
});

it('the paragraph says nothing of pretreatments where none of them does anything', async () => {
  const document = await page(`
title: Ketamine against saline
design: { participants: 12, sequences: [[none+ketamine, none+saline], [none+saline, none+ketamine]], blockSize: 2, washoutDays: 28, reference: none+saline, infusion: saline }
visits: { day14: 300 }
treatments:
  pretreatments: { placebo: null, naltrexone: null, none: { kind: inert } }
  infusions: { saline: { kind: saline } }
analyses: { primary: { method: paired-t, endpoint: hamd17, visit: day1 } }
`);
  const words = ['design', 'ademp', 'protocol', 'limits'].map((id) => document.querySelector(`#${id}`)?.textContent ?? '').join('\n');
  expect(words).toContain('days between infusions');
  expect(words).not.toMatch(/lead|min before|blockade|opioid/i);
});

it('the report draws the first trial under the number that it has in the data files', async () => {
  const document = await page(normal('difference: 3, sdWithin: 5', 'method: paired-t'));
  expect(document.querySelector('#figure-flow figcaption')?.textContent).toMatch(/^Simulated trial 1, as it is numbered in the data files/);
  const [out, html] = [join(folder, 'data'), join(folder, 'trial.html')];
  await run('simulate', join(folder, 'study.yaml'), '--replicate', '7', '--out', out, '--report', html, '--quiet');
  expect(readFileSync(join(out, 'observations.csv'), 'utf8').split('\n')[1]).toMatch(/^1,/);
  expect(parseHTML(readFileSync(html, 'utf8')).document.querySelector('header .muted')?.textContent).toMatch(
    /^Simulated trial 1 of the data files from --replicate 7 on ·/,
  );
});

it('the mechanism and the limits of a report name only what the study has', async () => {
  const words = async (yaml: string): Promise<string> => {
    const document = await page(yaml);
    return `${document.querySelector('#ademp')?.textContent} ${document.querySelector('#limits')?.textContent}`;
  };
  const plain = await words(normal('difference: 3, sdWithin: 5', 'method: crossover-t'));
  expect(plain).toContain('Normal responses made of mean, effect of the condition, patient and residual.');
  expect(plain).toContain('One endpoint with normal errors of equal variance');
  expect(plain).not.toMatch(/lognormal|period effect|carry-over|dropout|missing/i);
  const more = 'missingness: { betweenPeriods: 0.1, perVisit: 0.1 }';
  expect(
    await words(
      normal('difference: 0.3, sdWithin: 0.5, periodEffect: 1, carryover: 0.1, distribution: lognormal', 'method: crossover-t', more),
    ),
  ).toMatch(
    /Lognormal responses made of mean, effect of the condition, period effect, carry-over, patient, residual, missing visits and dropout\./,
  );
  const mechanistic = (measurement: string): string => `
title: Placebo twice
design: { participants: 8, blockSize: 2, washoutDays: 28, sequences: [[placebo, dummy], [dummy, placebo]] }
treatments: { pretreatments: { naltrexone: null, dummy: { kind: inert } } }
measurement: { ${measurement} }
missingness: { noShow: 0.1 }
analyses: { a: { method: crossover-t, endpoint: hamd17, visit: day1 }, b: { method: tost, endpoint: cadss, visit: peak, margin: 8 } }
claim: { name: it works, all: [a] }`;
  const items = await words(mechanistic('mode: items'));
  expect(items).toMatch(/closed-form pharmacology of infusion, severity over time, ratings, adverse effects and dropout\./);
  expect(items).toContain('Ratings are simulated, item by item, and not taken');
  expect(items).not.toMatch(/pharmacology of infusion and pretreatment|missing visits|as totals/);
  expect(await words(mechanistic('mode: totals'))).toMatch(/Ratings are simulated, as totals with the reliability assumed here/);
});

it('an SD that was computed is rounded, an exact effect has no error, and a power of 1 has one interval in per cent', async () => {
  const document = await page(normal('difference: -30, variability: { sdDifference: 7 }', 'method: crossover-t'));
  const text = document.querySelector('#protocol blockquote')?.textContent ?? '';
  expect(text).toContain('“it works”, is 100.0 % (95 % Monte-Carlo interval 95.4–100.0 %).');
  expect(text).toContain('a within-participant standard deviation of 4.95 in one period (7 for the difference of two periods)');
  const [answer, characteristics, assumptions] = ['answer', 'operating-characteristics', 'assumptions'].map(
    (id) => document.querySelector(`#${id}`)?.textContent ?? '',
  );
  expect(answer).toMatch(/Power is 100\.0 %: .*\(95 % Monte-Carlo interval 95\.4–100\.0 %; 80 simulated trials\)/s);
  expect(characteristics).toMatch(/−30\.0/);
  expect(`${answer} ${characteristics} ${assumptions}`).not.toMatch(/\d\.\d{7}|± 0\.0+\D/);
});
