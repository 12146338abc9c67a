import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileStudy } from '../../src/power/simulation/compile-study.ts';
import { problemsOf, read } from './read.ts';

const whole = readFileSync(new URL('../../scenarios/williams-2018.yaml', import.meta.url), 'utf8');
const lines = whole.split('\n');
const awkward = [
  'null',
  '[]',
  '{}',
  '-1',
  '.nan',
  '.inf',
  '1e400',
  'x',
  '"',
  '- a',
  '{a: {b: c}}',
  '[[1], 2]',
  '__proto__',
  '*a',
  '&a [*a]',
  '!!binary x',
  '\t',
  '2026-01-01',
];

/** Reading any text gives problems that all have a place, or a study that can be run; nothing throws. */
function expectReadable(text: string, set: readonly string[] = [], run = false): void {
  const result = read(text, {}, { set });
  if (!('problems' in result)) {
    if (run) compileStudy(result.study).generator.generate(0);
    return;
  }
  expect(result.problems.length).toBeGreaterThan(0);
  for (const { text: line } of result.problems) expect(line).toMatch(/^(mine\.yaml:\d+:\d+|--set) \S/);
}

describe('reading never throws', () => {
  it('reading never throws on any beginning of a valid file', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length }), (length) => expectReadable(whole.slice(0, length))),
      { seed: 1, numRuns: 60 },
    );
  });

  it('reading never throws on a valid file with a line taken out, doubled, moved, or its value replaced', () => {
    const change = fc.constantFrom('out', 'twice', 'indent', 'value');
    fc.assert(
      fc.property(fc.nat(lines.length - 1), change, fc.constantFrom(...awkward), (at, how, value) => {
        const changed = [...lines];
        if (how === 'out') changed.splice(at, 1);
        if (how === 'twice') changed.splice(at, 0, lines[at]);
        if (how === 'indent') changed[at] = `  ${lines[at]}`;
        if (how === 'value') changed[at] = lines[at].replace(/:.*/, `: ${value}`);
        expectReadable(changed.join('\n'));
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  const path = fc.constantFrom(
    ...['design', 'design.sequences', 'design.weights', 'design.infusionDays', 'visits', 'visits.day1', 'outcomes', 'outcomes.hamd17'],
    ...['outcomes.hamd17.visits', 'population.correlations', 'treatments', 'treatments.infusions', 'treatments.infusions.ketamine'],
    ...['treatments.pretreatments.placebo', 'analyses', 'analyses.cadss-peak', 'analyses.cadss-peak.method', 'claim', 'claim.all'],
    ...['evidence', 'response.carryoverPoints', 'model', 'seed', 'name', 'power'],
  );

  it('reading never throws on any value anywhere', () => {
    fc.assert(
      fc.property(path, fc.oneof(fc.constantFrom(...awkward), fc.json({ maxDepth: 3 })), (at, value) => {
        expectReadable(whole, [`${at}=${value}`]);
      }),
      { seed: 3, numRuns: 250 },
    );
  });

  it('a scenario that is read without problems can be run', () => {
    const changes = fc.constantFrom(
      ...[
        'design.sequences=[[placebo, naltrexone], [naltrexone, placebo], [placebo, placebo]]',
        'design.blockSize=6',
        'design.weights=[1, 2]',
      ],
      ...[
        'design.sequences=[[placebo, naltrexone]]',
        'design.sequences=[[naltrexone]]',
        'design.infusionDays=[0, 40]',
        'design.participants=1',
      ],
      ...[
        'outcomes.cadss=',
        'outcomes.hamd17=',
        'visits.day14=300',
        'outcomes.hamd17.visits=[day3]',
        'treatments.infusions.ketamine={kind: saline}',
      ],
      ...['treatments.pretreatments.naltrexone={kind: depot, leadMinutes: 4000}', 'analyses.hamd17-day1.measure=responder', 'claim='],
      ...[
        'analyses.hamd17-day1.measure=change',
        'analyses.cadss-peak.population=placebo-responders',
        'analyses.hamd17-day1.method=mcnemar',
      ],
      ...['analyses={}', 'analyses.hamd17-day1.visit=average', 'analyses.hamd17-day1.method=wilcoxon', 'response.opioidDependenceSd=0.1'],
      ...[
        'response.opioidDependence=0.5',
        'population.severitySd=0',
        'dissociation.frailtyCv=0',
        'analyses.hamd17-day1.method=crossover-ancova',
      ],
    );
    fc.assert(
      fc.property(fc.array(changes, { minLength: 1, maxLength: 4 }), (set) => expectReadable(whole, set, true)),
      { seed: 5, numRuns: 40 },
    );
  });

  it('reading never throws on text that is no scenario at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expectReadable(text)),
      { seed: 4, numRuns: 100 },
    );
  });

  it('reading never throws on nesting deeper than the stack', () => {
    expect(problemsOf('['.repeat(20_000)).length).toBeGreaterThan(0);
    expect(problemsOf(`design: ${'['.repeat(5000)}${']'.repeat(5000)}`).length).toBeGreaterThan(0);
  });
});
