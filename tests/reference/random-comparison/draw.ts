import { rootKey, Stream } from '../../../src/random/index.ts';

/** Repeatable choices. */
export interface Draw {
  chance(probability: number): boolean;
  from<Item>(items: readonly Item[]): Item;
}

export function drawOf(seed: string): Draw {
  const stream = new Stream().startAt(rootKey(seed), 0, 0, 1);
  return {
    chance: (probability) => stream.uniform() < probability,
    from: (items) => items[Math.floor(stream.uniform() * items.length)],
  };
}

/** The items in a random order. */
export function shuffled<Item>(draw: Draw, items: readonly Item[]): Item[] {
  const rest = [...items];
  return items.map(() => rest.splice(rest.indexOf(draw.from(rest)), 1)[0]);
}
