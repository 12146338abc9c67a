import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileStudy } from '../../../src/power/simulation/compile-study.ts';
import { runReplicates } from '../../../src/power/simulation/replicate-loop.ts';
import type { Study } from '../../../src/study/study.ts';
import { describedStudy, readScenario, unreadValues } from '../../../src/scenario/index.ts';
import { everyValue } from '../../../src/scenario/resolved/described-study.ts';
import { valid } from '../read.ts';

const folder = new URL('../../../scenarios/', import.meta.url).pathname;
const shipped = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.yaml') && !/^(drugs|endpoints|evidence)\//.test(name),
);

/** Changes that make parts of a study idle. */
const variants: readonly (readonly string[])[] = [
  [],
  ['missingness.perVisit=0.2', 'missingness.perVisitScoreSlope=0.1'],
  ['missingness.betweenPeriods=0.3', 'missingness.betweenPeriodsScoreSlope=0.1'],
];

function read(name: string, set: readonly string[]) {
  const path = `${folder}${name}`;
  const result = readScenario({ path, text: readFileSync(path, 'utf8') }, { set, readFile: (each) => readFileSync(each, 'utf8') });
  return 'problems' in result ? undefined : result;
}

/** What comes of some trials of a study, to the last bit. */
function outcome(study: Study): string {
  const none = Object.keys(study.analyses).map(() => NaN);
  return JSON.stringify(runReplicates(compileStudy(study), none, 0, 4));
}

describe.each(shipped)('scenarios/%s', (name) => {
  const all = ['williams-2018.yaml', 'gaussian-textbook.yaml'].includes(name);
  it.each(variants.slice(0, all ? undefined : 1).map((set) => ({ set })))(
    'a value that is not described changes no trial ($set)',
    { timeout: 120_000 },
    ({ set }) => {
      const result = read(name, set);
      if (result === undefined) return; // the change contradicts the scenario
      const isDescribed = new Set(describedStudy(result.study, result.origins).map(({ path }) => path));
      const expected = outcome(result.study);
      const idle = everyValue(result.study, result.origins).flatMap(({ path, value, parameter }) => {
        if (isDescribed.has(path) || typeof value !== 'number' || !('min' in parameter)) return [];
        const whole = parameter.integer === true;
        const candidates = [value + 0.25, value * 1.1, value + 1, value - 1, value * 2, value - 0.25];
        const others = candidates.filter((x) => x !== value && x >= parameter.min && x <= parameter.max && (!whole || Number.isInteger(x)));
        return others.length === 0 ? [] : [{ path, others }];
      });
      const tried: string[] = [];
      /** Changes values together where the scenario allows it and no trial changes, else each half of them, down to one. */
      const change = (values: typeof idle): void => {
        if (values.length < 2) {
          for (const { path, others } of values) {
            const changed = others.map((x) => read(name, [...set, `${path}=${x}`])).find((each) => each !== undefined);
            if (changed === undefined) continue;
            tried.push(path);
            expect([path, outcome(changed.study)]).toEqual([path, expected]);
          }
          return;
        }
        const together = read(name, [...set, ...values.map(({ path, others: [x] }) => `${path}=${x}`)]);
        if (together !== undefined && outcome(together.study) === expected) tried.push(...values.map(({ path }) => path));
        else for (const half of [values.slice(0, values.length >> 1), values.slice(values.length >> 1)]) change(half);
      };
      change(idle);
      expect(tried.length).toBeGreaterThan(0);
    },
  );
});

it('a value that somebody set and nothing reads is told apart from the described ones', () => {
  const { study, origins } = valid('model: gaussian\nmissingness:\n  scoreCentre: 21\nanalyses: {a: {method: paired-t}}\n');
  expect(describedStudy(study, origins).map(({ path }) => path)).not.toContain('missingness.scoreCentre');
  expect(unreadValues(study, origins)).toMatchObject([{ path: 'missingness.scoreCentre', value: 21, origin: 'mine.yaml:3' }]);
});

it('what a design or a treatment calls up is described', () => {
  const paths = (text: string): string[] => {
    const { study, origins } = valid(text);
    return describedStudy(study, origins).map(({ path }) => path);
  };
  const one = paths('name: a\n');
  expect(one).toEqual(expect.arrayContaining(['design.washoutDays', 'design.leadMinutes', 'response.opioidDependence', 'visits.day7']));
  expect(one).not.toEqual(expect.arrayContaining(['response.otherDependence']));
  expect(one).not.toContain('design.recheckDays');
  const other = paths(
    'design: {rebaselineShare: 0.8, sequences: [[placebo, x], [x, placebo]]}\ntreatments: {pretreatments: {x: {kind: tablet, target: other}}}\n',
  );
  expect(other).toEqual(expect.arrayContaining(['design.recheckDays', 'response.otherDependence', 'treatments.pretreatments.x.ed50Mg']));
  expect(other).not.toContain('treatments.pretreatments.naltrexone.ed50Mg');
  expect(other).not.toContain('response.opioidDependence');
});
