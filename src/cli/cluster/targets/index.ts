import { awsBatch } from './aws-batch.ts';
import { parallel } from './gnu-parallel.ts';
import { kubernetes } from './kubernetes.ts';
import { snakemake } from './snakemake.ts';
import type { WorkflowTarget } from './target.ts';

/** What files can be for. */
export const targets = ['kubernetes', 'aws-batch', 'snakemake', 'parallel'] as const;

/** Files by their name, for each scheduler; all call `run-shard DIR INDEX` for every shard and `merge DIR` in the end. */
export const workflowTargets: Readonly<Record<(typeof targets)[number], (emission: WorkflowTarget) => Record<string, string>>> = {
  kubernetes,
  'aws-batch': awsBatch,
  snakemake,
  parallel,
};
