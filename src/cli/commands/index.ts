import type { Command } from '../arguments/define-command.ts';

/** Every command by its name, in the order of `--help`. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  validate: async () => (await import('./validate.ts')).validateCommand,
  describe: async () => (await import('./describe.ts')).describeCommand,
  simulate: async () => (await import('./simulate.ts')).simulateCommand,
  analyze: async () => (await import('./analyze.ts')).analyzeCommand,
  power: async () => (await import('./power.ts')).powerCommand,
  'sample-size': async () => (await import('./sample-size.ts')).sampleSizeCommand,
  compare: async () => (await import('./compare.ts')).compareCommand,
  plan: async () => (await import('./plan.ts')).planCommand,
  'run-shard': async () => (await import('./run-shard.ts')).runShardCommand,
  status: async () => (await import('./status.ts')).statusCommand,
  merge: async () => (await import('./merge.ts')).mergeCommand,
  submit: async () => (await import('./submit.ts')).submitCommand,
  emit: async () => (await import('./emit.ts')).emitCommand,
  evidence: async () => (await import('./evidence.ts')).evidenceCommand,
  report: async () => (await import('./report.ts')).reportCommand,
  reproduce: async () => (await import('./reproduce.ts')).reproduceCommand,
  scenarios: async () => (await import('./scenarios.ts')).scenariosCommand,
  init: async () => (await import('./init.ts')).initCommand,
  schema: async () => (await import('./schema.ts')).schemaCommand,
  main: async () => (await import('./main.ts')).mainCommand,
};

export const commandNames: readonly string[] = Object.keys(loaders);

/**
 * The command that a command line begins with, or every command where it names none (help, completion, mistakes).
 * Only what is asked for is loaded: a run in thousands of parts starts the program as many times.
 */
export async function commandsFor(words: readonly string[]): Promise<readonly Command[]> {
  const names = words.length > 0 && Object.hasOwn(loaders, words[0]) ? [words[0]] : commandNames;
  return Promise.all(names.map((name) => loaders[name]()));
}
