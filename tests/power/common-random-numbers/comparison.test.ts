import { expect, it } from 'vitest';
import { compareCells, type ComparedCell } from '../../../src/power/common-random-numbers/comparison.ts';
import { pairedContrast, pairedDifference } from '../../../src/power/common-random-numbers/paired-difference.ts';
import type { Study } from '../../../src/study/study.ts';
import { TrialSuccesses } from '../../../src/power/common-random-numbers/trial-successes.ts';
import { comparisonSentences } from '../../../src/report/sentences/comparison-sentences.ts';

const TRIALS = 400;
const study = (holds: boolean): Study => ({ analyses: { a: {} }, claim: { name: 'c', all: ['a'], holds } }) as unknown as Study;

/** A design in a world that makes the claim in the trials that the rule names. */
function cell(design: string, world: string, holds: boolean, rule: (trial: number) => boolean, sound = true): ComparedCell {
  const successes = new TrialSuccesses(study(holds), 0, TRIALS);
  const record = new Uint8Array(2 * TRIALS);
  for (let trial = 0; trial < TRIALS; trial++) if (rule(trial)) record[TRIALS + trial] = 1;
  successes.take(record, 0, TRIALS);
  return { design, world, study: study(holds), successes, sound };
}

const upTo = (percent: number) => (trial: number) => trial % 100 < percent;
const cells = [
  cell('plain', 'block', true, upTo(90)),
  cell('plain', 'weak block', true, upTo(40)),
  cell('plain', 'dysphoria', false, upTo(60)),
  cell('four', 'block', true, upTo(80)),
  cell('four', 'weak block', true, upTo(70)),
  cell('four', 'dysphoria', false, upTo(5)),
];

it('a comparison gives rates, differences to the first design in the same world, and the separation of true from false worlds', () => {
  const { cells: table, separations } = compareCells(cells);
  expect(table.map(({ holds, probability }) => [holds, probability?.value])).toEqual([
    [true, 0.9],
    [true, 0.4],
    [false, 0.6],
    [true, 0.8],
    [true, 0.7],
    [false, 0.05],
  ]);
  expect(table[3].difference?.value).toBeCloseTo(-0.1, 12);
  expect(separations.map(({ design }) => design)).toEqual(['four', 'plain']);
  expect(separations[0]).toMatchObject({
    lowestPower: { world: 'weak block' },
    highestFalse: { world: 'dysphoria' },
    behindBest: { value: 0 },
  });
  expect(separations[0].value).toBeCloseTo(0.65, 12);
  expect(separations[1].value).toBeCloseTo(-0.2, 12);
  expect(separations[1].behindBest.value).toBeCloseTo(-0.85, 12);
});

it('the error of a contrast is that of its values trial by trial', () => {
  const terms = [1, -1, -1, 1].map((coefficient, i) => ({ coefficient, successes: cells[i].successes, series: 1 }));
  const rules = [90, 40, 60, 80].map(upTo);
  const each = Array.from({ length: TRIALS }, (_, trial) =>
    rules.reduce((sum, rule, i) => sum + terms[i].coefficient * Number(rule(trial)), 0),
  );
  const mean = each.reduce((sum, value) => sum + value) / TRIALS;
  const variance = each.reduce((sum, value) => sum + (value - mean) ** 2, 0) / TRIALS;
  const { value, mcse } = pairedContrast(terms);
  expect(value).toBeCloseTo(mean, 12);
  expect(mcse).toBeCloseTo(Math.sqrt(variance / TRIALS), 12);
  const two = pairedContrast([terms[0], { ...terms[1], coefficient: -1 }]);
  const difference = pairedDifference(cells[0].successes, 1, cells[1].successes, 1);
  expect(two.value).toBeCloseTo(difference.value, 12);
  expect(two.mcse).toBeCloseTo(difference.mcse, 12);
});

it('a comparison says in words which design discriminates best between the worlds, which worst, and which not at all', () => {
  expect(comparisonSentences(compareCells(cells))).toEqual([
    'Of 2 designs four discriminates best between the worlds: the power of the claim is at least 70.0 % (weak block) and its false-positive rate at most 5.0 % (dysphoria).',
    'The worst is plain: the power of the claim is at least 40.0 % (weak block) and its false-positive rate at most 60.0 % (dysphoria).',
  ]);
  expect(comparisonSentences(compareCells(cells.slice(0, 3)))[0]).toMatch(
    /^plain does not discriminate between the worlds: the power of the claim is at least 40\.0 % \(weak block\) and its false-positive rate at most 60\.0 %/,
  );
  expect(comparisonSentences(compareCells(cells.slice(0, 2)))).toEqual([
    expect.stringMatching(/^The power of the claim is best at \d+\.0 % with plain in .*, and worst at 40\.0 % with plain in weak block\.$/),
    expect.stringMatching(/^The claim is true in every world here/),
  ]);
});

it('a comparison of designs whose claims are true in some and false in others ranks cells of one kind only', () => {
  const [here, , there] = cells;
  const sentences = comparisonSentences(compareCells([here, { ...there, design: 'idle' }]));
  expect(sentences).toEqual([
    expect.stringMatching(/^The claim is true for plain and false for idle: power and false-positive rate are not ranked together\./),
  ]);
  const more = comparisonSentences(compareCells([here, { ...cells[1], design: 'other' }, { ...there, design: 'idle' }]));
  expect(more[0]).toMatch(/^The power of the claim is best at .* with plain in .*, and worst at 40\.0 % with other in weak block\.$/);
  expect(more.join(' ')).not.toMatch(/in every world here|false-positive rate is best/);
});

it('a cell in which too many analyses failed gives no probability and no separation', () => {
  const { cells: table, separations } = compareCells([
    cell('plain', 'block', true, upTo(90)),
    cell('plain', 'dysphoria', false, upTo(99), false),
  ]);
  expect(table[1].probability).toBeNull();
  expect(separations).toEqual([]);
});
