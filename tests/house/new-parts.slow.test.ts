import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'crossover-sim-parts-'));

/** A part that is added: a new file, and one list in which it takes a word or two. */
interface Part {
  readonly file: string;
  readonly text: string;
  readonly list: string;
  readonly edits: readonly (readonly [before: string, after: string])[];
}

const parts: Readonly<Record<string, Part>> = {
  method: {
    file: 'src/analysis/methods/paired-log-t.ts',
    text: `import type { AnalysisMethod } from '../analysis-method.ts';
import { meanLogOnePlusRatio } from '../estimand.ts';
import { PairedContrast } from '../estimators/paired-contrast.ts';
import { bindContrast } from '../estimators/t-estimate.ts';
import { pairsCode, printCode } from '../r-code/data.ts';

const options = {} as const;

/** Paired t test of log(1 + response). */
export const pairedLogT: AnalysisMethod<typeof options> = {
  kind: 'paired-log-t',
  label: 'paired t test of logarithms',
  phrase: 'a paired t test of logarithms',
  outcomeType: 'continuous',
  scope: 'visit',
  options,
  nullHypothesis: 'difference',
  judgedBy: 't',
  cost: 'fast',
  detailLabels: { logarithms: 'logarithms compared' },
  pairing: () => 'paired',
  estimand: () => meanLogOnePlusRatio,
  bind: (question) => bindContrast(question, new LogContrast(question, { of: Math.log1p, magnitude: 0 })),
  rCode: () => \`cells$y <- log1p(cells$y)\\n\${pairsCode}test <- t.test(b, a, paired = TRUE)\\n\${printCode({ estimate: 'mean(b - a)' })}\`,
};

class LogContrast extends PairedContrast {
  override details(): Record<string, unknown> {
    return { logarithms: this.tally.complete };
  }
}
`,
    list: 'src/analysis/methods/index.ts',
    edits: [
      [
        "import { pairedT } from './paired-t.ts';",
        "import { pairedLogT } from './paired-log-t.ts';\nimport { pairedT } from './paired-t.ts';",
      ],
      ["  'non-inferiority': nonInferiority,", "  'non-inferiority': nonInferiority,\n  'paired-log-t': pairedLogT,"],
    ],
  },
  scale: {
    file: 'src/outcomes/scales/qids.ts',
    text: `import type { Scale, ScaleItem } from './scale.ts';

const item = (name: string, difficulty: number): ScaleItem => ({ name, maximum: 3, difficulty, step: 1.5 });

/** Quick Inventory of Depressive Symptomatology. Difficulties and steps are assumed. */
export const qids: Scale<'qids', 'qids2'> = {
  name: 'qids',
  label: 'Quick Inventory of Depressive Symptomatology, total',
  shortLabel: 'QIDS',
  unit: 'points',
  hasResponse: true,
  remission: { cutOff: 5, source: 'assumed' },
  items: ['sleep', 'sad mood', 'appetite', 'concentration', 'self-view', 'suicide', 'interest', 'energy', 'slowing'].map((name, i) => item(name, i / 5)),
  subscales: [{ name: 'qids2', label: 'QIDS, 2 core items', shortLabel: 'QIDS-2', items: [2, 7] }],
  equating: [[0, 0], [7, 5], [52, 27]],
  errorRatio: 0.6,
  source: 'assumed',
};
`,
    list: 'src/outcomes/scales/index.ts',
    edits: [
      ["import { madrs } from './madrs.ts';", "import { madrs } from './madrs.ts';\nimport { qids } from './qids.ts';"],
      ['scales = { hamd17, madrs }', 'scales = { hamd17, madrs, qids }'],
    ],
  },
  table: {
    file: 'src/data-files/writing/periods-given.ts',
    text: `import { dataTable, subjectColumn, subjectName, trialColumn } from './data-table.ts';

/** One row per subject: in how many periods treatment was given. */
export const periodsGiven = dataTable({
  file: 'periods-given.csv',
  columns: [trialColumn, subjectColumn, { name: 'periods', label: 'Periods given', unit: 'periods', type: 'integer' }],
  rows: ({ data: { subjectCount, periodCount, treatment } }, trial) =>
    Array.from({ length: subjectCount }, (_, subject) => [
      trial,
      subjectName(subject),
      treatment.subarray(subject * periodCount, (subject + 1) * periodCount).filter((code) => code >= 0).length,
    ]),
});
`,
    list: 'src/data-files/writing/tables.ts',
    edits: [
      [
        "import { participantFlow } from './participant-flow.ts';",
        "import { participantFlow } from './participant-flow.ts';\nimport { periodsGiven } from './periods-given.ts';",
      ],
      ['participantFlow];', 'participantFlow, periodsGiven];'],
    ],
  },
  command: {
    file: 'src/cli/commands/scales.ts',
    text: `import { scaleTotals } from '../../outcomes/scales/index.ts';
import { defineCommand } from '../arguments/define-command.ts';

export const scalesCommand = defineCommand({
  usage: 'scales',
  summary: 'the scales of depression',
  examples: [['scales', 'which scales there are']],
  run() {
    process.stdout.write(\`\${scaleTotals.map(({ name }) => name).join(' ')}\\n\`);
  },
});
`,
    list: 'src/cli/shell/commands-by-name.ts',
    edits: [
      [
        "  schema: async () => (await import('../commands/schema.ts')).schemaCommand,",
        "  schema: async () => (await import('../commands/schema.ts')).schemaCommand,\n  scales: async () => (await import('../commands/scales.ts')).scalesCommand,",
      ],
    ],
  },
};

/** A trial of one order only, with a run-in on the new scale, analysed by the new method and by what the new scale makes possible. */
const scenario = `extends: scenarios/williams-2018.yaml
name: parts
design:
  sequences: [[placebo, naltrexone]]
  enrichment: {condition: placebo, endpoint: qids, visit: day3}
outcomes:
  qids: {visits: [baseline, day1, day3, day7]}
  qids2: {visits: [baseline, day1]}
analyses:
  ratio: {method: paired-log-t, endpoint: hamd17, visit: day1}
  response: {method: mcnemar, endpoint: qids, visit: day1, measure: responder}
  remission: {method: mcnemar, endpoint: qids, visit: day7, measure: remission}
  lasting: {method: mcnemar, endpoint: qids, visit: sustained}
  core: {method: wilcoxon, endpoint: qids2, visit: day1, measure: change}
  hamd17-day1: null
  cadss-peak: null
  hamd17-day1-paired: null
  hamd17-change-day1: null
  hamd17-day1-responders: null
claim: {name: the new parts, all: [ratio, response]}
`;

/** Files below a folder that differ from the checkout's, or are not in it. */
function touched(folder: string): string[] {
  return readdirSync(join(copy, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(copy, join(entry.parentPath, entry.name)))
    .filter((path) => {
      try {
        return readFileSync(join(root, path), 'utf8') !== readFileSync(join(copy, path), 'utf8');
      } catch {
        return true;
      }
    });
}

/** Runs a command line of the copy. */
async function run(...words: string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/cli/start.ts', ...words], { cwd: copy });
  return stdout + stderr;
}

const read = (path: string): string => readFileSync(join(copy, path), 'utf8');

beforeAll(() => {
  for (const path of ['src', 'scenarios', 'package.json', 'tsconfig.json']) cpSync(join(root, path), join(copy, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  writeFileSync(join(copy, 'parts.yaml'), scenario);
});
afterAll(() => rmSync(copy, { recursive: true }));

describe('parts added from outside the tree', { timeout: 60_000 }, () => {
  it.each(Object.entries(parts))('a new %s touches its own file and one list', (_, { file, text, list, edits }) => {
    const before = touched('src');
    writeFileSync(join(copy, file), text);
    let listed = read(list);
    for (const [old, changed] of edits) {
      expect(listed).toContain(old);
      listed = listed.replace(old, changed);
    }
    writeFileSync(join(copy, list), listed);
    expect(touched('src').filter((path) => !before.includes(path))).toEqual([file, list].sort());
  });

  it('new parts are simulated, described and listed', async () => {
    expect(await run('scales')).toBe('hamd17 hamd6 hamd-suicide madrs qids qids2\n');
    expect(await run('validate', 'parts.yaml')).toContain('parts');
    await run('simulate', 'parts.yaml', '--out', 'data', '--quiet');
    expect(read('data/periods-given.csv')).toMatch(/^trial,subject,periods\r\n1,S001,\d\r\n/);
    const dictionary = read('data/dictionary.csv');
    expect(dictionary).toContain('periods-given.csv,periods,Periods given,periods,integer,');
    expect(dictionary).toContain('endpoint=qids,"Quick Inventory of Depressive Symptomatology, total",points,integer,0 to 27');
    expect(dictionary).toContain('endpoint=qids2,"QIDS, 2 core items",points,integer,0 to 6');
  });

  it('a new method and a new scale are analysed, also as yes or no, and in R', async () => {
    const analysed = await run(
      'analyze',
      'data/observations.csv',
      '--endpoint',
      'hamd17',
      '--visit',
      'day1',
      '--method',
      'paired-log-t',
      '--details',
    );
    expect(analysed).toContain('paired t test of logarithms');
    expect(analysed).toMatch(/logarithms compared +\d/);
    const inR = ['--endpoint', 'qids', '--visit', 'day1', '--method', 'mcnemar', '--measure', 'remission', '--r'];
    expect(await run('analyze', 'data/observations.csv', ...inR)).toContain('cells$y <= 5');
  });

  it('new parts have power and a report', async () => {
    const json = await run(
      'power',
      'parts.yaml',
      '--replicates',
      '40',
      '--set',
      'power.truthPatients=200',
      '--workers',
      '1',
      '--quiet',
      '--json',
      '--report',
      'report.html',
    );
    const { analyses } = JSON.parse(json.slice(json.indexOf('{'), json.lastIndexOf('}') + 1)) as {
      analyses: Record<string, { power: { value: number }; notEstimable: { count: number } }>;
    };
    expect(Object.keys(analyses)).toEqual(['ratio', 'response', 'remission', 'lasting', 'core']);
    for (const { notEstimable } of Object.values(analyses)) expect(notEstimable.count).toBe(0);
    const report = read('report.html');
    expect(report).toContain('response in QIDS on day 1');
    expect(report).toContain('a paired t test of logarithms');
  });
});
