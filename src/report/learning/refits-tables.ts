import type { Learned } from '../../learning/learn.ts';
import type { Refit } from '../../learning/refits/refit.ts';
import { marked, tableMarkup, type Markup } from '../html/markup.ts';
import { movesOfAll, togetherRows, type NamedRefit } from '../refits-text.ts';

/** Everything that moves where something is changed, and how much does not; nothing where no posterior was asked for. */
export function movesTable(learned: Learned, change: string, refits: readonly NamedRefit[]): Markup[] {
  if (refits.length === 0) return [];
  const { title, header, rows, rest } = movesOfAll(learned, change, refits);
  const note = marked`<p>${rest.charAt(0).toUpperCase()}${rest.slice(1)}.</p>`;
  return rows.length === 0 ? [note] : [tableMarkup(title.charAt(0).toUpperCase() + title.slice(1), header, rows), note];
}

/** How well the others predict each study that is left out, as a whole. */
export function togetherTable(learned: Learned): Markup[] {
  const [header, ...rows] = togetherRows(learned);
  const title =
    'Studies left out: figures outside of the 90 % interval that the others predict, and the probability p of figures that are together as far out';
  // A table of a page names every column and fills it.
  const whole = rows.map((row) => [...row.slice(0, -1), row[row.length - 1] === '' ? 'no misfit' : row[row.length - 1]]);
  return rows.length === 0 ? [] : [tableMarkup(title, [...header.slice(0, -1), 'all together'], whole)];
}

/** The chains of every posterior with something changed. */
export function samplerTable({ without, alone, widened }: Learned): Markup[] {
  const row = (change: string, { sampler: { rHat, bulkEss, diverged, notConverged } }: Refit) => [
    ...[change, rHat.toFixed(3), bulkEss.toFixed(0), diverged],
    notConverged.length === 0 ? 'converged' : `NOT CONVERGED: ${notConverged.join(', ')}`,
  ];
  const rows = [
    ...without.map((refit) => row(`without ${refit.study}`, refit)),
    ...alone.map((refit) => row(`only ${refit.study}`, refit)),
    ...widened.map((refit) => row(`wider ${refit.prior}`, refit)),
  ];
  const title = 'Largest R-hat and smallest effective sample size of all quantities';
  return rows.length === 0 ? [] : [tableMarkup(title, ['posterior', 'R-hat', 'effective sample size', 'divergent', 'convergence'], rows)];
}
