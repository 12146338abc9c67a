import type { Command } from '../arguments/define-command.ts';

/** Every command by its name, in the order of `--help`. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  validate: async () => (await import('../commands/validate.ts')).validateCommand,
  describe: async () => (await import('../commands/describe.ts')).describeCommand,
  simulate: async () => (await import('../commands/simulate.ts')).simulateCommand,
  analyze: async () => (await import('../commands/analyze.ts')).analyzeCommand,
  power: async () => (await import('../commands/power.ts')).powerCommand,
  'sample-size': async () => (await import('../commands/sample-size.ts')).sampleSizeCommand,
  compare: async () => (await import('../commands/compare.ts')).compareCommand,
  plan: async () => (await import('../commands/large-runs/plan.ts')).planCommand,
  'run-shard': async () => (await import('../commands/large-runs/run-shard.ts')).runShardCommand,
  status: async () => (await import('../commands/large-runs/status.ts')).statusCommand,
  merge: async () => (await import('../commands/large-runs/merge.ts')).mergeCommand,
  submit: async () => (await import('../commands/large-runs/submit.ts')).submitCommand,
  emit: async () => (await import('../commands/large-runs/emit.ts')).emitCommand,
  evidence: async () => (await import('../commands/literature/evidence.ts')).evidenceCommand,
  learn: async () => (await import('../commands/literature/learn.ts')).learnCommand,
  report: async () => (await import('../commands/report.ts')).reportCommand,
  explore: async () => (await import('../commands/explore.ts')).exploreCommand,
  reproduce: async () => (await import('../commands/reproduce.ts')).reproduceCommand,
  scenarios: async () => (await import('../commands/scenarios.ts')).scenariosCommand,
  init: async () => (await import('../commands/init.ts')).initCommand,
  schema: async () => (await import('../commands/schema.ts')).schemaCommand,
  main: async () => (await import('../commands/main.ts')).mainCommand,
};

export const commandNames: readonly string[] = Object.keys(loaders);

/**
 * The command that a command line names, or every command where it names none (help, completion, mistakes).
 * Only what is asked for is loaded: a run in thousands of shards starts the program as many times.
 */
export async function commandsFor(words: readonly string[]): Promise<readonly Command[]> {
  const names = words.length > 0 && Object.hasOwn(loaders, words[0]) ? [words[0]] : commandNames;
  return Promise.all(names.map((name) => loaders[name]()));
}
