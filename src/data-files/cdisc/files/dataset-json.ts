import { itemOid, lengthOf, STUDY_VERSION_OID, studyOid } from './oids.ts';
import type { CdiscStandard } from './standard.ts';
import type { CdiscDataset, CdiscVariable } from '../dataset.ts';
import { syntheticStatement } from '../synthetic.ts';
import type { CdiscTrial } from '../trial.ts';

/** What a file of a trial's datasets needs beside a dataset. */
export interface FileHead {
  readonly trial: CdiscTrial;
  readonly standard: CdiscStandard;
  /** When the file is made, as `2025-01-31T12:00:00`. */
  readonly created: string;
}

const types: Readonly<Record<CdiscVariable['type'], { dataType: string; targetDataType?: string; displayFormat?: string }>> = {
  text: { dataType: 'string' },
  iso: { dataType: 'string' },
  integer: { dataType: 'integer' },
  float: { dataType: 'float' },
  date: { dataType: 'date', targetDataType: 'integer', displayFormat: 'E8601DA.' },
  datetime: { dataType: 'datetime', targetDataType: 'integer', displayFormat: 'E8601DT.' },
};

/**
 * A dataset as CDISC Dataset-JSON 1.1, a text of one row per line. Its originator says that the data are synthetic, with scenario, seed and version.
 * @see CDISC Dataset-JSON 1.1, github.com/cdisc-org/DataExchange-DatasetJson
 */
export function datasetJson(dataset: CdiscDataset, { trial, standard, created }: FileHead): string {
  const { name, label, variables, rows, keys } = dataset;
  const { source, studyId } = trial;
  const head = {
    datasetJSONCreationDateTime: created,
    datasetJSONVersion: '1.1.0',
    fileOID: `${studyId}/${standard}/${name}`,
    originator: syntheticStatement(source),
    sourceSystem: { name: 'crossover-sim', version: source.version },
    studyOID: studyOid(trial),
    metaDataVersionOID: STUDY_VERSION_OID,
    metaDataRef: 'define.xml',
    itemGroupOID: `IG.${name}`,
    records: rows.length,
    name,
    label,
    columns: variables.map((variable, place) => ({
      itemOID: itemOid(dataset, variable),
      name: variable.name,
      label: variable.label,
      ...types[variable.type],
      ...(variable.type === 'text' || variable.type === 'iso' ? { length: lengthOf(dataset, place) } : {}),
      ...(keys.includes(variable.name) ? { keySequence: keys.indexOf(variable.name) + 1 } : {}),
    })),
  };
  const body = rows.map((row) => JSON.stringify(row)).join(',\n');
  return `${JSON.stringify(head, null, 1).slice(0, -2)},\n "rows": [\n${body}\n ]\n}\n`;
}
