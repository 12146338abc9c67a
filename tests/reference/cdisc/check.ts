/**
 * Files of CDISC read back by programs that are not ours. `npx tsx tests/reference/cdisc/check.ts r|pandas|xmllint` writes one trial of the main scenario as ADaM and SDTM and
 * compares every row and value:
 * - `r`: SAS XPORT by foreign::read.xport, Dataset-JSON by jsonlite, and the mixed model of lmerTest on ADQS with `analyze` on observations.csv;
 * - `pandas`: SAS XPORT by pandas.read_sas (of `$PYTHON`, else python3);
 * - `xmllint`: Define-XML is well-formed and, where `$CDISC_DEFINE_XSD` names define2-1-0.xsd of the published package, valid against it.
 * Exit code 1 where something differs.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { type AnalysisSpec, bindAnalysis, methods } from '../../../src/analysis/index.ts';
import { cdiscDatasets } from '../../../src/data-files/cdisc-datasets.ts';
import type { CdiscDataset } from '../../../src/data-files/cdisc/dataset.ts';
import { datasetJson } from '../../../src/data-files/cdisc/files/dataset-json.ts';
import { defineXml } from '../../../src/data-files/cdisc/files/define-xml.ts';
import { cdiscStandards } from '../../../src/data-files/cdisc/files/standard.ts';
import { sasNumber, xportFile } from '../../../src/data-files/cdisc/files/xport.ts';
import { cdiscTrial } from '../../../src/data-files/cdisc/trial.ts';
import { readObservations } from '../../../src/data-files/reading/read-observations.ts';
import { csvText } from '../../../src/data-files/writing/data-table.ts';
import { observations } from '../../../src/data-files/writing/observations.ts';
import { defaultsOf } from '../../../src/parameters/parameter-table.ts';
import { rootKey } from '../../../src/random/index.ts';
import { readScenario, scenarioHash } from '../../../src/scenario/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'crossover-sim-cdisc-'));
const created = '2025-01-31T12:00:00';
/** Largest relative difference of a value, and of a figure of the mixed model. */
const [VALUE, FIGURE] = [1e-14, 1e-6];
/** pandas reads the zero of XPORT as this number or a smaller one. */
const ZERO = 1e-70;

const path = here('../../../scenarios/williams-2018.yaml');
const read = readScenario(
  { path, text: readFileSync(path, 'utf8') },
  { set: ['measurement.mode=items', 'missingness.perVisit=0.1'], participants: 30, readFile: (name) => readFileSync(name, 'utf8') },
);
if ('problems' in read) throw new Error(JSON.stringify(read.problems));
const { study } = read;
const generator = compileTrial(study.trial, rootKey(study.seed), 'all', true);
generator.generate(0);
const trial = cdiscTrial(generator, { study, hash: scenarioHash(study), version: '0.0.0', replicate: 0 }, { startDate: '2024-02-20' });
const standards = cdiscStandards.map((standard) => ({ head: { trial, standard, created }, datasets: cdiscDatasets(trial, standard) }));
const datasets = standards.flatMap((each) => each.datasets);
for (const { head, datasets: each } of standards) {
  for (const dataset of each) {
    const name = join(folder, dataset.name.toLowerCase());
    writeFileSync(`${name}.xpt`, xportFile(dataset, created));
    writeFileSync(`${name}.json`, datasetJson(dataset, head));
  }
  writeFileSync(join(folder, `define-${head.standard}.xml`), defineXml(each, head, 'xpt'));
}

/** Where a dataset that another program read differs from ours. */
function differences(dataset: CdiscDataset, ending: string, datesAreNumbers: boolean): string[] {
  const { data } = Papa.parse<string[]>(readFileSync(join(folder, `${dataset.name.toLowerCase()}${ending}`), 'utf8'), {
    skipEmptyLines: true,
  });
  const [header, ...rows] = data;
  if (header.join() !== dataset.variables.map(({ name }) => name).join()) return [`${dataset.name}${ending}: other variables`];
  if (rows.length !== dataset.rows.length) return [`${dataset.name}${ending}: ${rows.length} rows, not ${dataset.rows.length}`];
  return dataset.rows.flatMap((row, at) =>
    row.flatMap((value, place) => {
      const isDate = dataset.variables[place].type.startsWith('date') && datesAreNumbers && typeof value === 'string';
      const ours = isDate ? sasNumber(value) : value;
      const theirs = rows[at][place];
      if (isEqual(ours, theirs)) return [];
      return [`${dataset.name}${ending}, row ${at + 1}, ${header[place]}: ${theirs}, not ${String(ours)}`];
    }),
  );
}

function isEqual(ours: string | number | null, theirs: string): boolean {
  if (ours === null || typeof ours === 'string') return (ours ?? '') === theirs;
  return theirs !== '' && Math.abs(Number(theirs) - ours) <= Math.max(ZERO, VALUE * Math.abs(ours));
}

/** Our mixed model on observations.csv. */
function ownFigures(): number[] {
  const text = csvText([observations.header, ...observations.rows(generator, 1)]);
  const data = readObservations(text, {}, { endpoint: 'hamd17', visit: 'day1' });
  if ('problems' in data) throw new Error(JSON.stringify(data.problems));
  const spec: AnalysisSpec = {
    ...{ endpoint: 'hamd17', visit: 'day1', baseline: 'baseline', measure: 'value', population: 'all' },
    ...{ reference: 'placebo', comparator: 'naltrexone', alternative: 'two-sided', level: 0.95 },
  };
  const outcome = bindAnalysis('mixed-model', spec, defaultsOf(methods['mixed-model'].options)).run(data.trials[0].data);
  if (outcome.status !== 'estimated') throw new Error(outcome.reason);
  return [outcome.estimate, outcome.standardError, outcome.df, outcome.pValue].map(Number);
}

const checks: Readonly<Record<string, () => string[]>> = {
  r() {
    const theirs = execFileSync('Rscript', [here('read-back.R'), folder], { encoding: 'utf8' })
      .trim()
      .split(' ')
      .map(Number);
    const ours = ownFigures();
    console.log(`mixed model of R on ADQS: ${theirs.join(' ')}\nours on observations.csv: ${ours.join(' ')}`);
    const apart = ours.filter((figure, place) => !(Math.abs(figure - theirs[place]) <= FIGURE * Math.abs(figure)));
    return [
      ...apart.map((figure) => `mixed model: ${figure}`),
      ...datasets.flatMap((dataset) => [...differences(dataset, '.xpt.r.csv', true), ...differences(dataset, '.json.r.csv', false)]),
    ];
  },
  pandas() {
    execFileSync(process.env.PYTHON ?? 'python3', [here('read-back.py'), folder]);
    return datasets.flatMap((dataset) => differences(dataset, '.xpt.py.csv', true));
  },
  xmllint() {
    const schema = process.env.CDISC_DEFINE_XSD;
    if (schema === undefined) console.log('validity against the published XSD: skipped, CDISC_DEFINE_XSD does not name it');
    const validity = schema === undefined ? [] : ['--schema', schema];
    for (const standard of cdiscStandards)
      execFileSync('xmllint', ['--noout', ...validity, join(folder, `define-${standard}.xml`)], { stdio: 'inherit' });
    return [];
  },
};

const asked = process.argv[2] ?? '';
if (!Object.hasOwn(checks, asked)) throw new Error(`expected ${Object.keys(checks).join(', ')}, got ${asked}`);
try {
  const problems = checks[asked]();
  console.log(
    `${datasets.length} datasets, ${datasets.reduce((sum, { rows }) => sum + rows.length, 0)} rows: ${problems.length} differences`,
  );
  for (const problem of problems.slice(0, 20)) console.log(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}
