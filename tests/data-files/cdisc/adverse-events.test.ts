import { expect, it } from 'vitest';
import { cdiscDatasets } from '../../../src/data-files/cdisc-datasets.ts';
import { cdiscTrial } from '../../../src/data-files/cdisc/trial.ts';
import { adverseEventsTable } from '../../../src/data-files/writing/adverse-events.ts';
import { rootKey } from '../../../src/random/index.ts';
import { recordsOf } from './conformance.ts';
import { scenarios, startDate, trialOf } from './trials.ts';

const trial = trialOf(Object.values(scenarios)[0]);
const recordsIn = (standard: 'adam' | 'sdtm', name: string) =>
  recordsOf(cdiscDatasets(trial, standard).find((dataset) => dataset.name === name) ?? expect.fail(`no ${name}`));
const events = recordsIn('sdtm', 'AE');
const analysed = recordsIn('adam', 'ADAE');

it('AE has an onset, a severity with its grade, a relation and an outcome for every event, and an end where it was over', () => {
  const starts = new Map(recordsIn('sdtm', 'DM').map(({ USUBJID, RFXSTDTC }) => [USUBJID, String(RFXSTDTC)]));
  expect(events.length).toBeGreaterThan(15);
  for (const { USUBJID, AESTDTC, AEENDTC, AEENDY, AESEV, AETOXGR, AEREL, AEOUT } of events) {
    expect(String(AESTDTC) >= (starts.get(USUBJID) ?? '')).toBe(true);
    expect(AEENDTC === null || String(AEENDTC) > String(AESTDTC)).toBe(true);
    expect([AEOUT, AEENDY === null]).toEqual(AEENDTC === null ? ['NOT RECOVERED/NOT RESOLVED', true] : ['RECOVERED/RESOLVED', false]);
    expect(['MILD 1', 'MODERATE 2', 'SEVERE 3']).toContain(`${AESEV} ${AETOXGR}`);
    expect(['RELATED', 'NOT RELATED']).toContain(AEREL);
  }
});

it('who left after adverse effects has one event for which the drug was withdrawn, of grade 2 or more', () => {
  const left = recordsIn('sdtm', 'DS').filter(({ DSDECOD }) => DSDECOD === 'ADVERSE EVENT');
  const reasons = events.filter(({ AEACN }) => AEACN === 'DRUG WITHDRAWN');
  expect(left.length).toBeGreaterThan(0);
  expect(reasons.map(({ USUBJID }) => USUBJID)).toEqual(left.map(({ USUBJID }) => USUBJID));
  expect(reasons.every(({ AETOXGR }) => Number(AETOXGR) >= 2)).toBe(true);
});

it('ADAE has the events of AE, each treatment-emergent, and flags the first of a subject and of a term', () => {
  expect(
    analysed.map((record) => [record.USUBJID, record.AESEQ, record.AETERM, record.ASTDTM, record.AENDTM, record.ASEV, record.AREL]),
  ).toEqual(
    events.map((record) => [
      ...[record.USUBJID, record.AESEQ, record.AETERM, `${record.AESTDTC}:00`],
      ...[record.AEENDTC === null ? null : `${record.AEENDTC}:00`, record.AESEV, record.AEREL],
    ]),
  );
  expect(analysed.every(({ TRTEMFL }) => TRTEMFL === 'Y')).toBe(true);
  const first = new Map<unknown, unknown>();
  for (const { USUBJID, ASTDTM } of analysed) if (!first.has(USUBJID)) first.set(USUBJID, ASTDTM);
  const flagged = analysed.filter(({ AOCCFL }) => AOCCFL === 'Y');
  expect(flagged.map(({ USUBJID, ASTDTM }) => [USUBJID, ASTDTM])).toEqual([...first]);
});

it('the events are those of adverse-events.csv', () => {
  const { study, replicate } = trial.source;
  const table = adverseEventsTable(study.trial, rootKey(study.seed), () => replicate);
  const rows = table.rows(trial.generator, 1);
  const of = (row: readonly unknown[]): string => row.join(' ');
  expect(
    rows.map((row) => of([row[1], row[2], String(row[4]).toUpperCase(), row[7], row[8] === 'none' ? 'NOT RELATED' : 'RELATED'])).sort(),
  ).toEqual(analysed.map(({ SUBJID, APERIOD, AETERM, ASEVN, AREL }) => of([SUBJID, APERIOD, AETERM, ASEVN, AREL])).sort());
});

it('participants who come at random are randomised later than the first, on the days of the recruitment', () => {
  const dated = cdiscTrial(trial.generator, trial.source, { startDate, recruitmentRate: 3 });
  const days = dated.subjects.map(({ randomised }) => (randomised - dated.subjects[0].randomised) / 1440);
  expect(days[0]).toBe(0);
  expect(days).toEqual([...days].sort((a, b) => a - b));
  expect(days.every(Number.isInteger)).toBe(true);
  expect(days).not.toEqual(trial.subjects.map((_, subject) => 7 * subject));
});
