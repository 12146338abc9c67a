import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, expect, it } from 'vitest';
import { emptyFolder, run } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

/** Words that say of a value whose it is, of which trial its file speaks, and names of columns: no word about the study at hand. */
const names = [
  /(inherited|default of the program) \([^)]*\)/g,
  /\S*scenarios\/\S+/g,
  /screening_hamd17/g,
  /correlations of severity, response, dissociation, expectancy/g,
  /"\w+":/g,
];

/** Trials of declared drugs, as somebody writes them from the documentation, with the words of other trials. */
const trials = {
  'psilocybin after ketanserin, with a rating of acute effects and the QIDS': {
    foreign: /naltrexone|ketamine|opioid|CADSS|dissociat|williams|infus|midazolam|rapamycin|carlat|tablet|craving|undefined|\bNaN\b/i,
    yaml: `extends: [drugs/psilocybin, drugs/ketanserin]
title: Psilocybin after ketanserin or placebo in depression
design: { participants: 8, sequences: [[placebo, ketanserin], [ketanserin, placebo]], infusion: psilocybin, blockSize: 4, washoutDays: 42, leadMinutes: 60, carryoverExpected: true }
visits: { baseline: -2, h2: 2, h4: 4, week1: 168 }
outcomes:
  hamd17: null
  cadss: null
  acute-effects: { label: Acute drug effects from 0 to 100, shortLabel: acute effects, unit: mm, visits: [baseline, h2, h4], better: higher, sdError: 8 }
  qids:
    label: Quick Inventory of Depressive Symptomatology
    shortLabel: QIDS
    visits: [baseline, week1]
    eligibleFrom: 11
    items: [{ name: mood, maximum: 9, difficulty: 0.3 }, { name: sleep, maximum: 9, difficulty: 0.5 }, { name: energy, maximum: 9, difficulty: 0.4 }]
response: { dependence: { 5-HT2A: 0.5 } }
analyses:
  qids-week1: { method: crossover-t, endpoint: qids, visit: week1, direction: greater }
  acute: { method: crossover-t, endpoint: acute-effects, visit: peak, direction: less }
claim: { name: ketanserin blocks acute effects and benefit, all: [qids-week1, acute] }
`,
  },
  'nasal esketamine after naltrexone, rated on the MADRS': {
    foreign: /\bketamine|CADSS|dissociat|infus|MDMA|psilo|carlat|craving|undefined|\bNaN\b/i,
    yaml: `extends: [drugs/esketamine, drugs/naltrexone]
title: Esketamine after naltrexone or placebo
design: { participants: 8, sequences: [[placebo, naltrexone], [naltrexone, placebo]], infusion: esketamine, blockSize: 2, washoutDays: 28, leadMinutes: 60 }
outcomes: { hamd17: null, cadss: null, madrs: { visits: [baseline, day1, day7], eligibleFrom: 28 } }
treatments: { drugs: { esketamine: { felt: { endpoint: null, scale: null, probability: 0.8 }, effects: { cadss: null } } } }
response: { dependence: { opioid: 0.5 } }
missingness: { betweenPeriods: 0.2 }
analyses: { madrs-day1: { method: crossover-t, endpoint: madrs, visit: day1, direction: greater } }
`,
  },
  'buprenorphine in the normal model with two endpoints': {
    foreign:
      /naltrexone|ketamine|opioid|CADSS|dissociat|HAM-?D|williams|infus|tablet|pretreat|washout|blockade|craving|severity|undefined|\bNaN\b/i,
    yaml: `title: Buprenorphine or placebo
model: gaussian
design: { participants: 8, sequences: [[placebo, buprenorphine], [buprenorphine, placebo]], blockSize: 2 }
gaussian:
  endpoints:
    mood: { label: depressed mood, unit: mm, better: lower, mean: 24, difference: -4, variability: { sdDifference: 8, correlation: 0.5 } }
    pain: { label: pain intensity, unit: points, mean: 5, difference: -1, sdWithin: 1.5 }
  correlations: [{ of: [mood, pain], between: 0.4, within: 0.3 }]
missingness: { betweenPeriods: 0.2 }
analyses: { mood: { method: crossover-t, endpoint: mood, direction: less }, pain: { method: crossover-t, endpoint: pain, direction: less } }
claim: { name: buprenorphine lowers both, all: [mood, pain], holds: true }
`,
  },
} as const;

function saidIn(name: string): string {
  const text = readFileSync(name, 'utf8');
  if (!name.endsWith('.html')) return text;
  const { document } = parseHTML(text);
  for (const each of document.querySelectorAll('style, #assumptions ul')) each.remove();
  for (const each of document.querySelectorAll('td, th, p, li, text, pre')) each.append('\n');
  return document.documentElement.textContent;
}

it.each(Object.entries(trials))('no document of %s speaks of another trial', async (title, { yaml, foreign }) => {
  const out = join(folder, title.slice(0, 6));
  const [file, said] = [`${out}.yaml`, new Map<string, string>()];
  writeFileSync(file, yaml);
  const quick = ['--set', 'power.replicates=40', '--set', 'power.truthPatients=100', '--set', 'power.maxFailures=1', '--quiet'];
  const drugs = yaml.includes('model: gaussian') ? [] : ['--concentrations', 'default'];
  const asked = [
    ['describe', file],
    ['simulate', file, '--out', join(out, 'data'), '--report', join(out, 'trial.html'), '--truth', '--quiet'],
    ['simulate', file, '--out', join(out, 'dated'), '--start-date', '2025-01-31', ...drugs, '--quiet'],
    ['power', file, ...quick, '--details', '--report', join(out, 'power.html'), '--protocol', join(out, 'protocol.md'), '--workers', '1'],
  ];
  for (const words of asked) {
    const { exitCode, stdout, stderr } = await run(...words);
    expect([words[0], exitCode, stderr]).toEqual([words[0], 0, '']);
    said.set(words[0], stdout);
  }
  for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' }).map((each) => join(out, each)))
    if (statSync(name).isFile()) said.set(name, saidIn(name));
  const found = [...said].flatMap(([name, text]) =>
    names
      .reduce((left, pattern) => left.replace(pattern, ''), text)
      .split('\n')
      .filter((line) => foreign.test(line))
      .map((line) => `${name}: ${line.trim().slice(0, 160)}`),
  );
  expect(found).toEqual([]);
});
