import { join } from 'node:path';
import { cdiscPackage, publishCdisc } from './cdisc-folder.ts';
import { assertTrialsRequest } from './trials-request.ts';
import { cdiscDatasets } from '../../data-files/cdisc-datasets.ts';
import { cdiscCsv } from '../../data-files/cdisc/files/csv.ts';
import { datasetJson, type FileHead } from '../../data-files/cdisc/files/dataset-json.ts';
import { DEFINE_FILE, defineXml } from '../../data-files/cdisc/files/define-xml.ts';
import type { CdiscForm } from '../../data-files/cdisc/files/standard.ts';
import { xportFile } from '../../data-files/cdisc/files/xport.ts';
import type { CdiscDataset } from '../../data-files/cdisc/dataset.ts';
import { cdiscTrial } from '../../data-files/cdisc/trial.ts';
import { DATAPACKAGE_FILE } from '../../data-files/writing/formats/datapackage.ts';
import { rootKey } from '../../random/index.ts';
import type { Study } from '../../study/study.ts';
import { compileTrial } from '../../trial/compile-trial.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import type { CdiscRequest } from './cdisc-options.ts';
import { OutputFile } from '../files/output-file.ts';
import { usageError } from '../terminal/exit-error.ts';
import { breather } from '../terminal/breather.ts';
import { interrupted } from '../terminal/interrupt.ts';
import { engineVersion } from '../workers/engine-version.ts';

/** Which trials are written, and how. */
export interface CdiscTrials extends CdiscRequest {
  readonly study: Study;
  readonly hash: string;
  /** Folder in which a folder of the standard's name is made. */
  readonly directory: string;
  readonly first: number;
  readonly trials: number;
  readonly items: boolean;
  readonly onTrial: (done: number) => void;
  readonly signal: AbortSignal;
}

/** Most values of one trial: its datasets are held in memory before they are written; measured, some 1.5 GB. */
const MAX_VALUES = 500_000;

/**
 * Writes trials as datasets of CDISC, one trial in memory at a time: into `adam` or `sdtm` of the folder, and there into a folder for each trial where there are several. The files
 * of all trials appear together at the end; datasets of an earlier run that this one does not have go.
 * @returns their paths
 * @throws ExitError (2) where the trials cannot be, or the folder cannot be written; with the exit code of the signal if interrupted, with nothing written
 */
export async function writeCdisc(request: CdiscTrials): Promise<string[]> {
  const { study, hash, first, trials, items, standard, dates, onTrial, signal } = request;
  assertTrialsRequest({ study, first, trials, truth: false, items });
  const generator = compileTrial(study.trial, rootKey(study.seed), 'all', items);
  assertSize(generator);
  const [version, created, breath] = [engineVersion(), creationTime(), breather()];
  const folder = join(request.directory, standard);
  const files: OutputFile[] = [];
  try {
    for (let trial = 1; trial <= trials; trial++) {
      const replicate = first + trial - 1;
      generator.generate(replicate);
      const source = { study, hash, version, replicate };
      const head = { trial: cdiscTrial(generator, source, dates), standard, created };
      writeTrial(files, trials === 1 ? folder : join(folder, `trial-${trial}`), head, request.form);
      onTrial(trial);
      await breath();
      if (signal.aborted) throw interrupted(signal, `nothing was written to ${folder}: run the same command again`);
    }
    publishCdisc(files, folder, standard);
  } catch (error) {
    for (const file of files) file.discard();
    throw error;
  }
  return files.map(({ path }) => path);
}

/** @throws ExitError (2) where a trial has too many values */
function assertSize({ hours, data, itemScores }: TrialGenerator): void {
  const ratings = hours.size * data.subjectCount * data.periodCount;
  const values = [...itemScores.values()].reduce((sum, { scores }) => sum + scores.length, ratings);
  if (values <= MAX_VALUES) return;
  const message = `expected a trial of at most ${MAX_VALUES} values as datasets of CDISC, got ${values}`;
  throw usageError(`design.participants: ${message} (${data.subjectCount} participants); take fewer participants`);
}

/** When files are made: now, or at the moment in `SOURCE_DATE_EPOCH` (reproducible-builds.org), so that the same command can give the same bytes. */
function creationTime(): string {
  const stated = Number(process.env.SOURCE_DATE_EPOCH ?? NaN);
  const moment = Number.isInteger(stated) ? new Date(1000 * stated) : new Date();
  return moment.toISOString().slice(0, 19);
}

/** Writes the files of a trial, which do not appear yet. @param files  to which they are added */
function writeTrial(files: OutputFile[], folder: string, head: FileHead, form: CdiscForm): void {
  const write = (name: string, content: string | Uint8Array): OutputFile => {
    const file = new OutputFile(join(folder, name));
    files.push(file);
    file.write(content);
    file.finish();
    return file;
  };
  const datasets = cdiscDatasets(head.trial, head.standard);
  const tables = datasets.map((dataset) => ({
    dataset,
    file: write(`${dataset.name.toLowerCase()}.${form}`, contentOf(dataset, head, form)),
  }));
  write(DEFINE_FILE, defineXml(datasets, head, form));
  if (form === 'csv') write(DATAPACKAGE_FILE, cdiscPackage(tables, head.trial.source));
}

function contentOf(dataset: CdiscDataset, head: FileHead, form: CdiscForm): string | Uint8Array {
  if (form === 'csv') return cdiscCsv(dataset);
  return form === 'json' ? datasetJson(dataset, head) : xportFile(dataset, head.created);
}
