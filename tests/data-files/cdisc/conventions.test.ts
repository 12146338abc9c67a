import { expect, it } from 'vitest';
import { cdiscDatasets } from '../../../src/data-files/cdisc-datasets.ts';
import { distinctTexts } from '../../../src/data-files/cdisc/ascii-text.ts';
import { readObservations } from '../../../src/data-files/reading/read-observations.ts';
import { csvText } from '../../../src/data-files/writing/data-table.ts';
import { observations } from '../../../src/data-files/writing/observations.ts';
import type { CdiscTrial } from '../../../src/data-files/cdisc/trial.ts';
import { recordsOf } from './conformance.ts';
import { scenarios, trialOf } from './trials.ts';

const names = Object.keys(scenarios);

/** The records of a dataset; none where it is not written. */
function recordsIn(trial: CdiscTrial, name: string): ReturnType<typeof recordsOf> {
  const found = (['adam', 'sdtm'] as const).flatMap((standard) => cdiscDatasets(trial, standard)).find((dataset) => dataset.name === name);
  return found === undefined ? [] : recordsOf(found);
}

it.each(names)('in %s every measurement is in the epoch of its own period, which SE has at that moment', (name) => {
  const trial = trialOf(scenarios[name]);
  const elements = recordsIn(trial, 'SE');
  const lasts = new Map(recordsIn(trial, 'DM').map(({ USUBJID, RFPENDTC }) => [USUBJID, RFPENDTC]));
  const several = trial.generator.data.periodCount > 1;
  let late = 0;
  for (const [domain, moment] of [
    ['RS', 'RSDTC'],
    ['QS', 'QSDTC'],
    ['PC', 'PCDTC'],
    ['SV', 'SVSTDTC'],
  ] as const)
    for (const record of recordsIn(trial, domain)) {
      const [at, visit] = [String(record[moment]), String(record.VISIT)];
      const period = /^PERIOD (\d+)/.exec(visit)?.[1];
      if (record[moment] === null || period === undefined) continue;
      const inSe = elements.filter(({ USUBJID, SESTDTC }) => USUBJID === record.USUBJID && String(SESTDTC) <= at).at(-1);
      expect([domain, visit, at, record.EPOCH]).toEqual([domain, visit, at, inSe?.EPOCH]);
      expect(at <= String(lasts.get(record.USUBJID))).toBe(true);
      if (!/DAY|OUTCOME/.test(visit) || /TREATMENT DAY/.test(visit)) continue;
      late++;
      expect(record.EPOCH).toBe(several ? `TREATMENT ${period}` : 'TREATMENT');
    }
  if (!name.includes('normal')) expect(late).toBeGreaterThan(10);
});

it('the only value of a period of the normal model is in the epoch of its treatment, before the washout', () => {
  const records = recordsIn(trialOf(scenarios['the normal model with two endpoints']), 'QS');
  expect(new Set(records.map(({ VISITNUM, EPOCH }) => `${String(VISITNUM)} ${String(EPOCH)}`))).toEqual(
    new Set(['102 TREATMENT 1', '202 TREATMENT 2']),
  );
});

it('the last exposure of ADaM is the day on which the last dose of EX ended, though an infusion goes on past midnight', () => {
  const long = 'treatments: { infusions: { ketamine: { kind: ketamine, minutes: 1000 } } }\n';
  const trial = trialOf(scenarios[names[0]] + long);
  const ends = new Map(recordsIn(trial, 'DM').map(({ USUBJID, RFXENDTC }) => [USUBJID, RFXENDTC]));
  for (const { USUBJID, TRTEDT, TR01SDT, TR01EDT } of recordsIn(trial, 'ADSL')) {
    expect(TRTEDT).toBe(ends.get(USUBJID)?.toString().slice(0, 10) ?? null);
    expect(TR01EDT === null || String(TR01EDT) > String(TR01SDT)).toBe(true);
  }
});

it('the baseline of ADQS is the visit that analyses of the same rows take: baseline where there is one, else the last before the drug', () => {
  const scenario = `
name: two-before
design: { participants: 20, sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
visits: { baseline: -1.5, pre: -1, day1: 24 }
outcomes: { hamd17: { visits: [baseline, pre, day1] }, craving: { visits: [pre, day1] } }
`;
  const trial = trialOf(scenario);
  const records = recordsIn(trial, 'ADQS');
  const read = readObservations(csvText([observations.header, ...observations.rows(trial.generator, 1)]), {}, { endpoint: '', visit: '' });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  for (const { name, parameter } of trial.endpoints) {
    const own = records.filter(({ PARAMCD }) => PARAMCD === parameter);
    const flagged = own.filter(({ ABLFL }) => ABLFL === 'Y');
    expect(new Set(flagged.map(({ AVISIT }) => AVISIT))).toEqual(new Set([read.schedules.get(name)?.baseline]));
    const of = (record: (typeof own)[number]): string => `${String(record.USUBJID)} ${String(record.APERIOD)}`;
    const values = new Map(flagged.map((record) => [of(record), record.AVAL]));
    for (const record of own) expect(record.BASE).toBe(values.get(of(record)) ?? null);
  }
});

it('a concentration below the limit of quantification is imputed in ADPC, which says so and names no source', () => {
  const trial = trialOf(scenarios[names[1]]);
  const records = recordsIn(trial, 'ADPC');
  const imputed = records.filter(({ AVAL }) => Number(AVAL) < 1);
  expect(imputed).toHaveLength(recordsIn(trial, 'PC').filter(({ PCSTRESN }) => PCSTRESN === null).length);
  expect(imputed.length).toBeGreaterThan(0);
  for (const { AVAL, DTYPE, SRCVAR } of records) expect([DTYPE, SRCVAR]).toEqual(Number(AVAL) < 1 ? ['BLQ', null] : [null, 'PCSTRESN']);
});

it('arms whose names differ beyond 200 characters, or in marks of letters, stay two by their codes', () => {
  const [long, other] = [`${'drug'.repeat(60)} a`, `${'drug'.repeat(60)} b`];
  expect(distinctTexts(['a-b', long, other], ['AB', 'BA', 'CA'])).toEqual([
    'a-b',
    `${long.slice(0, 195)} (BA)`,
    `${long.slice(0, 195)} (CA)`,
  ]);
  expect(distinctTexts(['naïve', 'naive'], ['A', 'B'])).toEqual(['naive (A)', 'naive (B)']);
  const drug = 'd'.repeat(70);
  const sequences = `[[${drug}, placebo, ${drug}, placebo, ${drug}, placebo], [${drug}, placebo, ${drug}, placebo, ${drug}, ${drug}]]`;
  const scenario = `
name: long-arms
model: gaussian
design: { participants: 8, sequences: ${sequences}, reference: placebo }
gaussian: { endpoints: { walk: { mean: 100, difference: 8, sdBetween: 20, sdWithin: 10 } } }
`;
  const trial = trialOf(scenario);
  const names = recordsIn(trial, 'DM').map(({ ARM }) => ARM);
  expect(new Set(names).size).toBe(2);
  expect(names.every((name) => / \([AB]{6}\)$/.test(String(name)))).toBe(true);
});

it('a scale that the scenario declares is in QS, since it may be a self-report, and those of the program are in RS', () => {
  const declared = `
  own: { label: Self-report, whole: true, better: lower, visits: [baseline, day1], equating: [[0, 0], [52, 27]], items: [{ name: sleep, maximum: 27, difficulty: 0.2 }] }
`;
  const trial = trialOf(scenarios[names[0]].replace('\n  hamd6:', `${declared}  hamd6:`));
  expect(trial.endpoints.map(({ name, domain }) => `${name} ${domain}`)).toEqual(
    expect.arrayContaining(['hamd17 RS', 'hamd6 RS', 'madrs RS', 'own QS']),
  );
});

it('what the model does not have is missing: seriousness and most actions of adverse events, and doses of the normal model', () => {
  const events = recordsIn(trialOf(scenarios[names[0]]), 'AE');
  expect(events.length).toBeGreaterThan(0);
  expect(events.every(({ AESER, AEACN }) => AESER === null && (AEACN === null || AEACN === 'DRUG WITHDRAWN'))).toBe(true);
  expect(recordsIn(trialOf(scenarios[names[2]]), 'EX').every(({ EXDOSFRQ }) => EXDOSFRQ === null)).toBe(true);
});

it('the intervention model of one arm is a single group, whatever its periods', () => {
  const modelOf = (scenario: string): unknown => recordsIn(trialOf(scenario), 'TS').find(({ TSPARMCD }) => TSPARMCD === 'INTMODEL')?.TSVAL;
  expect(modelOf(scenarios[names[2]])).toBe('CROSS-OVER');
  const oneArm = scenarios[names[2]].replace(', [active, placebo]]', ']').replace(/analyses:.*\n/, '');
  expect(modelOf(oneArm)).toBe('SINGLE GROUP');
});
