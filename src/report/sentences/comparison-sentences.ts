import type { Comparison, ComparisonCell, Separation } from '../../power/common-random-numbers/comparison.ts';
import { listWords } from './endpoint-words.ts';

/** Separation below which a design is not said to discriminate between the worlds (assumed): a trial that supports the claim would then make it little more credible. */
const MIN_SEPARATION = 0.5;

/** What the table says: which design discriminates best between worlds where the claim is true and where it is false, which one worst, and what they mistake most. */
export function comparisonSentences({ separations, cells }: Comparison): string[] {
  if (separations.length === 0) return oneKindSentences(cells);
  const [best, ...others] = separations;
  const close = others.filter(({ behindBest: { value, mcse } }) => Math.abs(value) <= 2 * mcse);
  const worst = others.filter((each) => !close.includes(each)).at(-1);
  const blind = others.filter((each) => each.value <= 2 * each.mcse && each !== worst);
  return [
    `${verdict(best, others.length)}: ${rates(best)}.`,
    ...(close.length > 0 ? [`Within Monte-Carlo error as good: ${close.map(({ design }) => design).join(', ')}.`] : []),
    ...(worst === undefined ? [] : [`The worst is ${worst.design}: ${rates(worst)}.`]),
    ...(blind.length > 0 && best.value > 2 * best.mcse
      ? [
          `No better than chance: ${blind.map(({ design, highestFalse }) => `${design} (false-positive rate ${percent(highestFalse.value)} in ${highestFalse.world})`).join(', ')}.`,
        ]
      : []),
  ];
}

function verdict({ design, value, mcse }: Separation, others: number): string {
  if (others === 0)
    return `${design} ${value >= MIN_SEPARATION ? 'discriminates' : value > 2 * mcse ? 'discriminates poorly' : 'does not discriminate'} between the worlds`;
  if (value >= MIN_SEPARATION) return `Of ${others + 1} designs ${design} discriminates best between the worlds`;
  return value > 2 * mcse
    ? `No design discriminates well between these worlds; ${design} comes nearest`
    : `No design discriminates between these worlds, also not ${design}, the best of them`;
}

function rates({ lowestPower, highestFalse }: Separation): string {
  return `the power of the claim is at least ${percent(lowestPower.value)} (${lowestPower.world}) and its false-positive rate at most ${percent(highestFalse.value)} (${highestFalse.world})`;
}

/** Best and worst design where no design has worlds of both kinds: of those where the claim is true, and of those where it is false, each by itself. */
function oneKindSentences(cells: readonly ComparisonCell[]): string[] {
  const [where, elsewhere] = [cells.filter(({ holds }) => holds), cells.filter(({ holds }) => !holds)];
  const ranked = [...rankSentences(where), ...rankSentences(elsewhere)];
  if (where.length > 0 && elsewhere.length > 0) {
    if (where.some(({ design }) => elsewhere.some((each) => each.design === design)))
      return [...ranked, 'No design has a probability in worlds of both kinds: where the claim is true and where it is false.'];
    return [
      ...ranked,
      `The claim is true for ${designsOf(where)} and false for ${designsOf(elsewhere)}: power and false-positive rate are not ranked together. In worlds of both kinds (--worlds) each design shows both.`,
    ];
  }
  const holds = where.length > 0;
  return [
    ...ranked,
    `The claim is ${holds ? 'true' : 'false'} in every world here: a world in which it is ${holds ? 'false shows the false-positive rate' : 'true shows the power'}.`,
  ];
}

/** The best and the worst of cells in which the claim is true, or is false, in all of them. */
function rankSentences(cells: readonly ComparisonCell[]): string[] {
  const holds = cells.some((cell) => cell.holds);
  const known = cells.flatMap(({ design, world, probability }) =>
    probability === null ? [] : [{ design, world, value: probability.value }],
  );
  const sorted = [...known].sort((a, b) => (holds ? b.value - a.value : a.value - b.value));
  const [best, worst] = [sorted.at(0), sorted.at(-1)];
  const of = (cell: { design: string; world: string; value: number }): string =>
    `${percent(cell.value)} with ${cell.design} in ${cell.world}`;
  if (best === undefined || worst === undefined || best === worst) return [];
  return [`The ${holds ? 'power of the claim' : 'false-positive rate'} is best at ${of(best)}, and worst at ${of(worst)}.`];
}

function designsOf(cells: readonly ComparisonCell[]): string {
  return listWords([...new Set(cells.map(({ design }) => design))]);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
