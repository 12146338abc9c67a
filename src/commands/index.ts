import type { CommandModule } from 'yargs';
import { analyzeCommand } from './analyze.ts';
import { describeCommand } from './describe.ts';
import { evidenceCommand } from './evidence.ts';
import { initCommand } from './init.ts';
import { mainCommand } from './main.ts';
import { powerCommand } from './power.ts';
import { schemaCommand } from './schema.ts';
import { simulateCommand } from './simulate.ts';
import { validateCommand } from './validate.ts';

/** Every command of the program, in the order of `--help`. */
export const commands = [
  validateCommand,
  describeCommand,
  simulateCommand,
  analyzeCommand,
  powerCommand,
  evidenceCommand,
  initCommand,
  schemaCommand,
  mainCommand,
] as readonly unknown[] as readonly CommandModule[];
