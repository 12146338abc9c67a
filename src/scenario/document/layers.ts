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

/** Whether a null that removes nothing of a design is a world's, and removes what the world itself inherits. */
export function isFoundedIn(base: DocumentTree, world: readonly ChainFile[], { path, place }: Valueless): boolean {
  if (!world.some((file) => file.tree.values.get(path) === place)) return false;
  const unfounded: Valueless[] = [];
  mergeTrees([base, ...treesOf(world)], unfounded);
  return !unfounded.some((each) => each.place === place);
}
