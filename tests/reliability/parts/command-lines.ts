import { everyCommand } from '../../../src/cli/shell/shell-commands.ts';
import type { ArgumentRow, ArgumentTable, Command } from '../../../src/cli/arguments/define-command.ts';
import type { BuiltProgram } from '../support/built-program.ts';
import { type Cases, Draws } from '../support/cases.ts';
import { HostedProgram } from '../support/hosted.ts';
import { faultOf } from '../support/judge.ts';
import { copyAnew, leftBehind, prepare } from '../support/prepared.ts';

/** Command lines after which the folder is made anew. */
const LINES_A_FOLDER = 200;

/** Mostly those that are answered in a twentieth of a second. */
const scenarios = [
  ...['normal.yaml', 'normal.yaml', 'normal', 'world.yaml', 'world.yaml', 'other.yaml', 'unsure.yaml', 'normal.yaml', 'world.yaml', 'normal'],
  ...['normal.yaml', 'normal.yaml', 'clinical.yaml', 'course.yaml', 'parallel.yaml', 'sequential.yaml', 'items.yaml', 'other.yaml', 'other.yaml'],
];
const folders = ['planned', 'run', 'two', 'kept', 'sweep', 'trials', 'compared', 'tornado', 'interim'];
const results = ['run/power.json', 'two/power.json', 'kept/power.json', 'sweep/sweep.json', 'compared/comparison.json', 'tornado/tornado.json'];
const csvs = ['trials/observations.csv', 'trials/guesses.csv', 'trials/subjects.csv', 'normal/observations.csv', 'items/items.csv', 'run.html'];

/** Texts that nobody means. */
const hostile = [
  ...['', ' ', '-', '--', '-1', '0', '1e999', '1e-320', '0x10', '١٢', '1,000', '1_000', '+1', 'NaN', 'Infinity', 'null', 'true', '[object Object]'],
  ...['__proto__', 'constructor', 'toString', 'a=b', '=', '==', 'a=', '=a', 'design.participants=', '.', '..', '../..', './', '/', '//', '/nowhere/at/all'],
  ...['%s%n', '$(true)', '`true`', '{{run}}', '\u0000', 'a\u0000b', '\u001b[2J', '\n', 'a\nb', '\r', '\t', '\ud800', '😀', 'é', 'x'.repeat(5000), '*', '?', '~', '#'],
  ...['1;2', '1:2', '1:2:0', '2:1:1', '1:2:-1', 'power<0.5', 'crossover-t<0.1', 'crossover-t=0.5', 'lhs:3', 'sobol:-1', 'lhs:', '9007199254740993', '--json', '--help'],
];

const paths = [
  ...['design.participants', 'design.washoutDays', 'gaussian.difference', 'gaussian.sdWithin', 'power.replicates', 'power.alpha', 'power.target'],
  ...['response.opioidDependence', 'analyses', 'claim.all', 'model', 'seed', 'name', 'design.sequences', 'outcomes.hamd17', 'no.such.path', '__proto__.x', 'design'],
];
const values = ['0', '1', '2', '0.5', '-1', '20', '1e9', '[]', '{}', '[1,2]', 'null', 'true', 'text', '""', '{a: [', '.nan', '.inf', '2024-01-01', '&a [*a]', '!!js x'];

/** What an option takes when somebody means it. */
const meant: Readonly<Record<string, readonly string[]>> = {
  ...{ seed: ['1', 'text'], participants: ['8', '20', '7', '0', '-2'], replicates: ['20', '100', '500', '1'], workers: ['1', '2', '0'] },
  ...{ report: ['r.html', 'trials', 'new/r.html'], figures: ['figures', 'run.html'], protocol: ['p.md', 'p.docx', 'p.txt'], junit: ['j.xml'], summary: ['s.md'] },
  ...{ out: ['out', 'run', 'kept', 'trials', 'normal.yaml', 'a/b', 'new', 'sweep'], require: ['0.5', 'crossover-t=0.3', 'crossover-t < 0.9', '2', 'x=1'] },
  ...{ mcse: ['0.2', '0', '0.1'], vary: ['gaussian.difference=3,4', 'gaussian.difference=1:3:1', 'design.participants=8,10'], sample: ['lhs:3', 'sobol:4'] },
  ...{ shards: ['2', 'auto', '0'], sbatch: ['--time=1', 'x'], template: ['normal.yaml', 'none'], 'at-once': ['1', '0'], target: ['0.5', '0.9', '1'], max: ['12', '20', '4'] },
  ...{ analysis: ['crossover-t', 'hamd17-day1', 'x'], worlds: scenarios, patients: ['50', '10', '0'], trials: ['1', '2'], replicate: ['0', '5', '4294967295'] },
  ...{ endpoint: ['hamd17', 'endpoint', 'value'], visit: ['day1', 'end', 'peak'], visits: ['day1,day3', 'day1'], baseline: ['baseline'], measure: ['change', 'value', 'ratio'] },
  ...{ method: ['crossover-t', 'mixed-model', 'mmrm', 'paired-t', 'wilcoxon', 'tost', 'mcnemar', 'permutation'], level: ['0.9', '1', '0'], columns: ['subject=subject', 'visit=x'] },
  ...{ set: paths.flatMap((path) => values.slice(0, 6).map((value) => `${path}=${value}`)), option: ['margin=2', 'x=y'], image: ['a:1'], 'shard-trials': ['500', '7'] },
};

/** Options without which a command works for minutes, and rightly so. */
const brief: Readonly<Record<string, readonly string[]>> = {
  evidence: ['--patients', '40'],
  'sample-size': ['--max', '16', '--replicates', '60'],
};

/** Random command lines: every command with its own options, well and badly filled in. */
export async function commandLines(program: BuiltProgram, cases: Cases): Promise<void> {
  const commands = await everyCommand();
  const hosted = new HostedProgram(program);
  const [prepared, folder] = [program.folder('prepared'), program.folder('lines')];
  let succeeded = 0;
  try {
    await prepare(hosted, prepared);
    copyAnew(prepared, folder);
    for (const number of cases.numbers()) {
      if (number % LINES_A_FOLDER === 0) copyAnew(prepared, folder);
      const words = lineOf(new Draws(cases.seed, 'lines', number), commands);
      const ended = await hosted.run(words, folder);
      if (ended.exitCode === 0) succeeded++;
      const left = leftBehind(folder);
      const why = faultOf(ended, words.join(' ')) ?? (left.length > 0 ? `left behind: ${left.join(', ')}` : undefined);
      if (why !== undefined) cases.fail({ number, why, how: `${JSON.stringify(words)}\n${ended.stderr.slice(-500)}` });
      if (why !== undefined) copyAnew(prepared, folder);
    }
  } finally {
    hosted.close();
  }
  cases.notes.push(`${succeeded} ended with 0`);
}

function lineOf(draws: Draws, commands: readonly Command[]): string[] {
  const drawn = draws.of(commands);
  const command = drawn.name === 'scenarios' && draws.chance(0.9) ? draws.of(commands) : drawn; // it reads every scenario there is
  const words = [
    draws.chance(0.01) ? draws.of(hostile) : command.name,
    ...Object.entries(command.positionals).flatMap(([name, row]) => positional(draws, name, row)),
    ...(draws.chance(0.95) ? (brief[command.name] ?? []) : []),
    ...('workers' in command.options && draws.chance(0.9) ? ['--workers', '1'] : []),
    ...optionsOf(draws, command.options),
  ];
  if (draws.chance(0.1)) words.splice(draws.below(words.length + 1), 0, draws.of(hostile));
  if (draws.chance(0.05)) words.splice(draws.below(words.length), 1);
  return words;
}

function positional(draws: Draws, name: string, row: ArgumentRow): string[] {
  if (draws.chance(0.03)) return [];
  const one = (): string => {
    if (draws.chance(0.06)) return draws.of(hostile);
    if (draws.chance(0.08)) return draws.of([...scenarios, ...folders, ...results, ...csvs]);
    if (row.choices !== undefined) return draws.of(row.choices);
    const pool = { scenario: scenarios, folder: folders, result: results, csv: csvs, shard: ['0', '1', '2', '3', '-1'], file: ['new.yaml', 'normal.yaml'] }[name];
    return draws.of(pool ?? scenarios);
  };
  return row.many === true ? Array.from({ length: 1 + draws.below(2) }, one) : [one()];
}

function optionsOf(draws: Draws, table: ArgumentTable): string[] {
  const share = Math.min(0.5, draws.of([0.5, 1.5, 3]) / Object.keys(table).length);
  return draws
    .some(Object.entries(table), share)
    .flatMap(([name, row]) => Array.from({ length: row.many === true ? 1 + draws.below(2) : 1 }, () => [name, row] as const))
    .flatMap(([name, row]) => option(draws, name, row));
}

function option(draws: Draws, name: string, row: ArgumentRow): string[] {
  const typed = `--${draws.chance(0.02) ? name.slice(0, -1) : draws.chance(0.01) ? `no-${name}` : name}`;
  if (row.type === 'boolean' && row.choices === undefined) return draws.chance(0.03) ? [typed, draws.of(hostile)] : [typed];
  const value = draws.chance(0.12) ? odd(draws, name) : draws.of(row.choices ?? meant[name] ?? values);
  if (draws.chance(0.02)) return [typed];
  return draws.chance(0.2) ? [`${typed}=${value}`] : [typed, value];
}

function odd(draws: Draws, name: string): string {
  return name === 'set' || name === 'vary' ? `${draws.of(paths)}=${draws.of([...values, ...hostile])}` : draws.of(hostile);
}
