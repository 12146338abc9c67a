import type { DocumentTree } from './document-tree.ts';
import { treesOf, type ChainFile } from './file-chain.ts';
import { mergeTree } from './merge-tree.ts';
import type { Valueless } from './valueless.ts';

/** The defaults of every scenario, and above them what each file adds. @param unfounded  as in `overlay` */
export function laidLayers(
  base: DocumentTree,
  trees: readonly DocumentTree[],
  unfounded: Valueless[] = [],
): (DocumentTree & { readonly file: string })[] {
  const layers = [{ ...base, file: '' }];
  for (const tree of trees) {
    const file = tree.values.get('')?.source ?? '';
    layers.push({ ...mergeTree(layers[layers.length - 1], tree, unfounded), file });
  }
  return layers;
}

/** Trees merged, the lowest first. @param unfounded  as in `mergeTree` */
export function mergeTrees(trees: readonly DocumentTree[], unfounded: Valueless[] = []): DocumentTree {
  return trees.reduce((below, above) => mergeTree(below, above, unfounded));
}

/** Those of nulls that remove nothing of a design which are not a world's, or remove nothing that the world itself inherits either. */
export function unfoundedBesides(base: DocumentTree, world: readonly ChainFile[], nulls: readonly Valueless[]): Valueless[] {
  const isOfWorld = ({ path, place }: Valueless): boolean => world.some((file) => file.tree.values.get(path) === place);
  if (!nulls.some(isOfWorld)) return [...nulls];
  const inWorld: Valueless[] = [];
  mergeTrees([base, ...treesOf(world)], inWorld);
  const places = new Set(inWorld.map(({ place }) => place));
  return nulls.filter((each) => !isOfWorld(each) || places.has(each.place));
}
