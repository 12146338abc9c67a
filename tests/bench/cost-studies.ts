import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readScenario } from '../../src/scenario/index.ts';
import type { ScenarioSource } from '../../src/scenario/document/file-chain.ts';
import type { Study } from '../../src/study/study.ts';

/** The two models: responses drawn from a normal distribution, and virtual patients. */
export type Model = 'normal' | 'virtual';

const folder = fileURLToPath(new URL('../../scenarios', import.meta.url));

/** What is changed of the smallest study of a model. */
export interface Change {
  readonly participants?: number;
  readonly sequences?: readonly (readonly string[])[];
  readonly analyses?: number;
  readonly visits?: number;
  /** A shipped world, by its name: the main scenario in it, and nothing else changed. */
  readonly world?: string | undefined;
}

/** A study of one crossover t test (or so many) in pairs of participants, with one thing of it changed. */
export function costStudy(model: Model, change: Change = {}): Study {
  const { participants = 24, sequences, analyses = 1, visits = 1, world } = change;
  const tests = Array.from(
    { length: analyses },
    (_, i) =>
      `a${i}: {${model === 'normal' ? '' : 'endpoint: hamd17, visit: v1, '}method: ${i % 2 === 0 && sequences === undefined ? 'crossover-t' : 'paired-t'}}`,
  );
  const design = `participants: ${participants}, blockSize: ${sequences?.length ?? 2}${sequences === undefined ? '' : `, sequences: ${JSON.stringify(sequences)}`}`;
  const shared = `seed: 1\ndesign: {${design}}\nanalyses: {${tests.join(', ')}}\npower: {truthPatients: 200, maxFailures: 1}\n`;
  const days = Array.from({ length: visits }, (_, i) => `v${i + 1}`);
  const text =
    model === 'normal'
      ? `model: gaussian\n${shared}gaussian: {mean: 24, difference: 2, sdWithin: 3, sdBetween: 3}\n`
      : `${shared}visits: {${days.map((day, i) => `${day}: ${24 + (240 * i) / visits}`).join(', ')}}\noutcomes: {hamd17: {visits: [${days.join(', ')}]}}\n`;
  if (world === undefined) return checked({ path: `${folder}/cost.yaml`, text }, undefined);
  const [main, other] = ['williams-2018', `worlds/${world}`].map((name) => `${folder}/${name}.yaml`);
  return checked({ path: main, text: readFile(main) }, { path: other, text: readFile(other) });
}

const readFile = (path: string): string => readFileSync(path, 'utf8');

function checked(source: ScenarioSource, world: ScenarioSource | undefined): Study {
  const result = readScenario(source, { readFile, ...(world === undefined ? {} : { world }) });
  if ('problems' in result) throw new RangeError(result.problems.map((each) => each.text).join('\n'));
  return result.study;
}

/** So many different sequences of five periods with both conditions in them. */
export function fivePeriods(count: number): string[][] {
  const bits = Array.from({ length: 30 }, (_, i) => i + 1);
  return bits.slice(0, count).map((code) => Array.from({ length: 5 }, (_, period) => ((code >> period) & 1 ? 'naltrexone' : 'placebo')));
}
