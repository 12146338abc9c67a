import { references } from '../../evidence/references.ts';
import type { Basis, DescribedValue } from '../../scenario/index.ts';
import { givenNumber } from '../sentences/figure-words.ts';
import { sourceCountText } from '../sentences/source-counts.ts';
import { marked, tableMarkup, type Filling, type Markup } from './markup.ts';
import type { ReportMaterial } from '../report-material.ts';
import type { ReportSection } from './report-section.ts';

/**
 * Every assumption with its source, those that move power most first.
 * @param ranked  paths in the order in which they move power, where a tornado was computed
 * @param of      a sentence that says of what the values are, where they are not of the one study of the report
 */
export function assumptionsSection(
  { values, originsKnown }: Pick<ReportMaterial, 'values' | 'originsKnown'>,
  ranked: readonly string[],
  of = '',
): ReportSection {
  const place = (path: string): number => (ranked.includes(path) ? ranked.indexOf(path) : ranked.length);
  const sorted = [...values].sort((a, b) => place(a.path) - place(b.path) || standing(a) - standing(b));
  const order =
    ranked.length > 0
      ? 'First those that move power most, as the tornado ranks them; then values without a source of their own; then the others.'
      : 'Values without a source of their own come first. This result holds no tornado; power --tornado ranks the values by how far they move power.';
  const origin = originsKnown
    ? ''
    : ' This result does not hold where its values come from: only defaults of the program have sources here.';
  return {
    id: 'assumptions',
    title: 'Assumptions and their sources',
    parts: [
      marked`<p>${of}${of === '' ? '' : ' '}${sourceCountText(values)} A source stands beside the value that it supports; a value that was changed loses it. ${order}${origin}</p>`,
      tableMarkup('Assumptions', ['parameter', 'value', 'unit', 'source', 'origin', 'meaning'], sorted.map(assumptionRow)),
      referenceList(values),
    ],
  };
}

/** Order of the bases: what a reader should doubt first comes first. */
const bases: readonly Basis[] = ['no source', 'borrowed', 'assumed', 'definition', 'source'];

function standing({ basis }: DescribedValue): number {
  return Math.min(bases.indexOf(basis), bases.indexOf('definition'));
}

function assumptionRow({ path, value, unit, parameter, source, origin, basis, reference }: DescribedValue): Filling[] {
  const shown =
    basis === 'source' || basis === 'borrowed'
      ? linked(source, reference)
      : basis === 'definition'
        ? source
        : marked`<span class="assumed">${source}</span>`;
  const written = typeof value === 'number' ? givenNumber(value) : String(value);
  return [marked`<code>${path}</code>`, written, unit, shown, origin, parameter.about];
}

/** A source with its key as a link to the list of sources. */
function linked(source: string, key: string | undefined): Filling {
  if (key === undefined || !isReference(key)) return source;
  const [before, after] = source.split(key);
  return marked`${before}<a href="#source-${key}">${key}</a>${after}`;
}

function isReference(source: string): source is keyof typeof references {
  return Object.hasOwn(references, source);
}

function referenceList(values: readonly DescribedValue[]): Markup {
  const citedBy = (some: readonly DescribedValue[]): (keyof typeof references)[] =>
    [...new Set(some.flatMap(({ reference }) => reference ?? []))].filter(isReference).sort();
  const own = citedBy(values.filter(({ basis }) => basis !== 'borrowed'));
  const borrowed = citedBy(values).filter((key) => !own.includes(key));
  return marked`${[
    ...(own.length === 0 ? [] : [listOf('Sources', own)]),
    ...(borrowed.length === 0 ? [] : [listOf('Sources of values that were published about other drugs or trials', borrowed)]),
  ]}`;
}

function listOf(heading: string, cited: readonly (keyof typeof references)[]): Markup {
  const entries = cited.map((key) => {
    const { authors, year, title, locator, says } = references[key];
    return marked`<li id="source-${key}"><strong>${key}</strong>: ${authors} (${year}) ${title}. ${locator}. ${says}.</li>`;
  });
  return marked`<h3>${heading}</h3><ul>${entries}</ul>`;
}
