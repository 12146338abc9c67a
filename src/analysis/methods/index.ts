import type { AnalysisMethod } from '../analysis-method.ts';
import { crossoverAncova } from './crossover-ancova.ts';
import { crossoverT } from './crossover-t.ts';
import { fisherExact } from './fisher-exact.ts';
import { mainlandGart } from './mainland-gart.ts';
import { mcnemar } from './mcnemar.ts';
import { mixedModel } from './mixed-model.ts';
import { mmrm } from './mmrm.ts';
import { nonInferiority } from './non-inferiority.ts';
import { pairedT } from './paired-t.ts';
import { parallelT } from './parallel-t.ts';
import { permutation } from './permutation.ts';
import { prescott } from './prescott.ts';
import { rankCrossover } from './rank-crossover.ts';
import { tost } from './tost.ts';
import { wilcoxon } from './wilcoxon.ts';

/** Every method of analysis by the name a scenario or `analyze` uses. A method is one file of that name and one word here. */
export const methods = {
  'paired-t': pairedT,
  'crossover-t': crossoverT,
  'parallel-t': parallelT,
  'crossover-ancova': crossoverAncova,
  'mixed-model': mixedModel,
  mmrm,
  wilcoxon,
  'rank-crossover': rankCrossover,
  permutation,
  mcnemar,
  'mainland-gart': mainlandGart,
  prescott,
  'fisher-exact': fisherExact,
  tost,
  'non-inferiority': nonInferiority,
} as const satisfies Readonly<Record<string, AnalysisMethod>>;

export type MethodName = keyof typeof methods;

/** The names of all methods, in the order of the list. */
export const methodNames = Object.keys(methods) as readonly MethodName[];
