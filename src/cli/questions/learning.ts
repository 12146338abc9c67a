import { resolve } from 'node:path';
import { learn } from '../../learning/learn.ts';
import { readEvidence } from '../../learning/read-evidence.ts';
import { learningText } from '../../report/learning-text.ts';
import { sha256 } from '../../text/sha256.ts';
import { InvalidScenario } from '../arguments/load-study.ts';
import type { ReadingArguments } from '../arguments/reading-options.ts';
import { readText } from '../files/input-file.ts';
import { writeOutput } from '../files/output-file.ts';
import { packageFile } from '../files/package-file.ts';
import { baseText, locateBase, locateScenario } from '../files/scenario-files.ts';
import type { Answer } from '../results/emit-answer.ts';
import { engineHead } from '../results/result-document.ts';
import { Progress } from '../terminal/progress.ts';
import type { Session } from '../terminal/session.ts';
import { recordedFiles } from './recorded-files.ts';

/** The evidence that comes with the program. */
export const SHIPPED_EVIDENCE = 'ketamine-naltrexone';

/** What `learn` is asked with. */
export interface LearningArguments {
  readonly evidence: string;
  readonly seed?: string | undefined;
  readonly leaveOut: boolean;
  readonly priorSensitivity: boolean;
  readonly out?: string | undefined;
  /** Individual data of a study that is added, read as `analyze` reads them. */
  readonly observations?: string | undefined;
  /** The scenario of that study. */
  readonly design?: string | undefined;
  readonly trial?: string | undefined;
}

/**
 * `learn`: the parameters' posterior given the published figures of an evidence file; with `out` as a scenario that others extend.
 * @throws ExitError (2) with every problem of the file; with the exit code of the signal if interrupted
 */
export async function learning(argv: LearningArguments & ReadingArguments, session: Session): Promise<Answer> {
  const { evidence: named, seed, leaveOut, priorSensitivity, out, observations: file } = argv;
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
  let progress: Progress | undefined;
  const onPoint = (wave: number, done: number, all: number): void => {
    if (done === 1) progress = new Progress(`wave ${wave + 1}`, all, 'points', session.quiet);
    progress?.update(done);
    if (done === all) progress?.finish();
  };
  const learned = await (async () => {
    try {
      return await learn(evidence, { leaveOut, priorSensitivity, onPoint, breathe: () => session.breathe() });
    } finally {
      progress?.finish();
    }
  })();
  const head = { evidence: { name: evidence.name, hash: sha256(text) }, seed: evidence.seed, ...engineHead() };
  if (out !== undefined) writeOutput(out, posteriorScenario(head, learned.draws));
  const { name, title } = evidence;
  return {
    document: { ...head, ...learned },
    timed: false,
    text: () => learningText(`posterior of ${title === '' ? name : title}`, learned),
  };
}

/** A scenario that says what is not known: the posterior's draws in place of the uncertainty of what it is laid over. */
function posteriorScenario(
  {
    evidence,
    seed,
    engine,
  }: { readonly evidence: { readonly name: string; readonly hash: string }; readonly seed: string } & ReturnType<typeof engineHead>,
  draws: readonly Readonly<Record<string, number>>[],
): string {
  const values = draws.map((set) => ({
    set: Object.fromEntries(Object.entries(set).map(([path, value]) => [path, Number(value.toPrecision(6))])),
  }));
  const title = `posterior of ${evidence.name} (hash ${evidence.hash}), seed ${seed}, version ${engine.version}`;
  return `${JSON.stringify({ title, replace: ['uncertainty'], uncertainty: { joint: { source: 'derived-posterior', sample: true, values } } }, null, 1)}\n`;
}
