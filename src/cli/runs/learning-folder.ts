import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LearningKind, LearningOutcome, LearningTask } from '../../learning/learning-task.ts';
import type { Evidence } from '../../learning/evidence-study.ts';
import { STREAM_VERSION } from '../../random/index.ts';
import { canonicalJson } from '../../scenario/resolved/scenario-hash.ts';
import { sha256 } from '../../text/sha256.ts';
import { isAsWritten, withChecksum } from '../files/checked-json.ts';
import { guarded } from '../files/durable-files.ts';
import { tidy } from '../files/file-set.ts';
import { withLock } from '../files/folder-lock.ts';
import { readJson } from '../files/input-file.ts';
import { makeFolder } from '../files/make-folder.ts';
import { writeOutput } from '../files/output-file.ts';
import { problemLabels } from '../shards/compute-shards.ts';
import { isLearning } from '../shards/plan-file.ts';
import { differences } from '../shards/same-engine.ts';
import { opened, sealed, type ShardProblem } from '../shards/shard-file.ts';
import { ShardFiles } from '../shards/shard-files.ts';
import { usageError } from '../terminal/exit-error.ts';
import { engineVersion } from '../workers/engine-version.ts';
import { storedOutcome, unpackedOutcome } from './learning-outcomes.ts';

/** What decides the numbers of a posterior. */
interface LearningPlan {
  readonly format: 1;
  readonly engine: string;
  readonly streamVersion: number;
  readonly question: { readonly kind: 'posterior'; readonly evidence: string };
  readonly seed: string;
  /** Hash of the evidence with the scenarios that it extends. */
  readonly evidence: string;
}

/**
 * A folder that keeps what `learn` has finished: `plan.json`, and one file per finished task under `shards/`. Any number of processes on any number of machines may work on
 * it at once.
 */
export class LearningFolder {
  readonly path: string;
  readonly #hash: string;
  readonly #files: ShardFiles;
  readonly #warn: (text: string) => void;

  /**
   * Opens a folder for evidence: a new one, or one that holds the same run.
   * @param resume  whether it must hold the run already
   * @throws ExitError (2) where it holds another run or none to go on with, or cannot be written
   */
  constructor(path: string, evidence: Evidence, { resume, warn }: { readonly resume: boolean; readonly warn: (text: string) => void }) {
    const file = join(path, 'plan.json');
    if (resume && !existsSync(file)) throw usageError(`--resume: ${path} holds no run of learn`);
    const plan = planOf(evidence);
    this.path = path;
    this.#hash = sha256(canonicalJson(plan));
    this.#files = new ShardFiles(path);
    this.#warn = warn;
    guarded(`cannot write ${path}`, () => {
      makeFolder(path);
      makeFolder(this.#files.path);
    });
    guarded(`cannot write ${file}`, () =>
      withLock(path, () => {
        tidy(path);
        if (existsSync(file)) assertSameRun(path, file, plan);
        else writeOutput(file, `${JSON.stringify(withChecksum(plan), null, 1)}\n`);
      }),
    );
    this.#files.tidy();
  }

  /**
   * What a task gave; undefined where it is still to be done, or is not kept. A file that is damaged is moved aside.
   * @throws ExitError (2) where two machines disagree, or the folder cannot be read
   */
  read<Kind extends LearningKind>(kind: Kind, task: LearningTask<Kind>): LearningOutcome<Kind> | undefined {
    const name = nameOf(task);
    const text = name === undefined ? undefined : this.#files.text(name);
    if (name === undefined || text === undefined) return undefined;
    if (this.#files.conflicts().some((file) => file.startsWith(`${name}.conflict-`)))
      throw usageError(`${name} is in conflict: two machines disagree and both files are kept`);
    const outcome = this.#outcomeIn(text, name, kind, task);
    if (typeof outcome !== 'string') return outcome;
    const kept = this.#files.quarantine(name, outcome);
    this.#warn(`${name} is ${problemLabels[outcome]}: kept as ${kept} and computed again`);
    return undefined;
  }

  /** Keeps what a task gave, if it is of those that are kept. @throws ExitError (2) as `ShardFiles.publish` */
  publish<Kind extends LearningKind>(kind: Kind, task: LearningTask<Kind>, outcome: LearningOutcome<Kind>): void {
    const name = nameOf(task);
    if (name === undefined) return;
    this.#files.publish(name, sealed({ format: 1, plan: this.#hash, name, of: digestOf(task), outcome: storedOutcome(kind, outcome) }));
  }

  #outcomeIn<Kind extends LearningKind>(
    text: string,
    name: string,
    kind: Kind,
    task: LearningTask<Kind>,
  ): LearningOutcome<Kind> | ShardProblem {
    const content = opened(text);
    if (typeof content === 'string') return content;
    if (content.plan !== this.#hash) return Object.hasOwn(content, 'plan') ? 'foreign' : 'corrupt';
    if (content.name !== name) return 'misnamed';
    if (content.of !== digestOf(task)) return 'foreign';
    return unpackedOutcome(kind, task, content.outcome) ?? 'corrupt';
  }
}

/** Everything of a value as text, the columns of individual data too. */
function jsonOf(value: object): string {
  return JSON.stringify(value, (_, part: unknown) => (part instanceof Map ? [...(part as ReadonlyMap<unknown, unknown>)] : part));
}

/** A hash of everything that is known of the studies, individual data included. */
export function evidenceHash(evidence: Evidence): string {
  return sha256(canonicalJson(JSON.parse(jsonOf(evidence)) as object));
}

function planOf(evidence: Evidence): LearningPlan {
  const { name, seed } = evidence;
  const hash = evidenceHash(evidence);
  return {
    ...{ format: 1, engine: engineVersion(), streamVersion: STREAM_VERSION },
    ...{ question: { kind: 'posterior', evidence: name }, seed, evidence: hash },
  };
}

function assertSameRun(path: string, file: string, wanted: LearningPlan): void {
  const { checksum, ...there } = readJson(file, 'plan') as LearningPlan & { readonly checksum?: unknown };
  if (isLearning(there) && !isAsWritten({ ...there, checksum }))
    throw usageError(`${file} was changed after it was written: put it back as it was, or choose another folder`);
  if (isLearning(there) && canonicalJson(there) === canonicalJson(wanted)) return;
  const why = isLearning(there) ? differences(there, wanted, 'another evidence file or seed').join('; ') : 'another question';
  throw usageError(`${path} holds another run (${why}); choose another folder`);
}

/** The file of a task; undefined for tasks that take less time than they would take room. */
function nameOf(task: LearningTask<LearningKind>): string | undefined {
  return 'name' in task ? `${task.name}.json` : undefined;
}

/** Everything that a task depends on: shards of later waves follow from those of earlier ones. */
function digestOf(task: LearningTask<LearningKind>): string {
  return createHash('sha256').update(jsonOf(task)).digest('hex');
}
