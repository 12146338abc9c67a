import type { CommandModule } from 'yargs';
import { analyzeCommand } from './analyze.ts';
import { compareCommand } from './compare.ts';
import { describeCommand } from './describe.ts';
import { emitCommand } from './emit.ts';
import { evidenceCommand } from './evidence.ts';
import { initCommand } from './init.ts';
import { mainCommand } from './main.ts';
import { mergeCommand } from './merge.ts';
import { planCommand } from './plan.ts';
import { powerCommand } from './power.ts';
import { reportCommand } from './report.ts';
import { reproduceCommand } from './reproduce.ts';
import { runShardCommand } from './run-shard.ts';
import { sampleSizeCommand } from './sample-size.ts';
import { schemaCommand } from './schema.ts';
import { simulateCommand } from './simulate.ts';
import { statusCommand } from './status.ts';
import { submitCommand } from './submit.ts';
import { validateCommand } from './validate.ts';

/** Every command of the program, in the order of `--help`. */
export const commands = [
  validateCommand,
  describeCommand,
  simulateCommand,
  analyzeCommand,
  powerCommand,
  sampleSizeCommand,
  compareCommand,
  planCommand,
  runShardCommand,
  statusCommand,
  mergeCommand,
  submitCommand,
  emitCommand,
  evidenceCommand,
  reportCommand,
  reproduceCommand,
  initCommand,
  schemaCommand,
  mainCommand,
] as readonly unknown[] as readonly CommandModule[];
