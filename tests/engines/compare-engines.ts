import { createHash } from 'node:crypto';
import type { CaseText } from './engine-cases.ts';

/** What became of one engine: the texts of its cases, a problem that kept it from giving them, or that it is not there. */
export type EngineRun = { readonly engine: string } & (
  | { readonly version: string; readonly seconds: number; readonly texts: readonly CaseText[] }
  | { readonly problem: string }
  | { readonly missing: string }
);

/** Whether an engine gives the bytes of the reference, and if not, why. */
export type Verdict = { readonly kind: 'same' } | { readonly kind: 'skipped' | 'failed'; readonly why: string };

/** SHA-256 of a text in UTF-8, in hexadecimal digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Judges one engine by the texts of the reference.
 * @param required  whether it fails where it is not there, instead of being skipped
 */
export function verdictOf(run: EngineRun, reference: readonly CaseText[], required: boolean): Verdict {
  if ('missing' in run) return { kind: required ? 'failed' : 'skipped', why: `${run.engine} is not there: ${run.missing}` };
  if ('problem' in run) return { kind: 'failed', why: `${run.engine}: ${run.problem}` };
  if (run.texts.map(({ name }) => name).join('\n') !== reference.map(({ name }) => name).join('\n'))
    return { kind: 'failed', why: `${run.engine} gives other cases than the reference` };
  const different = run.texts.flatMap(({ name, text }, i) =>
    text === reference[i].text ? [] : [`${name}, ${firstDifference(reference[i].text, text)}`],
  );
  return different.length === 0 ? { kind: 'same' } : { kind: 'failed', why: `${run.engine} gives other bytes:\n${different.join('\n')}` };
}

/** Where two texts part: the number of the line, from 1, and what each has there. */
function firstDifference(expected: string, got: string): string {
  const [there, here] = [expected, got].map((text) => text.split('\n'));
  const shorter = Math.min(there.length, here.length);
  const differing = there.slice(0, shorter).findIndex((line, i) => line !== here[i]);
  const at = differing < 0 ? shorter : differing;
  const [wanted, given] = [there, here].map((lines) => (at < lines.length ? JSON.stringify(lines[at]) : 'nothing'));
  return `line ${at + 1}: expected ${wanted}, got ${given}`;
}

/** Digits of a SHA-256 that the table shows: of the reference, and of what differs from it. */
const [SHOWN, SHOWN_OF_OTHER] = [32, 8];

/** The SHA-256 of a text as the table shows it. */
export const shownHash = (text: string): string => sha256(text).slice(0, SHOWN);

/** The table of cases and engines in Markdown: the hash of the reference, and beside it what each engine gives. */
export function engineTable(runs: readonly EngineRun[], reference: readonly CaseText[]): string {
  const head = ['case', `SHA-256, first ${SHOWN} digits`, ...runs.map((run) => ('version' in run ? withVersion(run) : run.engine))];
  const rows = reference.map(({ name, text }, i) => [name, `\`${shownHash(text)}\``, ...runs.map((run) => cell(run, i, text))]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** `Node.js 20` and `20.19.0` are `Node.js 20.19.0`; `Node.js on arm64` and `24.1.0` are `Node.js 24.1.0 on arm64`. */
function withVersion({ engine, version }: { readonly engine: string; readonly version: string }): string {
  const [, name, after = ''] = /^(\S+)(?: \d+)?( on \S+)?$/.exec(engine) ?? [undefined, engine];
  return `${name} ${version}${after}`;
}

function cell(run: EngineRun, index: number, expected: string): string {
  if ('missing' in run) return 'skipped';
  if ('problem' in run) return 'failed';
  const text = run.texts[index]?.text;
  if (text === expected) return 'same';
  return text === undefined ? 'failed' : `\`${sha256(text).slice(0, SHOWN_OF_OTHER)}\``;
}
