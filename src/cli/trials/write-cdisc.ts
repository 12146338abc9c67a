import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { assertTrialsRequest } from './trials-request.ts';
import { cdiscDatasets } from '../../data-files/cdisc-datasets.ts';
import { cdiscCsv } from '../../data-files/cdisc/files/csv.ts';
import { datasetJson, type FileHead } from '../../data-files/cdisc/files/dataset-json.ts';
import { DEFINE_FILE, defineXml } from '../../data-files/cdisc/files/define-xml.ts';
import { cdiscForms, type CdiscForm } from '../../data-files/cdisc/files/standard.ts';
import { xportFile } from '../../data-files/cdisc/files/xport.ts';
import type { CdiscDataset } from '../../data-files/cdisc/dataset.ts';
import { cdiscTrial } from '../../data-files/cdisc/trial.ts';
import { rootKey } from '../../random/index.ts';
import type { Study } from '../../study/study.ts';
import { compileTrial } from '../../trial/compile-trial.ts';
import type { TrialGenerator } from '../../trial/trial-generator.ts';
import type { CdiscRequest } from './cdisc-options.ts';
import { CHECKSUMS_FILE, checksumsText } from '../files/checksums.ts';
import { OutputFile } from '../files/output-file.ts';
import { aloneIn, publishTogether } from '../files/write-together.ts';
import { usageError } from '../terminal/exit-error.ts';
import { reasonOf } from '../terminal/file-fault.ts';
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

/** Names of all datasets that a folder may hold from an earlier run. */
const everyName = 'adsl adqs adae adpc dm ex ae ds rs qs pc sv se ta te tv ti ts'.split(' ');

/**
 * Writes trials as datasets of CDISC, one trial in memory at a time: into `adam` or `sdtm` of the folder, and there into a folder for each trial where there are several. The files
 * of a trial appear together; datasets of an earlier run that this one does not have go.
 * @returns their paths
 * @throws ExitError (2) where the trials cannot be, or the folder cannot be written or has trials that would stay beside them; with the exit code of the signal if interrupted
 */
export async function writeCdisc(request: CdiscTrials): Promise<string[]> {
  const { study, hash, first, trials, items, standard, dates, onTrial, signal } = request;
  assertTrialsRequest({ study, first, trials, truth: false, items });
  const generator = compileTrial(study.trial, rootKey(study.seed), 'all', items);
  assertSize(generator);
  const [version, created, breath] = [engineVersion(), creationTime(), breather()];
  const folder = join(request.directory, standard);
  assertNoOtherTrials(folder, trials);
  const paths: string[] = [];
  for (let trial = 1; trial <= trials; trial++) {
    const replicate = first + trial - 1;
    generator.generate(replicate);
    const source = { study, hash, version, replicate };
    const head = { trial: cdiscTrial(generator, source, dates), standard, created };
    paths.push(...writeTrial(trials === 1 ? folder : join(folder, trialFolder(trial)), head, request.form));
    onTrial(trial);
    await breath();
    if (signal.aborted && trial < trials) throw interrupted(signal, `${trial} of ${trials} trials are in ${folder}`);
  }
  return paths;
}

const trialFolder = (trial: number): string => `trial-${trial}`;

/** @throws ExitError (2) where datasets of an earlier run would stay beside those that are written */
function assertNoOtherTrials(folder: string, trials: number): void {
  const written = trials === 1 ? [] : Array.from({ length: trials }, (_, place) => trialFolder(place + 1));
  const others = namesIn(folder).filter((name) => /^trial-\d+$/.test(name) && !written.includes(name));
  const kept = [...(trials === 1 ? [] : [folder]), ...others.map((name) => join(folder, name))].find(holdsDatasets);
  if (kept === undefined) return;
  throw usageError(`--out: ${kept} has datasets of an earlier run, which would stay beside those of this one; give another folder`);
}

function holdsDatasets(folder: string): boolean {
  return namesIn(folder).some((file) => everyName.some((name) => cdiscForms.some((form) => file === `${name}.${form}`)));
}

/** Names of what is in a folder; none where there is no folder. @throws ExitError (2) where it cannot be read */
function namesIn(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  try {
    return readdirSync(folder);
  } catch (error) {
    throw usageError(`cannot read ${folder}: ${reasonOf(error)}`);
  }
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

function writeTrial(folder: string, head: FileHead, form: CdiscForm): string[] {
  const datasets = cdiscDatasets(head.trial, head.standard);
  const names = datasets.map(({ name }) => name.toLowerCase());
  const files: OutputFile[] = [];
  const write = (name: string, content: string | Uint8Array): void => {
    const file = new OutputFile(join(folder, name));
    files.push(file);
    file.write(content);
  };
  const stale = everyName.flatMap((name) =>
    cdiscForms.filter((each) => each !== form || !names.includes(name)).map((each) => `${name}.${each}`),
  );
  try {
    datasets.forEach((dataset, place) => write(`${names[place]}.${form}`, contentOf(dataset, head, form)));
    write(DEFINE_FILE, defineXml(datasets, head, form));
    aloneIn(folder, () => {
      const sums = files.flatMap(({ path, checksum }) => (checksum === undefined ? [] : [{ name: basename(path), sum: checksum }]));
      write(CHECKSUMS_FILE, checksumsText(folder, sums, stale));
      publishTogether(
        files,
        stale.map((name) => join(folder, name)),
      );
    });
  } catch (error) {
    for (const file of files) file.discard();
    throw error;
  }
  return files.map(({ path }) => path);
}

function contentOf(dataset: CdiscDataset, head: FileHead, form: CdiscForm): string | Uint8Array {
  if (form === 'csv') return cdiscCsv(dataset);
  return form === 'json' ? datasetJson(dataset, head) : xportFile(dataset, head.created);
}
