// The tables of docs/learning.md about figures and studies that were not fitted: npm run docs:learning (about eleven minutes).
// With the path of what `learn --leave-out --prior-sensitivity --json` printed, that run is used.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Learned } from '../../src/learning/learn.ts';
import { isInside, type Prediction } from '../../src/learning/predictive.ts';
import { movesOf } from '../../src/learning/refits/refit.ts';
import { range, shown } from '../../src/report/learning-numbers.ts';
import { named } from '../../src/report/learning/predictive-figures.ts';
import { MOVED } from '../../src/report/refits-text.ts';
import { betweenMarks } from './between-marks.ts';
import { printedPosterior } from './printed-posterior.ts';

const PAGE = 'docs/learning.md';
const learned = printedPosterior();
const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const probability = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(p < 0.0995 ? 3 : 2));
const rowOf = (summary: Prediction): string[] => [
  named(summary),
  shown(summary.published),
  range(summary.predicted),
  probability(summary.p),
  isInside(summary) ? 'inside' : 'outside',
];
const header = ['figure', 'published', 'predicted, 5–95 %', 'p', ''];

const heldOut = table(header, learned.predictions.filter((each) => each.heldOut).map(rowOf));

const studies = learned.without.flatMap(({ study, predicted }) => (predicted === undefined ? [] : [{ study, ...predicted }]));
const summaries = studies.flatMap((each) => each.summaries);
const outside = summaries.filter((summary) => !isInside(summary));
const leftOut = [
  table(
    ['study left out', 'figures', 'outside', 'p together'],
    studies.map(({ study, summaries: own, outside: out, p }) => [
      study,
      String(own.length),
      String(out),
      p === undefined ? '' : probability(p),
    ]),
  ),
  `${summaries.length - outside.length} of ${summaries.length} figures lie in the 90 % interval that the other studies predict. Outside:`,
  table(
    header.slice(0, 4),
    outside.map((summary) => rowOf(summary).slice(0, 4)),
  ),
].join('\n\n');

/** How much moves in posteriors of one kind, in words. */
function movedWords(kind: string, refits: Learned['without'] | Learned['alone'] | Learned['widened']): string[] {
  const moves = refits.map((refit) => movesOf(learned, refit));
  const count = moves.flat().filter(({ most }) => most > MOVED).length;
  const { rHat, bulkEss, diverged, poor } = refits.reduce(
    (all, { sampler }) => ({
      rHat: Math.max(all.rHat, sampler.rHat),
      bulkEss: Math.min(all.bulkEss, sampler.bulkEss),
      diverged: all.diverged + sampler.diverged,
      poor: all.poor + (sampler.notConverged.length > 0 ? 1 : 0),
    }),
    { rHat: 0, bulkEss: Infinity, diverged: 0, poor: 0 },
  );
  return [
    kind,
    String(refits.length),
    `${count} of ${moves.flat().length}`,
    rHat.toFixed(3),
    bulkEss.toFixed(0),
    String(diverged),
    String(poor),
  ];
}
const moved = table(
  ['posteriors', 'number', `moved by more than ${MOVED} SDs`, 'largest R̂', 'smallest ESS', 'divergent', 'not converged'],
  [
    movedWords('without one study', learned.without),
    movedWords('with only one study of naltrexone', learned.alone),
    movedWords('with wider priors', learned.widened),
  ],
);

let page = readFileSync(PAGE, 'utf8');
for (const [what, content] of [
  ['held-out figures', heldOut],
  ['studies left out', leftOut],
  ['changed posteriors', moved],
] as const)
  page = betweenMarks(page, [`<!-- ${what}: made by npm run docs:learning -->`, `<!-- end of ${what} -->`], content);
writeFileSync(PAGE, page);
