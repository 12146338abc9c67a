import { readFileSync } from 'node:fs';
import { parse } from 'papaparse';
import { expect, it } from 'vitest';
import { cdiscDatasets } from '../../../src/data-files/cdisc-datasets.ts';
import { cdiscCsv } from '../../../src/data-files/cdisc/files/csv.ts';
import { datasetJson } from '../../../src/data-files/cdisc/files/dataset-json.ts';
import { defineXml } from '../../../src/data-files/cdisc/files/define-xml.ts';
import { cdiscStandards } from '../../../src/data-files/cdisc/files/standard.ts';
import { ibmFloat, sasNumber, xportFile } from '../../../src/data-files/cdisc/files/xport.ts';
import { defineProblems } from './define-rules.ts';
import { fromIbm, readXport } from './read-xport.ts';
import { schemaProblems, type Schema } from './schema-problems.ts';
import { scenarios, trialOf } from './trials.ts';

const created = '2025-01-31T12:34:56';
const schema = JSON.parse(readFileSync(new URL('./dataset-json-1.1.schema.json', import.meta.url), 'utf8')) as Schema;

/** Every dataset of every scenario with what its files need. */
const all = Object.keys(scenarios).flatMap((name) => {
  const trial = trialOf(scenarios[name], { items: name.includes('items') });
  return cdiscStandards.map((standard) => ({
    title: `${standard} of ${name}`,
    head: { trial, standard, created },
    datasets: cdiscDatasets(trial, standard),
  }));
});

it.each(all)('Dataset-JSON of $title is valid against the published schema and has every value', ({ head, datasets }) => {
  for (const dataset of datasets) {
    const written = JSON.parse(datasetJson(dataset, head)) as {
      rows: unknown;
      records: number;
      originator: string;
      columns: { name: string }[];
    };
    expect(schemaProblems(written, schema)).toEqual([]);
    expect(written.rows).toEqual(dataset.rows);
    expect(written.records).toBe(dataset.rows.length);
    expect(written.columns.map(({ name }) => name)).toEqual(dataset.variables.map(({ name }) => name));
    for (const word of ['SYNTHETIC', head.trial.source.hash, head.trial.source.study.seed, head.trial.source.version])
      expect(written.originator).toContain(word);
  }
});

it('the published schema refuses what is not Dataset-JSON', () => {
  const { head, datasets } = all[0];
  const written = JSON.parse(datasetJson(datasets[0], head)) as Record<string, unknown>;
  expect(schemaProblems({ ...written, records: -1 }, schema)).toHaveLength(1);
  expect(schemaProblems({ ...written, creationDateTime: created }, schema)).toEqual([': creationDateTime is not known']);
  expect(schemaProblems({ ...written, columns: [{ name: 'A' }] }, schema)).toHaveLength(3);
});

it.each(all)('Define-XML of $title has the content models, values and references of the published schemas', ({ head, datasets }) => {
  for (const form of ['csv', 'json', 'xpt'] as const) {
    const text = defineXml(datasets, head, form);
    expect(defineProblems(text)).toEqual([]);
    expect(text).toMatch(new RegExp(`<StudyDescription>.*SYNTHETIC.*${head.trial.source.hash}.*</StudyDescription>`));
  }
});

it('a fault of Define-XML is found: an element out of order, an attribute too much, a reference to nothing', () => {
  const { head, datasets } = all[0];
  const text = defineXml(datasets, head, 'xpt');
  expect(defineProblems(text.replace('Mandatory="Yes"', 'Mandatory="Y"'))).toEqual(['ItemRef: Mandatory is Y']);
  expect(defineProblems(text.replace('<def:Class ', '<def:Class Kind="x" '))).toEqual(['def:Class has Kind']);
  expect(defineProblems(text.replace(/<MethodDef [\s\S]*?<\/MethodDef>\n/, '')).join()).toContain('ItemRef refers to no MethodDef');
  expect(defineProblems(text.replace(/(<def:Class [^>]*>\n)(<def:leaf[\s\S]*?<\/def:leaf>\n)/, '$2$1')).join()).toContain(
    'ItemGroupDef has the children',
  );
});

it.each(all)('SAS XPORT of $title is read back as it was written, dates as days and seconds since 1960', ({ datasets }) => {
  for (const dataset of datasets) {
    const read = readXport(xportFile(dataset, created));
    expect([read.name, read.label.startsWith('SYNTHETIC ')]).toEqual([dataset.name, true]);
    expect(read.variables.map(({ name, label }) => [name, label])).toEqual(dataset.variables.map(({ name, label }) => [name, label]));
    const numeric = dataset.rows.map((row) =>
      row.map((value, place) => (typeof value === 'string' && dataset.variables[place].type.startsWith('date') ? sasNumber(value) : value)),
    );
    expect(read.rows).toEqual(numeric);
  }
});

it.each(all)('CSV of $title has a header and every value', ({ datasets }) => {
  for (const dataset of datasets) {
    const { data } = parse<string[]>(cdiscCsv(dataset), { skipEmptyLines: true });
    expect(data[0]).toEqual(dataset.variables.map(({ name }) => name));
    expect(data.slice(1)).toEqual(dataset.rows.map((row) => row.map((value) => String(value ?? ''))));
  }
});

it('numbers of IBM floating point have the bytes that are published for them, and come back to the last bit', () => {
  const hex = (value: number): string => [...ibmFloat(value)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  expect([0, 1, -1, 100, -118.625].map(hex)).toEqual([
    '0000000000000000',
    '4110000000000000',
    'c110000000000000',
    '4264000000000000',
    'c276a00000000000',
  ]);
  for (const value of [1 / 3, -Math.PI, 1e-60, 7.2e75, 123_456_789.123, 0.1, 2 ** -200]) expect(fromIbm(ibmFloat(value), 0)).toBe(value);
  expect(ibmFloat(1e-90)).toEqual(new Uint8Array(8));
  expect(() => ibmFloat(1e76)).toThrow('larger than a number of SAS');
  expect(() => ibmFloat(NaN)).toThrow('no number of SAS');
});

it('SAS counts days and seconds from 1960', () => {
  expect([sasNumber('1960-01-01'), sasNumber('1960-01-02'), sasNumber('1960-01-02T00:01:05'), sasNumber('2024-02-29')]).toEqual([
    0, 1, 86_465, 23_435,
  ]);
});
