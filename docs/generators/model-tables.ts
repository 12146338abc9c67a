// Writes the tables of constants into docs/model.md and the evidence table into docs/evidence.md: npm run docs:model
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { everyValue, readScenario } from '../../src/scenario/index.ts';
import { betweenMarks } from './between-marks.ts';

const MODEL = 'docs/model.md';
const EVIDENCE = 'docs/evidence.md';
const marks = (what: string): readonly [string, string] => [`<!-- ${what}: made by npm run docs:model -->`, `<!-- end of ${what} -->`];

/** Sections of a scenario whose values are constants of the model. */
const sections: Readonly<Record<string, string>> = {
  population: 'Patients',
  'treatments.pretreatments': 'Pretreatments',
  'treatments.infusions': 'Infusions',
  response: 'Antidepressant response',
  belief: 'Belief and expectancy',
  dissociation: 'Dissociation',
  adverseEffects: 'Adverse effects',
  craving: 'Craving',
  measurement: 'Measurement',
  missingness: 'Missing data',
};

/** Every constant of the main scenario's model as Markdown tables, section by section. */
export function constantTables(): string {
  const path = 'scenarios/williams-2018.yaml';
  const readFile = (name: string): string => readFileSync(name, 'utf8');
  const read = readScenario({ path, text: readFile(path) }, { readFile });
  if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
  const values = everyValue(read.study, read.origins);
  return Object.entries(sections)
    .map(([section, title]) => {
      const rows = values
        .filter((value) => value.path.startsWith(`${section}.`))
        .map(({ path: at, value, parameter, source, reference = source }) => {
          const unit = 'unit' in parameter ? parameter.unit : '';
          return `| \`${at}\` | ${String(value).replaceAll('|', ' ')} | ${unit} | ${reference} | ${parameter.about.replaceAll('|', ' ')} |`;
        });
      return [
        `### ${title}`,
        '',
        '| value of `williams-2018.yaml` | | unit | source | meaning |',
        '| --- | --- | --- | --- | --- |',
        ...rows,
      ].join('\n');
    })
    .join('\n\n');
}

/** What `crossover-sim evidence` prints. */
function evidenceOutput(): string {
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/cli.ts', 'evidence', '--quiet'], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return `\`\`\`text\n${stdout.trim()}\n\`\`\``;
}

if (process.argv[1]?.endsWith('model-tables.ts') === true) {
  writeFileSync(MODEL, betweenMarks(readFileSync(MODEL, 'utf8'), marks('constants'), constantTables()));
  writeFileSync(EVIDENCE, betweenMarks(readFileSync(EVIDENCE, 'utf8'), marks('evidence table'), evidenceOutput()));
}
