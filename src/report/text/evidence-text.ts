import type { EvidenceResult } from '../../evidence/evaluate.ts';
import { references } from '../../evidence/references.ts';
import { textTable } from '../../text/text-table.ts';

/** The acceptance table with what was simulated, as text; conflicts between sources and the sources themselves below it. */
export function evidenceText(results: readonly EvidenceResult[], patients: number): string {
  const rows = results.map(({ row, figure, target, unit, lower, upper, simulated, met, sources }) => [
    String(row),
    figure,
    target,
    `${shown(lower)} to ${shown(upper)}`,
    `${shown(simulated.value)} ± ${simulated.mcse < 1e-12 ? '0' : simulated.mcse.toPrecision(1)}`,
    unit,
    met ? 'met' : 'MISSED',
    sources.join(', '),
  ]);
  const table = textTable([['row', 'figure', 'published', 'accepted', 'simulated ± MCSE', 'unit', 'verdict', 'source'], ...rows]);
  const conflicts = results.filter(({ conflict }) => conflict !== undefined).map(({ row, conflict }) => `  row ${row}: ${conflict}`);
  const used = [...new Set(results.flatMap(({ sources }) => sources))];
  const cited = used.map((key) => `  ${key}: ${references[key].authors} (${references[key].year}) ${references[key].locator}`);
  const missed = results.filter(({ met }) => !met).length;
  const verdict = missed === 0 ? `all ${results.length} figures met` : `${missed} of ${results.length} figures missed`;
  return [
    `published figures against ${patients} virtual patients`,
    table,
    `${verdict}`,
    `sources that disagree or fall short:\n${[...new Set(conflicts)].join('\n')}`,
    `sources:\n${cited.join('\n')}`,
  ].join('\n\n');
}

function shown(value: number): string {
  return (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)).replace('-', '−');
}
