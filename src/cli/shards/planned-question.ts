import type { TrialDates } from '../../data-files/dates/study-calendar.ts';
import type { MissedRows, TableShape } from '../../data-files/writing/shapes/index.ts';
import type { CandidateDesign } from '../../learning/value/learning-inquiry.ts';
import type { PriorDraw } from '../../power/uncertainty/prior-draws.ts';
import type { Override } from '../../power/uncertainty/sweep.ts';
import type { WorldWeights } from '../../power/uncertainty/world-weights.ts';
import type { TornadoRange } from '../../power/uncertainty/tornado.ts';
import type { Study } from '../../study/study.ts';
import type { Origins } from '../../scenario/index.ts';

/** A scenario as its files and changes have it, kept so that another machine can read it with further changes. */
export interface KeptScenario {
  /** Path or name as it was asked for. */
  readonly named: string;
  readonly path: string;
  /** Texts of the files, by their paths. */
  readonly files: Readonly<Record<string, string>>;
  /** Paths of files, by the one that names them and the name. */
  readonly located: Readonly<Record<string, string>>;
  /** Changes to it. */
  readonly changes: {
    readonly seed?: string | undefined;
    readonly participants?: number | undefined;
    readonly replicates?: number | undefined;
    readonly set?: readonly string[] | undefined;
  };
}

/** A design of a comparison as its own file has it. */
export interface PlannedDesign {
  readonly hash: string;
  readonly study: Study;
  readonly origins: Origins;
}

/** What is asked of the cells of a plan, where that is more than the power of each; plain data, as a plan keeps it. */
export type PlannedQuestion =
  | { readonly kind: 'sweep'; readonly settings: readonly Override[] }
  | {
      readonly kind: 'comparison';
      readonly grid: readonly { readonly design: string; readonly world: string; readonly own: number }[];
      readonly designs: readonly PlannedDesign[];
      /** What the posterior that the designs name says of the worlds. */
      readonly weights?: WorldWeights;
    }
  | {
      readonly kind: 'tornado';
      readonly from: string;
      /** Those that the study can take; an assumed value that is not known is null. */
      readonly ranges: readonly (Omit<TornadoRange, 'assumed'> & { readonly assumed: number | null })[];
      readonly refused: readonly string[];
      /** From which values within a range are made; the ends are cells of the plan. */
      readonly scenario: KeptScenario;
    }
  | {
      readonly kind: 'assurance';
      readonly draws: readonly PriorDraw[];
      readonly exhaustive: boolean;
      /** The section of the scenario. */
      readonly uncertainty: unknown;
    }
  | {
      readonly kind: 'learning';
      readonly parameter: string;
      /** The median of the prior where it is null. */
      readonly threshold: number | null;
      readonly certainty: number;
      /** The cells are those of the first one at its draws, then of the next. */
      readonly designs: readonly (CandidateDesign & { readonly hash: string; readonly origins: Origins })[];
    }
  | {
      readonly kind: 'sample-size';
      /** As it stands; the cells are of other numbers of participants. */
      readonly study: Study;
      readonly target: number;
      readonly max: number;
      readonly analysis: string | null;
    }
  | {
      readonly kind: 'assurance-size';
      readonly study: Study;
      /** The study at every draw. */
      readonly drawn: readonly Study[];
      readonly target: number;
      readonly max: number;
      readonly analysis: string | null;
      readonly draws: readonly PriorDraw[];
      readonly exhaustive: boolean;
      /** What assurance tends to as the trial grows. */
      readonly ceiling: number;
      readonly uncertainty: unknown;
    };

/** How the files of simulated trials are written, where that is not one CSV a table with a row a measurement. */
export interface TrialFiles {
  /** Name of the format. */
  readonly format: string;
  readonly shape: TableShape;
  readonly missed: MissedRows;
  /** Whether every trial has a folder of its own. */
  readonly inFolders: boolean;
  /** The one file of the measurements, where no folder of tables is asked for. */
  readonly file?: string;
  /** Endings of the files of code that read the tables, one a table and statistical package; none where left out. */
  readonly syntax?: readonly string[];
  /** Rates of planted defects, by their kinds; none where left out. */
  readonly mess?: Readonly<Record<string, number>>;
}

/** Simulated trials as data files: not a question about cells, but planned and kept like one. */
export interface PlannedTrials {
  readonly kind: 'trials';
  readonly study: Study;
  /** Also truth.csv: every participant under every condition. */
  readonly truth: boolean;
  /** Also items.csv. */
  readonly items: boolean;
  /** How the files are written; one CSV a table, a row a measurement, where left out. */
  readonly files?: TrialFiles;
  /** Which days the trials get; without dates where left out. */
  readonly dates?: TrialDates;
  /** Hours since the studied drug of concentrations.csv; without it where left out. */
  readonly concentrations?: readonly number[];
}

export type QuestionKind = (PlannedQuestion | PlannedTrials)['kind'];

/** Name of the file that holds the answer, without its ending; of trials that of the file that is written last. */
export const answerNames: Readonly<Record<QuestionKind, string>> = {
  sweep: 'power',
  comparison: 'comparison',
  tornado: 'tornado',
  assurance: 'assurance',
  learning: 'learning',
  'sample-size': 'sample-size',
  'assurance-size': 'sample-size',
  trials: 'dictionary',
};

/** Questions whose later cells depend on the results of the first ones: a merge may have more to simulate. */
const kindsThatGoOn: readonly QuestionKind[] = ['tornado', 'sample-size', 'assurance-size'];

/** Whether further cells can follow from the results of those with which a plan begins. */
export function goesOn({ question }: { readonly question?: PlannedQuestion | PlannedTrials }): boolean {
  return question !== undefined && kindsThatGoOn.includes(question.kind);
}

/** Whether a value can be the question of a plan: what else it holds is vouched for by the checksum. */
export function isQuestion(value: unknown): value is PlannedQuestion | PlannedTrials {
  if (typeof value !== 'object' || value === null) return false;
  const { kind } = value as { readonly kind?: unknown };
  return typeof kind === 'string' && Object.hasOwn(answerNames, kind);
}

/** What of a question decides about its numbers: not the text of the files, of which the hashes of the studies speak. */
export function decisiveQuestion(question: PlannedQuestion | PlannedTrials): object {
  if (question.kind !== 'tornado') return question;
  const { kind, from, ranges, refused } = question;
  return { kind, from, ranges, refused };
}
