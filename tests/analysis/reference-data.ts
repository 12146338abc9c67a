import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type AnalysisSpec, bindAnalysis, type MethodName, type MethodOptions, type Outcome } from '../../src/analysis/index.ts';
import { readObservations } from '../../src/data-files/reading/read-observations.ts';
import type { TrialData } from '../../src/trial/trial-data.ts';
import { note } from '../reference/agreement.ts';
import { question } from './trial-of.ts';

const folder = new URL('../reference/', import.meta.url);

/** A block of reference figures. */
export interface Block {
  readonly source: { readonly package: string; readonly call: string };
  readonly tol_rel: number;
  readonly values: Readonly<Record<string, unknown>>;
}

export function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as Record<string, unknown>;
}

/** Trial data of a reference CSV: one of its value columns as an endpoint of that name. */
export function readTrial(path: string, endpoint: string): TrialData {
  const text = readFileSync(new URL(path, folder), 'utf8');
  const hasVisits = text.startsWith('subject,sequence,period,treatment,visit_day');
  const names = hasVisits ? { visit: 'visit_day', value: endpoint } : { value: endpoint };
  const read = readObservations(text, names, { endpoint, visit: 'only' });
  if ('problems' in read) throw new Error(read.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return read.trials[0].data;
}

/** Every block of a document by its path, e.g. `day1/paired_t`. */
export function blocksOf(document: unknown, path = ''): [path: string, block: Block][] {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return [];
  if ('values' in document && 'tol_rel' in document) return [[path, document as Block]];
  return Object.entries(document).flatMap(([name, part]) => blocksOf(part, path === '' ? name : `${path}/${name}`));
}

/** The method that ran last, whose figures are compared. */
let analysed = '';

/** Runs a method on data, B against A. */
export function analyse(data: TrialData, method: MethodName, changes: Partial<AnalysisSpec>, options: MethodOptions = {}): Outcome {
  analysed = method;
  return bindAnalysis(method, question(changes), options).run(data);
}

/** Expects plain figures within a relative tolerance (absolute 1e-12 near 0); figures the reference leaves undefined are skipped. */
export function expectClose(actual: unknown, expected: unknown, tolerance: number, name: string): void {
  if (expected === null || expected === undefined || expected === 'NaN') return;
  const wanted = expected === 'Infinity' ? Infinity : expected === '-Infinity' ? -Infinity : expected;
  if (typeof wanted !== 'number' || !Number.isFinite(wanted)) {
    expect(actual, name).toEqual(wanted);
    return;
  }
  if (typeof actual !== 'number') throw new Error(`${name}: expected ${wanted}, got ${String(actual)}`);
  const distance = Math.abs(actual - wanted);
  note(analysed, name, actual, wanted, Math.max(tolerance * Math.abs(wanted), 1e-12));
  expect(
    distance <= Math.max(tolerance * Math.abs(wanted), 1e-12),
    `${name}: expected ${wanted}, got ${actual}, tolerance ${tolerance}`,
  ).toBe(true);
}
