import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import type { BuiltProgram } from '../support/built-program.ts';
import { type Cases, Draws } from '../support/cases.ts';
import { HostedProgram } from '../support/hosted.ts';
import { faultOf } from '../support/judge.ts';
import { leftBehind } from '../support/prepared.ts';

const shipped = fileURLToPath(new URL('../../../scenarios/', import.meta.url));

/** Values that no writer of a scenario means. */
const hostile: readonly unknown[] = [
  ...[0, -0, -1, 0.5, 1e-320, 1e308, -1e308, NaN, Infinity, -Infinity, 2 ** 31, 2 ** 32, 2 ** 53, 1e21, 3, 1, 1000],
  ...[
    '',
    ' ',
    'x',
    'null',
    '1',
    '1e5',
    'placebo',
    'hamd17',
    'day1',
    '__proto__',
    'constructor',
    '\u0000',
    '\u001b]0;x\u0007',
    'a\nb',
    '=1+1',
    '<script>',
    '😀',
  ],
  ...[
    'x'.repeat(3000),
    '../../../../etc/hostname',
    '/dev/null',
    true,
    false,
    null,
    [],
    {},
    [[]],
    [{}],
    { a: 1 },
    [1, 2, 3],
    ['placebo'],
    [null],
    { '': 0 },
  ],
];

type Tree = Record<string, unknown> | unknown[];

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Every place of a tree: the tree that holds it and its key. */
function places(tree: Tree): (readonly [Tree, string])[] {
  return Object.entries(tree).flatMap(([key, value]) => [[tree, key] as const, ...(isTree(value) ? places(value) : [])]);
}

/** Texts of YAML that are no mere values, put in place of one. */
const texts = [
  ...[
    '&a [*a]',
    '*nothing',
    '!!js/function x',
    '!!binary aGk=',
    '!!set {a, b}',
    '!custom x',
    '{<<: {a: 1}}',
    '? a',
    '- a\n  - b',
    '| \n  x',
    '"\\ud800"',
    '2024-01-01',
  ],
  ...[
    '[[[[[[[[[[[[]]]]]]]]]]]]',
    `${'['.repeat(200)}${']'.repeat(200)}`,
    '{a: 1, a: 2}',
    '0o17',
    '0b1',
    '1_000',
    '.nan',
    '-.inf',
    '~',
    '1:30',
    "'",
    '"',
    '%',
    '@x',
    '`x`',
    '\tx',
  ],
];

/** Scenarios with every kind of fault, through the commands that read them. */
export async function hostileScenarios(program: BuiltProgram, cases: Cases): Promise<void> {
  const hosted = new HostedProgram(program);
  const folder = program.folder('scenarios');
  let succeeded = 0;
  const sources = readdirSync(shipped, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  const [parts, whole] = [true, false].map((part) => sources.filter((file) => /^(drugs|endpoints|evidence)/.test(file) === part));
  try {
    for (const number of cases.numbers()) {
      const draws = new Draws(cases.seed, 'scenarios', number);
      const source = draws.of(draws.chance(0.1) ? parts : whole);
      const text = changed(draws, readFileSync(join(shipped, source), 'utf8').replace(/^extends: (\.\.\/)?/m, `extends: ${shipped}`));
      writeFileSync(join(folder, 'hostile.yaml'), text);
      const words = question(draws);
      const ended = await hosted.run(words, folder);
      if (ended.exitCode === 0) succeeded++;
      const left = leftBehind(folder);
      const why = faultOf(ended, text) ?? (left.length > 0 ? `left behind: ${left.join(', ')}` : undefined);
      if (why !== undefined) cases.fail({ number, why, how: `${source}: ${words.join(' ')}\n${ended.stderr.slice(-500)}` });
    }
  } finally {
    hosted.close();
  }
  cases.notes.push(`${succeeded} ended with 0`);
}

/** A question that is answered in moments, if it is answered. */
function question(draws: Draws): string[] {
  const short = ['--replicates', '20', '--workers', '1', '--set', 'power.truthPatients=100'];
  return draws.of([
    ['validate', 'hostile.yaml', '--json'],
    ['describe', 'hostile.yaml'],
    ['power', 'hostile.yaml', '--stated', ...short],
    ['power', 'hostile.yaml', '--stated', '--json', '--report', 'report.html', ...short],
    ['power', 'hostile.yaml', '--assurance', '--set', 'uncertainty.draws=2', ...short],
    ['power', 'hostile.yaml', '--analytic'],
    ['simulate', 'hostile.yaml', '--truth', '--out', 'trials', '--report', 'trial.html'],
    ['sample-size', 'hostile.yaml', '--max', '12', ...short],
    ['compare', 'hostile.yaml', '--out', 'compared', ...short],
    ['evidence', 'hostile.yaml', '--patients', '30'],
    ['plan', 'hostile.yaml', '--replicates', '500', '--out', `plan-${draws.below(1_000_000)}`],
  ]);
}

function changed(draws: Draws, source: string): string {
  if (draws.chance(0.15)) return spoilt(draws, source);
  const tree = parse(source) as Tree;
  const alter = draws.chance(0.4) ? shift : change;
  for (let times = draws.of([1, 1, 1, 2, 3, 5]); times > 0; times--) alter(draws, tree);
  const text = stringify(tree);
  if (!draws.chance(0.15)) return text;
  const lines = text.split('\n');
  const at = draws.below(lines.length);
  lines[at] = lines[at].replace(/(:|-) .*$/, () => `: ${draws.of(texts)}`);
  return lines.join('\n');
}

/** Another number in place of one, as somebody might mean it. */
function shift(draws: Draws, tree: Tree): void {
  const all = places(tree).filter(([holder, key]) => typeof Reflect.get(holder, key) === 'number');
  if (all.length === 0) return;
  const [holder, key] = draws.of(all);
  Reflect.set(holder, key, (Reflect.get(holder, key) as number) * draws.of([0, 0.5, 0.9, 1.1, 1.5, 2, 3]));
}

function change(draws: Draws, tree: Tree): void {
  const [holder, key] = draws.of(places(tree));
  const [donor, from] = draws.of(places(tree));
  const old: unknown = Reflect.get(holder, key);
  const value = draws.chance(0.3) ? structuredClone(Reflect.get(donor, from) as unknown) : draws.of(hostile);
  if (typeof old === 'number' && draws.chance(0.7)) Reflect.set(holder, key, old * draws.of([0, 0.5, 0.9, 1.1, 2, 10, -1, 1e-9, 1e9]));
  else if (draws.chance(0.15)) Reflect.deleteProperty(holder, key);
  else if (draws.chance(0.1)) Reflect.set(holder, Array.isArray(holder) ? String(holder.length) : draws.of(['x', 'analyses', from]), value);
  else Reflect.set(holder, key, value);
}

/** Some bytes of a text changed, or a part of it left out or doubled. */
function spoilt(draws: Draws, text: string): string {
  const [from, to] = [draws.below(text.length), draws.below(text.length)].sort((a, b) => a - b);
  const part = text.slice(from, Math.min(to, from + 200));
  const noise = String.fromCharCode(...Array.from({ length: 1 + draws.below(4) }, () => draws.below(256)));
  return text.slice(0, from) + draws.of(['', part + part, noise, draws.of(texts)]) + text.slice(from + part.length);
}
