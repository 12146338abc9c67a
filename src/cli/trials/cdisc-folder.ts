import { join } from 'node:path';
import { changesBeside, namesIn, removeEmptyFolder } from './run-folder.ts';
import { datasetNames } from '../../data-files/cdisc-datasets.ts';
import type { CdiscDataset, CdiscVariable } from '../../data-files/cdisc/dataset.ts';
import { DEFINE_FILE } from '../../data-files/cdisc/files/define-xml.ts';
import { cdiscForms, type CdiscStandard } from '../../data-files/cdisc/files/standard.ts';
import type { CdiscSource } from '../../data-files/cdisc/trial.ts';
import type { TableColumn } from '../../data-files/writing/data-table.ts';
import { csv } from '../../data-files/writing/formats/csv.ts';
import { DATAPACKAGE_FILE, dataPackageText } from '../../data-files/writing/formats/datapackage.ts';
import { CHECKSUMS_FILE, namesWithChecksums } from '../files/checksums.ts';
import { OutputFile } from '../files/output-file.ts';
import { aloneIn, publishTogether } from '../files/write-together.ts';

/** Types of columns of CSV; a date with its time of day is a text of ISO 8601. */
const columnTypes: Readonly<Record<CdiscVariable['type'], TableColumn['type']>> = {
  ...{ text: 'text', iso: 'text', datetime: 'text', integer: 'integer', float: 'number', date: 'date' },
};

/** `datapackage.json` of a trial's datasets as CSV. */
export function cdiscPackage(
  tables: readonly { readonly dataset: CdiscDataset; readonly file: OutputFile }[],
  { study, hash, version }: CdiscSource,
): string {
  const described = tables.map(({ dataset, file: { bytes, checksum } }) => {
    const name = dataset.name.toLowerCase();
    const columns = dataset.variables.map(({ name, label, type, origin }) => ({
      ...{ name, label, type: columnTypes[type] },
      origin: origin.text ?? origin.type,
    }));
    return { table: { name, label: dataset.label, columns }, format: csv, files: [{ path: `${name}.csv`, bytes, sha256: checksum }] };
  });
  return dataPackageText(described, { scenario: study.name, hash, seed: study.seed, version });
}

/**
 * Makes the datasets of all trials appear together with their checksums, and takes away those of an earlier run that this one does not have.
 * @param files   written, and not published; the files of checksums are added
 * @param folder  of the standard
 * @throws ExitError (2) where a folder cannot be read or written
 */
export function publishCdisc(files: OutputFile[], folder: string, standard: CdiscStandard): void {
  aloneIn(folder, () => {
    const { checksums, gone, emptied } = changesBeside(folder, files, (place) => datasetsIn(place, standard));
    for (const [place, text] of checksums) {
      const file = new OutputFile(join(place, CHECKSUMS_FILE));
      files.push(file);
      file.write(text);
    }
    publishTogether(files, gone);
    for (const place of emptied) removeEmptyFolder(place);
  });
}

/** Names of files in a folder that are of a run: datasets in every form, and what describes them where its checksum is stated. */
function datasetsIn(folder: string, standard: CdiscStandard): string[] {
  const datasets = new Set(datasetNames(standard).flatMap((name) => cdiscForms.map((form) => `${name}.${form}`)));
  const stated = namesWithChecksums(folder);
  const described = [DEFINE_FILE, DATAPACKAGE_FILE].filter((name) => stated.includes(name));
  return namesIn(folder).filter((name) => datasets.has(name) || described.includes(name));
}
