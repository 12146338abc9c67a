import {
  adverseEventsTable,
  csvText,
  dictionaryText,
  guessesTable,
  items,
  observations,
  participantFlow,
  subjects,
  truthTable,
} from '../../src/data-files/index.ts';
import {
  compileTrial,
  derivedFigures,
  estimatePower,
  readScenario,
  rootKey,
  scenarioHash,
  STREAM_VERSION,
  type ConditionFigures,
} from '../../src/index.ts';
import { drawsOf, replayTrial } from '../../src/power/index.ts';
import { starterScenario, uncertaintyOf, type ReadResult } from '../../src/scenario/index.ts';
import { formulaFigures } from './formula-figures.ts';

/** What one engine makes of one case: the text of a result or of data files, of which every engine must give the same bytes. */
export interface CaseText {
  readonly name: string;
  readonly text: string;
}

/** Reads a scenario file by its path from the root of the repository. */
type ReadFile = (path: string) => string;

/** Replicates and participants of the true effect: few, because one of the engines is emulated and ten to twenty times as slow. */
const SMALL = ['power.replicates=6', 'power.truthPatients=100', 'power.maxFailures=1'];

/** HAM-D17 at four visits after each infusion, by every covariance of the repeated-measures model. */
const REPEATED = `
extends: scenarios/williams-2018.yaml
name: repeated-measures
analyses:
  differences: { method: mmrm, endpoint: hamd17, visit: day1, visits: [day1, day3, day7, day14], direction: greater }
  periods: { method: mmrm, covariance: unstructured, endpoint: hamd17, visit: day1, visits: [day1, day7], direction: greater }
  nested: { method: mmrm, covariance: subject-period, endpoint: hamd17, visit: day1, visits: [day1, day3, day7], direction: greater }
claim: { name: worse on average, all: [differences] }
design: { participants: 24 }
`;

/** Gaussian scores with missing data, by the mixed model. */
const MIXED = `
extends: scenarios/gaussian-textbook.yaml
name: mixed-model
analyses:
  crossover-t: null
  paired-t: null
  equivalence: null
  kenward-roger: { method: mixed-model, df: kenward-roger }
  satterthwaite: { method: mixed-model, df: satterthwaite }
claim: { name: the treatments differ, all: [kenward-roger] }
missingness: { betweenPeriods: 0.15 }
`;

const questions = [
  'psilocybin-ketanserin',
  'mdma-after-ssri',
  'placebo-analgesia',
  'esketamine-naltrexone',
  'buprenorphine-naltrexone',
].map((name) => `questions/${name}`);

const ITEMS = ['measurement.mode=items'];

/** Every case, by name: what it computes, from the files of the repository. Only what the library exports, so that it runs wherever JavaScript does. */
const cases: Readonly<Record<string, (readFile: ReadFile) => string>> = {
  'williams-2018': (files) => powerText(shipped(files, 'williams-2018', SMALL)),
  'williams-2018, item by item': (files) => powerText(shipped(files, 'williams-2018-registered', [...SMALL, ...ITEMS])),
  'four conditions, mixed model': (files) => powerText(shipped(files, 'designs/four-condition', SMALL)),
  'normal scores, mixed model': (files) => powerText(own(files, MIXED, SMALL)),
  'normal scores, one t test': (files) =>
    powerText(own(files, starterScenario({ participants: 24, difference: 3, sd: 5 }), ['power.replicates=500'])),
  'normal scores, three analyses': (files) => powerText(shipped(files, 'gaussian-textbook', ['power.replicates=200'])),
  'repeated measures': (files) => powerText(own(files, REPEATED, SMALL)),
  'course of infusions': (files) => powerText(shipped(files, 'courses/six-infusions', ['power.replicates=2', 'power.truthPatients=100'])),
  'interim analysis': (files) => powerText(shipped(files, 'designs/group-sequential', SMALL)),
  'CSV of williams-2018': (files) => csvFiles(shipped(files, 'williams-2018', []), 3),
  'CSV of items': (files) => csvFiles(shipped(files, 'williams-2018-registered', ITEMS), 1),
  'CSV of normal scores': (files) => csvFiles(shipped(files, 'gaussian-textbook', []), 3),
  'CSV of other drugs': (files) => questions.map((name) => csvFiles(shipped(files, name, ['design.participants=8']), 1)).join(''),
  'concentrations and effects': (files) =>
    json(['williams-2018', 'rapamycin-control', 'depot-naltrexone', ...questions].map((name) => pharmacology(shipped(files, name, [])))),
  'concentrations in a trial': (files) => json(replayTrial(shipped(files, 'williams-2018', []).study, 0).medication),
  'draws from priors': priorsText,
  'distributions, bounds, exact power': () => json(formulaFigures()),
};

/** Names of the cases, in the order of the table. */
export const caseNames: readonly string[] = Object.keys(cases);

/**
 * The text of every case on the engine that runs this.
 * @param readFile  gives the text of a scenario file for its path from the root of the repository
 */
export function engineCases(readFile: ReadFile): CaseText[] {
  return Object.entries(cases).map(([name, make]) => ({ name, text: make(readFile) }));
}

type ReadScenario = Exclude<ReadResult, { readonly problems: unknown }>;

function own(readFile: ReadFile, text: string, set: readonly string[]): ReadScenario {
  const read = readScenario({ path: 'case.yaml', text }, { readFile, set });
  if ('problems' in read) throw new Error(read.problems.map((problem) => problem.text).join('\n'));
  return read;
}

const shipped = (readFile: ReadFile, name: string, set: readonly string[]): ReadScenario =>
  own(readFile, `extends: scenarios/${name}.yaml\nname: ${name.replace('/', '-')}\n`, set);

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A result as a results folder keeps it, without the engine. */
function powerText({ study }: ReadScenario): string {
  const head = { scenario: { name: study.name, hash: scenarioHash(study) }, seed: study.seed, streamVersion: STREAM_VERSION };
  return json({ ...head, ...estimatePower(study), study });
}

/** Every file that `simulate --truth` writes, and `items.csv` where there are items, one after another under its name. */
function csvFiles({ study }: ReadScenario, trials: number): string {
  const key = rootKey(study.seed);
  const generator = compileTrial(study.trial, key, 'all', true);
  const truth = truthTable(study.trial, key, (trial) => trial - 1);
  const tables = [
    observations,
    subjects,
    adverseEventsTable(study.trial, key, (trial) => trial - 1),
    participantFlow,
    guessesTable(study.trial),
    items,
    truth,
  ];
  const texts = tables.map((table) => csvText([table.header]));
  for (let trial = 1; trial <= trials; trial++) {
    generator.generate(trial - 1);
    tables.forEach((table, i) => (texts[i] += csvText(table.rows(generator, trial))));
  }
  return [...tables.map(({ file }, i) => `${file}\n${texts[i]}`), dictionaryText([], tables, study.trial.kind)].join('');
}

/** What drugs do to the typical participant, with all digits: scores are whole numbers, and hide the last digits of what they are rated from. */
function pharmacology({ study }: ReadScenario): readonly ConditionFigures[] {
  if (study.trial.kind === 'gaussian') throw new Error(`${study.name} has no drugs`);
  return derivedFigures(study.trial);
}

function priorsText(readFile: ReadFile): string {
  const { scenario, study } = shipped(readFile, 'williams-2018', []);
  const uncertainty = uncertaintyOf(scenario);
  if (uncertainty === undefined) throw new Error('williams-2018 has no priors');
  return json(drawsOf({ ...uncertainty, draws: 50 }, study.seed));
}
