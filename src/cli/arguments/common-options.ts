import type { ArgumentTable, OptionValues } from './define-command.ts';

/** Options that several commands share, each declared once; a command picks the ones it takes. */
export const common = {
  seed: { type: 'string', describe: 'seed of the random numbers, any text or number' },
  participants: { type: 'number', describe: 'number of participants randomised' },
  set: { type: 'string', many: true, describe: 'path=value: change one value of the scenario (repeatable)' },
  replicates: { type: 'number', describe: 'number of simulated trials' },
  workers: { type: 'string', default: 'auto', describe: 'worker threads, or auto' },
  json: { type: 'boolean', default: false, describe: 'print one JSON document' },
  details: { type: 'boolean', default: false, describe: 'print every figure below the answer' },
  quiet: { type: 'boolean', default: false, describe: 'no progress on stderr' },
  report: { type: 'string', describe: 'also write the result as one HTML file' },
  protocol: { type: 'string', describe: 'also write the text for a protocol: FILE.md (Markdown) or FILE.docx (Word)' },
  resume: { type: 'boolean', default: false, describe: 'go on from what --out holds (it must hold a run already)' },
  figures: { type: 'string', needs: 'report', describe: 'with --report: folder for its pictures as SVG and PNG' },
} as const satisfies ArgumentTable;

/** Options of every command that reads a scenario. */
export const studyOptions = pick('seed', 'participants', 'set');

/** Some of the common options, for the table of a command. */
export function pick<Name extends keyof typeof common>(...names: readonly Name[]): Pick<typeof common, Name> {
  return Object.fromEntries(names.map((name) => [name, common[name]])) as Pick<typeof common, Name>;
}

/** The positional argument of a command that reads one scenario. */
export const oneScenario = {
  scenario: { type: 'string', describe: 'scenario file, or the name of a shipped scenario' },
} as const satisfies ArgumentTable;

/** The positional argument of a command that reads several scenarios. */
export const scenarioFiles = {
  scenario: { type: 'string', many: true, describe: 'scenario files, or names of shipped scenarios' },
} as const satisfies ArgumentTable;

/** What a command gets that picks every option that changes a scenario. */
export type StudyOptionValues = OptionValues<Pick<typeof common, 'seed' | 'participants' | 'set' | 'replicates'>>;

/**
 * The options that stand on the command line: what has a value and is not a switch left off.
 * @param argv  the values of a command's options, by their names
 */
export function givenOptions(argv: object): ReadonlySet<string> {
  const given = Object.entries(argv).filter(([, value]: [string, unknown]) => value !== undefined && value !== false);
  return new Set(given.map(([name]) => name));
}
