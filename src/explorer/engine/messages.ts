import type { PowerResult } from '../../power/index.ts';
import type { KeptFiles } from './open-scenario.ts';

/** A value that a form can set. */
export type FieldValue = number | string | boolean;

/** One value of a study as a form shows it: what it is, what it may be, where it comes from. */
export interface Field {
  readonly path: string;
  readonly label: string;
  readonly about: string;
  readonly unit: string;
  readonly kind: 'number' | 'choice' | 'switch' | 'text';
  readonly value: FieldValue;
  readonly default: FieldValue;
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
  readonly options?: readonly string[];
  /** Source key, `assumed`, `definition`, or in words that there is none. */
  readonly source: string;
  /** `file:line`, or the program. */
  readonly origin: string;
  /** The section of the scenario that it stands in. */
  readonly section: string;
  /** Whether it is among the few that everybody sees. */
  readonly basic: boolean;
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
  /** Empty where there are problems. */
  readonly fields: readonly Field[];
  readonly title: string;
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
}

/** A picture as SVG in the colours of the page, and what it says in words. */
export interface Picture {
  readonly svg: string;
  readonly title: string;
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The smallest number of patients that reaches the target, or why there is none. */
export interface SizeAnswer {
  readonly target: number;
  readonly of: string;
  readonly participants?: number;
  readonly power?: number;
  readonly mcse?: number;
  readonly replicates: number;
  readonly none?: string;
}

/** What the page asks of the engine. A new `open` or `size` makes the earlier one stale. */
export type Request =
  | { readonly kind: 'threads'; readonly ports: readonly MessagePort[]; readonly known: KeptFiles }
  | { readonly kind: 'open'; readonly id: number; readonly text: string }
  | { readonly kind: 'change'; readonly id: number; readonly text: string; readonly path: string; readonly value: FieldValue }
  | { readonly kind: 'size'; readonly id: number }
  | { readonly kind: 'document'; readonly id: number };

/** What the engine tells the page; `id` is that of the request. */
export type Reply =
  | { readonly kind: 'read'; readonly id: number; readonly reading: Reading }
  | { readonly kind: 'run'; readonly id: number; readonly run: RunState }
  | { readonly kind: 'curve'; readonly id: number; readonly picture: Picture | undefined }
  | { readonly kind: 'changed'; readonly id: number; readonly text: string }
  | { readonly kind: 'size'; readonly id: number; readonly answer: SizeAnswer }
  | { readonly kind: 'document'; readonly id: number; readonly text: string }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
