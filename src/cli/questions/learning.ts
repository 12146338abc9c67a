import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { learn } from '../../learning/learn.ts';
import { TooFewPoints } from '../../learning/emulator/usable-points.ts';
import type { Evidence } from '../../learning/evidence-study.ts';
import { figuresOf, type EvidenceFigures } from '../../learning/figure-names.ts';
import { readEvidence } from '../../learning/read-evidence.ts';
import { learningText } from '../../report/learning-text.ts';
import { sha256 } from '../../text/sha256.ts';
import { InvalidScenario } from '../arguments/load-study.ts';
import type { ReadingArguments } from '../arguments/reading-options.ts';
import { workersOf } from '../arguments/workers.ts';
import { readText } from '../files/input-file.ts';
import { writeOutput } from '../files/output-file.ts';
import { packageFile } from '../files/package-file.ts';
import { baseText, locateBase, locateScenario } from '../files/scenario-files.ts';
import type { Answer } from '../results/emit-answer.ts';
import { engineHead } from '../results/result-document.ts';
import { evidenceHash, LearningFolder } from '../runs/learning-folder.ts';
import { runLearning } from '../runs/run-learning.ts';
import { workersIn } from '../runs/with-workers.ts';
import { usageError } from '../terminal/exit-error.ts';
import { engineVersion } from '../workers/engine-version.ts';
import type { Session } from '../terminal/session.ts';
import { warn } from '../terminal/terminal.ts';
import { recordedFiles } from './recorded-files.ts';

/** The evidence that comes with the program. */
export const SHIPPED_EVIDENCE = 'ketamine-naltrexone';

/** What `learn` is asked with. */
export interface LearningArguments {
  readonly evidence: string;
  readonly seed?: string | undefined;
  readonly leaveOut: boolean;
  readonly priorSensitivity: boolean;
  readonly robust: boolean;
  readonly workers: string;
  /** A file for the posterior, or a results folder. */
  readonly out?: string | undefined;
  readonly resume: boolean;
  /** Individual data of a study that is added, read as `analyze` reads them. */
  readonly observations?: string | undefined;
  /** The scenario of that study. */
  readonly design?: string | undefined;
  readonly trial?: string | undefined;
}

/**
 * `learn`: the parameters' posterior given the published figures of an evidence file; with `out` as a scenario that others extend.
 * @returns the answer, and the results folder where one is asked for
 * @throws ExitError (2) with every problem of the file, where too few points of a study can be used, or as `LearningFolder`; with the exit code of the signal if interrupted
 */
export async function learning(
  argv: LearningArguments & ReadingArguments,
  session: Session,
): Promise<{ readonly answer: Answer; readonly folder: string | undefined }> {
  const { leaveOut, priorSensitivity, robust, out, resume } = argv;
  const workers = workersOf(argv.workers);
  const path = out === undefined || isFile(out) ? undefined : out;
  if (resume && path === undefined)
    throw usageError(
      out === undefined ? '--resume: say with --out which folder to go on from' : `--resume: expected a folder as --out, got ${out}`,
    );
  const { evidence, text } = await loadEvidence(argv);
  const folder = path === undefined ? undefined : new LearningFolder(path, evidence, { resume, warn });
  const options = { ...workersIn(session, workers), studies: evidence.studies };
  const learned = await runLearning(options, folder, (run) => learn(evidence, { leaveOut, priorSensitivity, robust, run })).catch(
    (error: unknown) => {
      throw error instanceof TooFewPoints ? usageError(`${evidence.name}: ${error.message}`) : error;
    },
  );
  // Individual data are not in the text of the file.
  const hash = evidence.studies.some(({ recorded }) => recorded !== undefined) ? evidenceHash(evidence) : sha256(text);
  const head = { evidence: { name: evidence.name, hash }, seed: evidence.seed, ...engineHead() };
  if (out !== undefined)
    writeOutput(path === undefined ? out : join(path, 'posterior.json'), posteriorScenario(head, learned.draws, figuresOf(evidence)));
  const { name, title } = evidence;
  const answer: Answer = {
    name: 'learning',
    document: { ...head, ...learned },
    timed: false,
    text: () => learningText(`posterior of ${title === '' ? name : title}`, learned),
    async page(command) {
      // The plotting library is large: it is loaded only where a report is written.
      const { learningReport } = await import('../../report/learning/learning-report.ts');
      return learningReport({ evidence, learned, hash: head.evidence.hash, engine: { version: engineVersion() }, command });
    },
  };
  return { answer, folder: path };
}

/** Whether `--out` means the file of a posterior and not a folder. */
function isFile(out: string): boolean {
  return /\.(json|ya?ml)$/i.test(out) || (existsSync(out) && !statSync(out).isDirectory());
}

/** The evidence of a file, which is that of the program or one of the user's. @throws ExitError (2) with every problem of the file */
async function loadEvidence(argv: LearningArguments & ReadingArguments): Promise<{ readonly evidence: Evidence; readonly text: string }> {
  const { evidence: named, seed, observations: file } = argv;
  const design = argv.design === undefined ? undefined : resolve(locateScenario(argv.design));
  const found = locateScenario(named);
  const path = named === SHIPPED_EVIDENCE && found === named ? packageFile(`scenarios/evidence/${named}.yaml`) : found;
  const text = readText(path, 'scenario', `${SHIPPED_EVIDENCE} comes with the program`);
  const recorded = await recordedFiles({ path, text }, file === undefined ? undefined : { ...argv, file });
  const read = readEvidence({ path, text }, { readFile: baseText, locate: locateBase, recorded, design });
  if ('problems' in read) throw new InvalidScenario(read.problems);
  const evidence = seed === undefined ? read.evidence : { ...read.evidence, seed };
  for (const { recorded: data } of evidence.studies)
    for (const notice of data?.notices ?? []) process.stderr.write(`warning: ${data?.file}: ${notice}\n`);
  return { evidence, text };
}

/** Significant digits of a draw: far more than a posterior SD has (assumed). */
const DIGITS = 4;

const namesText = (names: readonly string[]): string => `[${names.map((name) => `\n${JSON.stringify(name)}`).join(',')}]`;

/** A scenario that says what is not known: the posterior's draws in place of the uncertainty of what it is laid over. */
function posteriorScenario(
  {
    evidence,
    seed,
    engine,
  }: { readonly evidence: { readonly name: string; readonly hash: string }; readonly seed: string } & ReturnType<typeof engineHead>,
  draws: readonly Readonly<Record<string, number>>[],
  { fitted, heldOut }: EvidenceFigures,
): string {
  const values = draws.map((set) =>
    JSON.stringify({ set: Object.fromEntries(Object.entries(set).map(([path, value]) => [path, Number(value.toPrecision(DIGITS))])) }),
  );
  const title = `posterior of ${evidence.name} (hash ${evidence.hash}), seed ${seed}, version ${engine.version}`;
  return `{
"title": ${JSON.stringify(title)},
"replace": ["uncertainty"],
"uncertainty": { "joint": { "source": "derived-posterior", "sample": true,
"fitted": ${namesText(fitted)},
"heldOut": ${namesText(heldOut)},
"values": [
${values.join(',\n')}
] } } }\n`;
}
