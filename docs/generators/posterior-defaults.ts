// Writes the calibrated defaults beside the posterior of the shipped evidence into docs/calibration.md, and what it was made of: npm run docs:posterior
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { readScenario } from '../../src/scenario/index.ts';
import { everyValue } from '../../src/scenario/resolved/described-study.ts';
import { betweenMarks } from './between-marks.ts';
import { fingerprint, POSTERIOR } from './posterior-fingerprint.ts';

const FILE = 'docs/calibration.md';
const FINGERPRINT = 'tests/learning/shipped-posterior.json';
const marks = ['<!-- defaults and posterior: made by npm run docs:posterior -->', '<!-- end of defaults and posterior -->'] as const;

/** A calibrated default beside what published figures say together. */
export interface DefaultBesidePosterior {
  readonly path: string;
  readonly value: number;
  /** Bounds of the parameter. */
  readonly bounds: readonly [number, number];
  readonly mean: number;
  readonly sd: number;
  /** 5 % and 95 % quantile of a new study. */
  readonly interval: readonly [number, number];
}

/** SDs of the posterior within which a default is taken as its centre (assumed). */
export const NEAR = 0.5;

/** Why a default is kept that is not the centre of the posterior, by its path. */
export const reasons: Readonly<Record<string, string>> = {
  'response.persistenceLogSd': 'kept: the spread of relapse times was fitted too, and is no part of the evidence of `learn`',
  'response.expectancy': 'kept: the calibration has one value for all studies; in `learn` it differs between them most',
  'response.expectancyLogitSd': 'kept: within 0.5 SD of the mean of all 4000 draws; that of the 200 draws differs by chance',
  'dissociation.background': 'kept: the evidence of `learn` says next to nothing of it (shrinkage below 1 %)',
  'response.expectancyHalfDays':
    'kept: the loss of superiority by day 12 was fitted too, has no published effect size, and is no part of the evidence of `learn`',
};

/** Every calibrated default of which the shipped evidence has a posterior. */
export function defaultsBesidePosterior(): DefaultBesidePosterior[] {
  const path = 'scenarios/williams-2018.yaml';
  const readFile = (name: string): string => readFileSync(name, 'utf8');
  const read = readScenario({ path, text: readFile(path) }, { readFile });
  if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
  const { uncertainty } = JSON.parse(readFile(POSTERIOR)) as {
    readonly uncertainty: { readonly joint: { readonly values: readonly { readonly set: Readonly<Record<string, number>> }[] } };
  };
  const sets = uncertainty.joint.values.map(({ set }) => set);
  return everyValue(read.study, read.origins).flatMap(({ path: at, value, parameter, source }) => {
    if (source !== 'calibrated' || typeof value !== 'number' || !Object.hasOwn(sets[0], at)) return [];
    const draws = sets.map((set) => set[at]).sort((a, b) => a - b);
    const quantile = (p: number): number => draws[Math.floor(p * draws.length)];
    const { min, max } = parameter as { readonly min: number; readonly max: number };
    const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length;
    const sd = Math.sqrt(draws.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (draws.length - 1));
    return [{ path: at, value, bounds: [min, max] as const, mean, sd, interval: [quantile(0.05), quantile(0.95)] as const }];
  });
}

/** The defaults as a table of the page. */
export function defaultsTable(): string {
  const shown = (value: number): string => String(Number(value.toPrecision(2)));
  const rows = defaultsBesidePosterior().map(({ path, value, mean, sd, interval: [low, high] }) => {
    return `| \`${path}\` | ${value} | ${shown(mean)} | ${shown(low)} to ${shown(high)} | ${Math.abs(value - mean) <= NEAR * sd ? `within ${NEAR} SD of the mean` : reasons[path]} |`;
  });
  return ['| parameter | default | posterior mean | 5–95 % | |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(FILE, betweenMarks(readFileSync(FILE, 'utf8'), marks, defaultsTable()));
  writeFileSync(FINGERPRINT, `${JSON.stringify(await fingerprint(), null, 2)}\n`);
}
