import type { Basis, DescribedValue } from '../../scenario/index.ts';

/** How many values rest on what. */
export type SourceCounts = Readonly<Record<Basis, number>>;

/** Counts values by what they rest on. */
export function sourceCounts(values: readonly DescribedValue[]): SourceCounts {
  const counts = { source: 0, definition: 0, assumed: 0, 'no source': 0, borrowed: 0 };
  for (const { basis } of values) counts[basis]++;
  return counts;
}

/** Values that no source of their own supports: assumed, set without a source, or borrowed from another drug. */
export function unsupported(values: readonly DescribedValue[]): number {
  const counts = sourceCounts(values);
  return counts.assumed + counts['no source'] + counts.borrowed;
}

/** The counts in a sentence. */
export function sourceCountText(values: readonly DescribedValue[]): string {
  const counts = sourceCounts(values);
  const parts = [
    `${counts.source} with a source`,
    `${counts.definition} by definition`,
    `${counts.assumed} assumed`,
    `${counts['no source']} set without a source`,
    ...(counts.borrowed > 0 ? [`${counts.borrowed} left at values of another drug or trial`] : []),
  ];
  return `${values.length} values: ${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}.`;
}
