import { references } from '../../evidence/references.ts';
import type { DescribedValue } from '../../scenario/index.ts';
import { marked, tableMarkup, type Filling, type Markup } from './markup.ts';
import type { ReportMaterial } from './report-material.ts';
import type { ReportSection } from './report-section.ts';

/**
 * Every assumption with its source, those that power hangs on first.
 * @param ranked  paths in the order in which power hangs on them, where a tornado was computed
 */
export function assumptionsSection(
  { values, scenarioSources }: Pick<ReportMaterial, 'values' | 'scenarioSources'>,
  ranked: readonly string[],
): ReportSection {
  const place = (path: string): number => (ranked.includes(path) ? ranked.indexOf(path) : ranked.length);
  const sorted = [...values].sort((a, b) => place(a.path) - place(b.path) || Number(isAssumed(b)) - Number(isAssumed(a)));
  const assumed = values.filter(isAssumed).length;
  const order =
    ranked.length > 0
      ? 'First those on which power hangs most, as the tornado ranks them; then assumed values; then the others.'
      : 'Assumed values first. This result holds no tornado; power --tornado ranks the values by how much power hangs on them.';
  const origin = scenarioSources ? '' : ' The result does not carry the scenario’s own sources; those shown are of the program’s tables.';
  return {
    id: 'assumptions',
    title: 'Assumptions and their sources',
    parts: [
      marked`<p>${values.length} values, of which ${assumed} are assumed without a source. ${order}${origin}</p>`,
      tableMarkup('Assumptions', ['parameter', 'value', 'unit', 'source', 'meaning'], sorted.map(assumptionRow)),
      referenceList(values),
    ],
  };
}

function isAssumed({ source }: DescribedValue): boolean {
  return source === 'assumed';
}

function assumptionRow({ path, value, parameter, source }: DescribedValue): Filling[] {
  const unit = 'unit' in parameter ? parameter.unit : '';
  const shown =
    source === 'assumed'
      ? marked`<span class="assumed">assumed</span>`
      : isReference(source)
        ? marked`<a href="#source-${source}">${source}</a>`
        : source;
  return [marked`<code>${path}</code>`, String(value), unit, shown, parameter.about];
}

function isReference(source: string): source is keyof typeof references {
  return Object.hasOwn(references, source);
}

function referenceList(values: readonly DescribedValue[]): Markup {
  const cited = [...new Set(values.map(({ source }) => source))].filter(isReference).sort();
  const entries = cited.map((key) => {
    const { authors, year, title, locator, says } = references[key];
    return marked`<li id="source-${key}"><strong>${key}</strong>: ${authors} (${year}) ${title}. ${locator}. ${says}.</li>`;
  });
  return entries.length === 0 ? marked`` : marked`<h3>Sources</h3><ul>${entries}</ul>`;
}
