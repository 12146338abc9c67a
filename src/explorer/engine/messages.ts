import type { SimulatedProportion } from '../../index.ts';
import type { PowerResult } from '../../power/index.ts';
import type { KeptFiles } from './open-scenario.ts';

// Longer than other files: all that the page and the engine say to each other.

/** A value that a form shows. */
export type FieldValue = number | string | boolean | readonly (readonly string[])[];

/** What a field is set to: a value, one in YAML as it was typed, or nothing, so that the key goes. */
export type Typed = FieldValue | { readonly yaml: string } | null;

/** One value of a study as a form shows it: what it is, what it may be, where it comes from. */
export interface Field {
  readonly path: string;
  readonly label: string;
  readonly about: string;
  readonly unit: string;
  readonly kind: 'number' | 'choice' | 'switch' | 'text' | 'line' | 'sequences';
  readonly value: FieldValue;
  /** Empty where it has none. */
  readonly default: FieldValue;
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
  readonly options?: readonly string[];
  /** Source key, `assumed`, `definition`, or in words that there is none. */
  readonly source: string;
  /** `file:line`, or the program. */
  readonly origin: string;
  /** The section of the scenario that it belongs to. */
  readonly section: string;
  /** Whether it is among the few that everybody sees. */
  readonly basic: boolean;
  /** Whether the key may be absent: the value is what one line of YAML says, and an empty one removes it. */
  readonly optional?: boolean;
}

/** Something wrong or implausible with a scenario, in the words of `validate`. */
export interface Remark {
  readonly path: string;
  readonly message: string;
  readonly text: string;
  /** Line of the text that is edited, from 1; undefined where another file says it. */
  readonly line?: number;
}

/** What reading a text gives: what is wrong with it, or the study that it describes. */
export interface Reading {
  readonly problems: readonly Remark[];
  readonly warnings: readonly Remark[];
  /** Every value of the study; where there are problems, the values that these are about. */
  readonly fields: readonly Field[];
  readonly title: string;
  /** Sections that such a scenario may have, in their order. */
  readonly sections: readonly string[];
  /** Every method of analysis. */
  readonly methods: readonly string[];
  /** Data files that each of its trials has. */
  readonly tables: readonly string[];
  /** Analyses that something else names, so that they cannot go by themselves: by name, what that is. Left out where there are problems. */
  readonly held?: Readonly<Record<string, string>>;
}

/** How far a run is, and its figures so far. */
export interface RunState {
  readonly result: PowerResult;
  /** Replicates that the scenario asks for. */
  readonly replicates: number;
  /** Milliseconds since the text was handed over. */
  readonly elapsed: number;
  /** Whether these are all of them. */
  readonly done: boolean;
  /** Coverage of the intervals. */
  readonly level: number;
  /** The claim by its name, and its analyses. */
  readonly claim?: { readonly name: string; readonly all: readonly string[] } | undefined;
  /** Analyses that failed in more trials than `power.maxFailures` allows: no power is given of them, nor of a claim about them. */
  readonly failed: readonly string[];
  /** What `power.maxFailures` is. */
  readonly maxFailures: number;
}

/** A picture of the report, and what it says in words. */
export interface Picture {
  /** Name of its file without the ending. */
  readonly name: string;
  /** As a file that stands alone. */
  readonly file: string;
  /** In the colours of the page. */
  readonly svg: string;
  readonly title: string;
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Which trial of the run is shown, and what of it. */
export interface TrialAsked {
  /** Number of the trial, from 0 as the run counts. */
  readonly replicate: number;
  /** One participant, from 1; everybody where left out. */
  readonly participant?: number | undefined;
  /** Name of the picture; the first where there is none of that name. */
  readonly picture: string;
}

/** What an analysis gave in one trial. */
export interface TrialAnalysis {
  readonly analysis: string;
  /** Whether it is part of the claim. */
  readonly claimed: boolean;
  readonly success: boolean;
  /** Estimate with its interval and p-value, in words. */
  readonly found: string;
  /** Why it did not succeed; empty where it did. */
  readonly why: string;
}

/** One trial of the run. */
export interface TrialView {
  readonly replicate: number;
  readonly participants: number;
  /** Coverage of the intervals of the estimates: `power.level`. */
  readonly level: number;
  readonly analyses: readonly TrialAnalysis[];
  /** Every picture that there is: name and title. */
  readonly pictures: readonly (readonly [name: string, title: string])[];
  readonly picture: Picture | undefined;
}

/** Whether the trials of a run succeeded, by their numbers: the claim, or without one the first analysis. */
export type TrialMarks = readonly boolean[];

/** How often the trial supports the claim in a world. */
export interface WorldRow {
  readonly world: string;
  readonly title: string;
  /** Whether the claim is true there; undefined where that is not known, or the study cannot be put into that world. */
  readonly holds?: boolean;
  readonly probability?: SimulatedProportion | undefined;
  /** Why there is no probability. */
  readonly none?: string;
  /** Values of the world that the study does not read, by their paths. */
  readonly unread: readonly string[];
  /** Endpoints that the world adds to the study. */
  readonly added: readonly string[];
}

/** The study in every shipped world, and the command that gives the same. */
export interface WorldsAnswer {
  readonly rows: readonly WorldRow[];
  readonly replicates: number;
  readonly command: string;
  /** Why no world applies, in one sentence. */
  readonly none?: string;
}

/** How power depends on each assumption, or why that cannot be said. */
export interface TornadoView {
  readonly picture?: Picture | undefined;
  readonly none?: string;
  readonly sentence: string;
  readonly command: string;
}

/** The smallest number of patients that reaches the target, or why there is none. */
export interface SizeAnswer {
  readonly target: number;
  /** The claim or the analysis, in words. */
  readonly of: string;
  /** That gives the same number. */
  readonly command: string;
  readonly participants?: number;
  readonly power?: number;
  readonly mcse?: number;
  readonly replicates: number;
  readonly none?: string;
}

/** What is asked and has one answer, by its kind. */
export interface Questions {
  readonly change: {
    readonly asked: { readonly text: string; readonly path: string; readonly value: Typed };
    readonly answer: string;
  };
  /** An analysis more, which looks at what the first one looks at. */
  readonly add: {
    readonly asked: { readonly text: string; readonly name: string; readonly method: string };
    readonly answer: string;
  };
  readonly size: { readonly asked: object; readonly answer: SizeAnswer };
  readonly trial: { readonly asked: TrialAsked; readonly answer: TrialView };
  readonly marks: { readonly asked: { readonly count: number }; readonly answer: TrialMarks };
  readonly worlds: { readonly asked: object; readonly answer: WorldsAnswer };
  readonly tornado: { readonly asked: object; readonly answer: TornadoView };
  /** The text of a file to take away: of the run, or of the trial of that number. */
  readonly file: { readonly asked: { readonly name: string; readonly replicate: number }; readonly answer: string };
}

export type QuestionKind = keyof Questions;

/** What the page asks of the engine. A new `open` makes everything earlier stale. */
export type Request =
  | { readonly kind: 'threads'; readonly ports: readonly MessagePort[]; readonly known: KeptFiles }
  | { readonly kind: 'open'; readonly id: number; readonly text: string }
  | { readonly [Kind in QuestionKind]: { readonly kind: Kind; readonly id: number } & Questions[Kind]['asked'] }[QuestionKind];

/** What the engine reports to the page; `id` is that of the request. */
export type Reply =
  | { readonly kind: 'read'; readonly id: number; readonly reading: Reading }
  | { readonly kind: 'run'; readonly id: number; readonly run: RunState }
  /** There is nothing to simulate, and why. */
  | { readonly kind: 'none'; readonly id: number; readonly text: string }
  | { readonly kind: 'curve'; readonly id: number; readonly picture: Picture | undefined }
  /** Keys that the form does not have yet. */
  | { readonly kind: 'others'; readonly id: number; readonly fields: readonly Field[] }
  /** Whether what the scenario requires of power is met, in words. */
  | { readonly kind: 'decided'; readonly id: number; readonly text: string }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Questions[QuestionKind]['answer'] }
  /** Asked of a scenario that has been changed since. */
  | { readonly kind: 'stale'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
