import { expect, it } from 'vitest';
import { bindAnalysis } from '../../../src/analysis/index.ts';
import { cdiscDatasets } from '../../../src/data-files/cdisc-datasets.ts';
import { cdiscDataset, compareAt, derived, integer, text, type CdiscDataset } from '../../../src/data-files/cdisc/dataset.ts';
import { readObservations } from '../../../src/data-files/reading/read-observations.ts';
import { csvText } from '../../../src/data-files/writing/data-table.ts';
import { observations } from '../../../src/data-files/writing/observations.ts';
import { defaultsOf } from '../../../src/parameters/parameter-table.ts';
import { methods } from '../../../src/analysis/index.ts';
import { nonconformities, recordsOf } from './conformance.ts';
import { scenarios, trialOf } from './trials.ts';

const names = Object.keys(scenarios);
const [mainExample, fourConditions, textbook] = names.map((name) => scenarios[name]);

function named(datasets: readonly CdiscDataset[], name: string): CdiscDataset {
  const found = datasets.find((dataset) => dataset.name === name);
  if (found === undefined) throw new Error(`no dataset ${name}`);
  return found;
}

it.each(names)('the datasets of %s keep every rule that can be checked offline', (name) => {
  const trial = trialOf(scenarios[name], { items: name.includes('items') });
  for (const standard of ['adam', 'sdtm'] as const) expect(nonconformities(cdiscDatasets(trial, standard))).toEqual([]);
});

it('a broken rule is found: a label, a key, a code, a study day, a change', () => {
  const adqs = named(cdiscDatasets(trialOf(mainExample), 'adam'), 'ADQS');
  const changed = (variable: string, value: (old: unknown) => string | number | null): CdiscDataset => {
    const place = adqs.variables.findIndex(({ name }) => name === variable);
    return {
      ...adqs,
      rows: adqs.rows.map((row, at) => (at === 3 ? row.map((old, column) => (column === place ? value(old) : old)) : row)),
    };
  };
  const adsl = named(cdiscDatasets(trialOf(mainExample), 'adam'), 'ADSL');
  const problemsOf = (dataset: CdiscDataset): string => nonconformities([adsl, dataset]).join('\n');
  expect(problemsOf(adqs)).toBe('');
  expect(problemsOf({ ...adqs, label: 'x'.repeat(41) })).toContain('name or label');
  expect(problemsOf({ ...adqs, rows: [adqs.rows[1], ...adqs.rows.slice(1)] })).toContain('has the keys of another');
  expect(problemsOf(changed('AVISIT', () => 'DAY 99'))).toContain('ADQS.AVISIT: DAY 99 is not in its codelist');
  expect(problemsOf(changed('ADY', (day) => Number(day) + 1))).toContain('ADQS.ADY');
  expect(problemsOf(changed('BASE', () => 77))).toContain('BASE, CHG or PCHG');
});

it('a study of three periods has the treatment and dates of each, by the names of its scenario', () => {
  const [first] = recordsOf(named(cdiscDatasets(trialOf(fourConditions), 'adam'), 'ADSL'));
  expect([first.TRT01P, first.TRT02P, first.TRT03P]).toEqual(String(first.TRTSEQP).split('-'));
  expect(first).toMatchObject({ RANDDT: '2024-02-20', TR01SDT: first.TRTSDT, EOSSTT: 'COMPLETED', DCSREAS: null });
  expect(String(first.TR03SDT) > String(first.TR02SDT)).toBe(true);
});

it('nobody is given a drug before the day of randomisation, however long before the studied drug it is given', () => {
  const records = recordsOf(named(cdiscDatasets(trialOf(fourConditions), 'adam'), 'ADSL'));
  expect(records.filter(({ RANDDT, TRTSDT }) => String(TRTSDT) < String(RANDDT))).toEqual([]);
});

it('a drug that was not taken has no record of exposure, and the depot has no dose that nobody stated', () => {
  const trial = trialOf(fourConditions);
  const records = recordsOf(named(cdiscDatasets(trial, 'sdtm'), 'EX'));
  const given = trial.subjects.flatMap(({ periods }) => periods.filter(({ condition }) => condition === 'depot+ketamine'));
  const taken = given.filter(({ row }) => trial.generator.records.adherent[row] === 1);
  const depots = records.filter(({ EXTRT }) => EXTRT === 'DEPOT');
  expect(depots).toHaveLength(taken.length);
  expect(taken.length).toBeLessThan(given.length);
  expect(depots.every(({ EXDOSE, EXDOSU }) => EXDOSE === null && EXDOSU === null)).toBe(true);
  expect(records.find(({ EXTRT }) => EXTRT === 'KETAMINE')).toMatchObject({ EXDOSE: 0.5, EXDOSU: 'mg/kg', EXROUTE: 'INTRAVENOUS' });
});

it('RS has the scales of clinicians and QS other scores, and items of the HAMD 17 have its published codes and sum to the total', () => {
  const datasets = cdiscDatasets(trialOf(mainExample, { items: true }), 'sdtm');
  const rs = recordsOf(named(datasets, 'RS'));
  expect([...new Set(rs.map(({ RSCAT }) => RSCAT))]).toEqual(['HAM-D6', 'HAMD 17', 'MADRS']);
  expect([...new Set(recordsOf(named(datasets, 'QS')).map(({ QSCAT }) => QSCAT))]).toEqual(['CADSS', 'CRAVING']);
  const of = (record: (typeof rs)[number]): string => [record.USUBJID, record.VISITNUM].join(' ');
  const totals = rs.filter(({ RSTESTCD }) => RSTESTCD === 'HAMD118');
  expect(totals.length).toBeGreaterThan(20);
  for (const total of totals) {
    const items = rs.filter((record) => of(record) === of(total) && record.RSCAT === 'HAMD 17' && record !== total);
    expect(items.map(({ RSTESTCD }) => RSTESTCD)).toContain('HAMD116A');
    expect(items).toHaveLength(17);
    expect(items.reduce((sum, { RSSTRESN }) => sum + Number(RSSTRESN), 0)).toBe(total.RSSTRESN);
  }
});

it('ADQS has the items of RS and QS as parameters with their test codes, values and changes, beside the rows that it has without them', () => {
  const trial = trialOf(mainExample, { items: true });
  const [adam, sdtm] = (['adam', 'sdtm'] as const).map((standard) => cdiscDatasets(trial, standard));
  const adqs = recordsOf(named(adam, 'ADQS'));
  const isItem = (code: unknown): boolean => /^(HAMD1\d\dA?|MADRS\d\d)$/.test(String(code)) && code !== 'HAMD118';
  const row = (record: (typeof adqs)[number], code: string, moment: string, value: string): string =>
    [record.USUBJID, record[code], String(record[moment]).slice(0, 16), record[value]].join(' ');
  const items = adqs.filter(({ PARAMCD }) => isItem(PARAMCD));
  const tests = recordsOf(named(sdtm, 'RS')).filter(({ RSTESTCD }) => isItem(RSTESTCD));
  expect(new Set(items.map(({ PARAMCD }) => PARAMCD)).size).toBe(17 + 10);
  expect(items.map((record) => row(record, 'PARAMCD', 'ADTM', 'AVAL')).sort()).toEqual(
    tests.map((record) => row(record, 'RSTESTCD', 'RSDTC', 'RSSTRESN')).sort(),
  );
  expect(items.every(({ SRCDOM, SRCVAR }) => SRCDOM === 'RS' && SRCVAR === 'RSSTRESN')).toBe(true);
  expect(items.filter(({ CHG }) => CHG !== null).length).toBeGreaterThan(100);
  expect(items.find(({ PARAMCD }) => PARAMCD === 'HAMD101')).toMatchObject({ PARAM: 'HAMD1-Depressed Mood', PARCAT1: 'HAMD 17' });
  expect(adqs.filter(({ PARAMCD }) => !isItem(PARAMCD))).toEqual(recordsOf(named(cdiscDatasets(trialOf(mainExample), 'adam'), 'ADQS')));
});

it('a concentration below the limit of quantification is no number', () => {
  const records = recordsOf(named(cdiscDatasets(trialOf(fourConditions), 'sdtm'), 'PC'));
  const below = records.filter(({ PCORRES }) => PCORRES === '<1');
  expect(below.length).toBeGreaterThan(0);
  expect(below.every(({ PCSTRESN, PCLLOQ }) => PCSTRESN === null && PCLLOQ === 1)).toBe(true);
  expect(records.every(({ PCSTRESN }) => PCSTRESN === null || Number(PCSTRESN) >= 1)).toBe(true);
});

it('the elements of a subject follow one another without a gap and end with the last contact', () => {
  const datasets = cdiscDatasets(trialOf(mainExample), 'sdtm');
  const ends = new Map(recordsOf(named(datasets, 'DM')).map(({ USUBJID, RFPENDTC }) => [USUBJID, RFPENDTC]));
  const records = recordsOf(named(datasets, 'SE'));
  records.forEach((record, row) => {
    const next = records.at(row + 1);
    const isLast = next?.USUBJID !== record.USUBJID;
    expect(record.SEENDTC).toBe(isLast ? ends.get(record.USUBJID) : next?.SESTDTC);
  });
});

it('the trial summary says that the data are synthetic, and what made them', () => {
  const trial = trialOf(textbook);
  const values = new Map(recordsOf(named(cdiscDatasets(trial, 'sdtm'), 'TS')).map(({ TSPARMCD, TSVAL }) => [TSPARMCD, TSVAL]));
  expect(values.get('SYNTH')).toContain('SYNTHETIC');
  expect(values.get('SYNHASH')).toBe(trial.source.hash);
  expect(values.get('SYNSEED')).toContain(`seed ${trial.source.study.seed}`);
  expect(values.get('SYNPROG')).toBe('crossover-sim 0.0.0');
  expect(trial.subjects.every(({ uniqueId }) => uniqueId.startsWith('SYNTHETIC-'))).toBe(true);
});

it.each([mainExample, textbook])('analyses of ADQS are those of observations.csv', (scenario) => {
  const trial = trialOf(scenario);
  const rows = recordsOf(named(cdiscDatasets(trial, 'adam'), 'ADQS')).map((record) => [
    ...[1, record.USUBJID, record.TRTSEQP, record.APERIOD, record.TRTA, record.AVISIT, record.ARELTM],
    trial.endpoints.find(({ parameter }) => parameter === record.PARAMCD)?.name,
    record.AVAL,
  ]) as (string | number)[][];
  const written = observations.rows(trial.generator, 1);
  expect(rows).toHaveLength(written.length);
  const { method, endpoint, visit, ...asked } = Object.values(trial.source.study.analyses)[0];
  const spec = { ...asked, endpoint, visit, level: 0.95 };
  const [fromAdam, fromCsv] = [rows, written].map((each) => {
    const read = readObservations(csvText([observations.header, ...each]), {}, { endpoint, visit });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    return bindAnalysis(method, spec, defaultsOf(methods[method].options)).run(read.trials[0].data);
  });
  expect(fromAdam.status).toBe('estimated');
  expect(fromAdam).toEqual(fromCsv);
});

it('rows are ordered by numbers and by texts, and what is missing comes first', () => {
  const rows = [[2], [null], [10], ['x'], ['X']];
  expect([...rows].sort((x, y) => compareAt([0], x, y)).flat()).toEqual([null, 2, 10, 'X', 'x']);
});

it('a dataset numbers the rows of each subject, and refuses what it does not declare or cannot name', () => {
  const variables = [text('USUBJID', 'Subject', derived('')), integer('AESEQ', 'Number', derived('')), text('AETERM', 'Term', derived(''))];
  const shape = { name: 'AE', label: 'Events', class: 'EVENTS', structure: '', keys: ['USUBJID', 'AETERM'], variables } as const;
  const records = [
    { USUBJID: 'b', AETERM: 'naïve – ≥ 1\n' },
    { USUBJID: 'a', AETERM: 'Я' },
    { USUBJID: 'b', AETERM: 'a' },
  ];
  expect(cdiscDataset(shape, records, 'AESEQ').rows).toEqual([
    ['a', 1, 'U42F'],
    ['b', 1, 'a'],
    ['b', 2, 'naive - >= 1'],
  ]);
  expect(() => cdiscDataset(shape, [{ STUDYID: 'x' }])).toThrow('AE declares no variable STUDYID');
  const long = [text('TOOLONGNAME', 'Label', derived(''))];
  expect(() => cdiscDataset({ ...shape, variables: long }, [])).toThrow('too long');
});
