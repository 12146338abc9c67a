import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, describe, expect, it } from 'vitest';
import { commandNames } from '../../../src/cli/shell/commands-by-name.ts';
import { emptyFolder, run } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

/** A study of somebody else's, and the words of the main example that none of its documents may hold. */
interface OtherStudy {
  readonly yaml: string;
  readonly foreign: RegExp;
  /** Endpoint, visit, method and reference for `analyze`. */
  readonly analysis: readonly [endpoint: string, visit: string, method: string, reference: string];
  /** A parameter that `--vary` and a prior change. */
  readonly path: string;
  readonly values: string;
  /** Text that is no sentence of a document but names of the program: keys, and tables of the model's parameters with their units and sources. */
  readonly names: readonly RegExp[];
}

const prior = (path: string, low: number, high: number): string =>
  `uncertainty:\n  draws: 2\n  priors:\n    ${path}: { distribution: uniform, min: ${low}, max: ${high}, source: assumed }\n`;

const common = `
claim: { name: the drug works, all: [primary], holds: true }
power: { replicates: 60, truthPatients: 100, maxFailures: 1 }
`;

/** Rows of a text table, lines of JSON and lines of the dictionary that name a parameter of the mechanistic model by its path or a column by its name. */
const parameterRows =
  /^(design|visits|population|treatments|response|belief|dissociation|adverseEffects|craving|measurement|missingness|analyses|power)\..*$/gm;

const studies: Readonly<Record<string, OtherStudy>> = {
  'a normal model without infusions': {
    yaml: `title: Buprenorphine or placebo
model: gaussian
design: { participants: 8, sequences: [[placebo, buprenorphine], [buprenorphine, placebo]], blockSize: 2 }
gaussian: { difference: 3, sdWithin: 5, sdBetween: 5 }
missingness: { betweenPeriods: 0.1 }
analyses: { primary: { method: crossover-t }, same: { method: tost, margin: 4 } }
${prior('gaussian.difference', 2, 4)}${common}`,
    foreign: /naltrexone|ketamine|infus|tablet|pretreat|washout|opioid|dissociat|blockade|HAM-?D|CADSS|MADRS|williams|NCT0|undefined|NaN/i,
    analysis: ['score', 'outcome', 'crossover-t', 'placebo'],
    path: 'gaussian.difference',
    values: '2,4',
    // SDTM has an element between two periods, whatever the model.
    names: [/screening_hamd17/g, /\bWASHOUT 1\b|\bWASH,Washout\b/g],
  },
  'another drug after another blocker': {
    yaml: `title: Psilocybin after ketanserin or a dummy
design: { participants: 8, sequences: [[dummy, ketanserin], [ketanserin, dummy]], blockSize: 2, reference: dummy, washoutDays: 28, leadMinutes: 60, infusion: psilocybin }
visits: { day14: 300 }
treatments:
  pretreatments:
    placebo: null
    naltrexone: null
    dummy: { kind: inert }
    ketanserin: { kind: tablet, target: other, doseMg: 40, ed50Mg: 5 }
  infusions: { ketamine: null, psilocybin: { kind: ketamine, doseMgPerKg: 0.3 } }
response: { otherDependence: 1 }
analyses: { primary: { method: paired-t, endpoint: hamd17, visit: day1 }, ratings: { method: mixed-model, endpoint: cadss, visit: peak } }
${prior('response.otherDependence', 0, 1)}${common}`,
    foreign: /naltrexone|ketamine|opioid|williams|saline|midazolam|rapamycin|undefined|NaN/i,
    analysis: ['hamd17', 'day1', 'paired-t', 'dummy'],
    path: 'response.otherDependence',
    values: '0,1',
    names: [parameterRows, /"kind": "ketamine"/g, /"\w+":/g],
  },
  'a trial without HAM-D': {
    yaml: `title: An own drug, rated by MADRS and craving
design: { participants: 8, sequences: [[placebo, naltrexone], [naltrexone, placebo]], blockSize: 2, washoutDays: 28 }
visits: { day14: 300 }
outcomes:
  hamd17: null
  cadss: null
  madrs: { visits: [baseline, day1, day7] }
  craving: { visits: [baseline, day1, day7] }
analyses:
  primary: { method: crossover-t, endpoint: madrs, visit: day1 }
  change: { method: paired-t, endpoint: craving, visit: day7, measure: change }
${prior('response.benefit', 0.2, 0.4)}${common}`,
    foreign: /HAM-?D|CADSS|dissociat|undefined|NaN/i,
    analysis: ['madrs', 'day1', 'crossover-t', 'placebo'],
    path: 'response.benefit',
    values: '0.2,0.4',
    // Who enters is judged on the HAM-D17 unless the scenario says otherwise, and every document says so.
    names: [
      parameterRows,
      /\bHAM-D17 (?:of at least 20|total at screening)\b/g,
      /\bSeverity at Screening \(HAM-D17\)/g,
      /^subjects\.csv,screening_hamd17.*$/gm,
      /screening_hamd17/g,
      /"\w+":/g,
    ],
  },
};

/** Commands that write no document about a study of the user's: the page with every shipped scenario, files of jobs, the program's own evidence and schema, a starter with its own names, the main example. */
const withoutDocuments = ['explore', 'run-shard', 'status', 'submit', 'emit', 'evidence', 'learn', 'scenarios', 'init', 'schema', 'main'];
/** Options that add no document. */
const withoutAnswers = [
  ...[
    'help',
    'version',
    'force',
    'seed',
    'participants',
    'set',
    'replicates',
    'workers',
    'quiet',
    'mcse',
    'sample',
    'executor',
    'shards',
    'wait',
  ],
  ...['sbatch', 'template', 'at-once', 'resume', 'target', 'analysis', 'max', 'replicate', 'shard-trials', 'worlds', 'plan-further'],
];

/** Every way in which a study is asked about; files go to `out`. */
function questions({ analysis, path, values }: OtherStudy, file: string, world: string, out: string): readonly (readonly string[])[] {
  const [endpoint, visit, method, reference] = analysis;
  const asked = ['--endpoint', endpoint, '--visit', visit, '--method', method, '--reference', reference, '--trial', '1'];
  const middle = String(values.split(',').reduce((sum, value) => sum + Number(value) / 2, 0));
  const data = ['analyze', join(out, 'data', 'observations.csv'), ...asked];
  const lean = ['--workers', '1', '--quiet'];
  const at = (name: string): string => join(out, name);
  const gate = ['--require', 'primary=0.01', '--junit', at('junit.xml'), '--summary', at('summary.md'), '--curve', '--out', at('power')];
  const page = (name: string): string[] => ['--report', at(`${name}.html`), '--figures', at(`${name}-figures`), '--out', at(name)];
  return [
    ['validate', file],
    ['validate', file, '--json'],
    ['describe', file],
    ['describe', file, '--json'],
    ['simulate', file, '--truth', '--trials', '2', '--out', at('data'), '--report', at('trial.html'), '--figures', at('trial'), '--quiet'],
    ['simulate', file, '--format', 'csv', '--shape', 'wide', '--missed', 'rows', '--trials-in', 'folders', '--out', at('wide'), '--quiet'],
    ['simulate', file, '--syntax', 'all', '--out', at('coded'), '--quiet'],
    ['simulate', file, '--mess', '0.05', '--out', at('messed'), '--quiet'],
    ['simulate', file, '--start-date', '2025-01-31', '--recruitment-rate', '2', '--out', at('dated'), '--quiet'],
    ['simulate', file, '--format', 'adam', '--as', 'json', '--start-date', '2025-01-31', '--out', at('cdisc'), '--quiet'],
    ['simulate', file, '--format', 'sdtm', '--start-date', '2025-01-31', '--out', at('cdisc'), '--quiet'],
    data,
    [...data, '--details'],
    [...data, '--json'],
    [...data, '--r'],
    ['power', file, ...gate, '--report', at('power.html'), '--figures', at('figures'), '--protocol', at('power.md'), ...lean],
    ['power', file, '--details', ...lean],
    ['power', file, '--estimates', at('estimates.csv'), ...lean],
    ['power', file, '--json', ...lean],
    ['power', file, '--stated', ...lean],
    ['power', file, '--analytic'],
    ['power', file, '--vary', `${path}=${values}`, ...page('sweep'), ...lean],
    ['power', file, '--tornado', ...page('tornado'), ...lean],
    ['power', file, '--assurance', '--replicates', '100', ...page('assurance'), ...lean],
    ['power', file, '--learning', '--parameter', path, '--threshold', middle, '--certainty', '0.8', '--out', at('learning'), ...lean],
    ['sample-size', file, '--max', '16', '--details', '--out', at('size'), ...lean],
    ['sample-size', file, '--max', '16', '--json', ...lean],
    ['sample-size', file, '--analytic', '--max', '16'],
    ['sample-size', file, '--assurance', '--max', '16', '--replicates', '100', ...lean],
    ['compare', file, '--worlds', file, world, '--details', ...page('comparison'), ...lean],
    ['compare', file, '--worlds', file, world, '--json', ...lean],
    ['plan', file, '--out', at('plan')],
    ['plan', file, '--out', at('plan-sweep'), '--vary', `${path}=${values}`],
    ['plan', file, '--out', at('plan-tornado'), '--tornado'],
    ['plan', file, '--out', at('plan-assurance'), '--assurance', '--replicates', '100'],
    ['plan', file, '--out', at('plan-learning'), '--learning', '--parameter', path, '--threshold', middle, '--certainty', '0.8'],
    ['plan', file, '--out', at('plan-data'), '--for', 'simulate', '--trials', '2', '--truth'],
    ['merge', at('power'), '--details'],
    ['merge', at('power'), '--json'],
    [
      'report',
      at('power/power.json'),
      '--out',
      at('stored.html'),
      '--figures',
      at('stored-figures'),
      '--protocol',
      at('stored.docx'),
      ...lean,
    ],
    ['reproduce', at('power/power.json'), ...lean],
    ['reproduce', at('power/power.json'), '--json', ...lean],
  ];
}

/** What a document says: of HTML the words without the tables of parameters, their sources and the study as JSON, which are checked as names are. */
function saidIn(name: string, text: string, { names }: OtherStudy): string {
  const words = name.endsWith('.html') ? pageWords(text, names.length > 1) : text;
  return names.reduce((left, pattern) => left.replace(pattern, ''), words);
}

function pageWords(text: string, withoutTables: boolean): string {
  const { document } = parseHTML(text);
  if (withoutTables) for (const each of document.querySelectorAll('#assumptions, #reproduce details')) each.remove();
  for (const each of document.querySelectorAll('style')) each.remove();
  const labels = [...document.querySelectorAll('[aria-label]')].map((each) => each.getAttribute('aria-label') ?? '');
  return [...labels, document.documentElement.textContent ?? ''].join('\n');
}

function filesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile() && !/\.(png|shard|ndjson|docx)$/.test(name));
}

/** Lines of JSON that are numbers or keys of parameters, and JSON's own tables of parameters with their sources. */
function withoutParameters(text: string): string {
  try {
    const drop = (key: string, value: unknown): unknown =>
      ['parameters', 'evidence', 'origins', 'joint'].includes(key) ? undefined : value;
    return JSON.stringify(JSON.parse(text, drop), null, 1);
  } catch {
    return text;
  }
}

describe.each(Object.keys(studies))('%s', (title) => {
  const study = studies[title];
  const place = `study-${Object.keys(studies).indexOf(title) + 1}`;
  const out = join(folder, place);
  const file = join(folder, `${place}.yaml`);
  const world = join(folder, `${place}-null.yaml`);

  it('the documents of a study say nothing of another study', async () => {
    writeFileSync(file, study.yaml);
    writeFileSync(world, `extends: ${file}\nclaim: { holds: false }\ndesign: { participants: 10 }\n`);
    const found: string[] = [];
    const look = (name: string, text: string): void => {
      const plain = study.names.length > 1 ? withoutParameters(text) : text;
      for (const line of saidIn(name, plain, study).replaceAll(folder, '').split('\n'))
        if (study.foreign.test(line)) found.push(`${name}: ${line.trim().slice(0, 200)}`);
    };
    for (const words of questions(study, file, world, out)) {
      const { exitCode, stdout, stderr } = await run(...words);
      expect([words.join(' '), exitCode === 2 ? stderr : '']).toEqual([words.join(' '), '']);
      look(words.join(' '), stdout);
      look(words.join(' '), stderr);
    }
    // A plan keeps the user's own text.
    const own = JSON.stringify(study.yaml).slice(1, -1);
    for (const name of filesIn(out)) look(name, readFileSync(name, 'utf8').replaceAll(own, ''));
    expect(found).toEqual([]);
  });

  it('the documents of a study have no heading twice in a row', () => {
    const pages = filesIn(out).filter((name) => name.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(5);
    for (const name of pages) {
      const headings = [...parseHTML(readFileSync(name, 'utf8')).document.querySelectorAll('h1, h2, h3')].map((each) => each.textContent);
      expect(headings.filter((text, i) => i > 0 && text === headings[i - 1])).toEqual([]);
    }
  });
});

it('every command and every option that writes or prints something is asked here', async () => {
  const asked = questions(Object.values(studies)[0], 'file', 'world', 'out');
  const commands = [...new Set(asked.map(([command]) => command))];
  expect([...commands, ...withoutDocuments].sort()).toEqual([...commandNames].sort());
  for (const command of commands.filter((name) => name !== 'analyze')) {
    const { stdout } = await run(command, '--help');
    const options = [...stdout.matchAll(/^ +(?:-\w, )?--([a-z-]+)/gm)].map(([, name]) => name);
    const used = asked.filter(([name]) => name === command).flat();
    const left = options.filter((name) => !withoutAnswers.includes(name) && !used.includes(`--${name}`));
    expect([command, left.filter((name) => !['items', 'concentrations'].includes(name))]).toEqual([command, []]);
  }
});
