import { methodNames } from '../../analysis/index.ts';
import { describedStudy, type DescribedValue, type LocatedDiagnostic, type ReadResult } from '../../scenario/index.ts';
import { labelOf } from './label.ts';
import type { Field, FieldValue, Reading, Remark } from './messages.ts';
import { OWN_FILE } from './open-scenario.ts';
import { sectionsOf } from './sections.ts';
import { wrongFields } from './wrong-fields.ts';

type Read = Exclude<ReadResult, { readonly problems: unknown }>;

/** Values that everybody sees, in their order; `*` is any name. The others are folded. */
const basics = [
  'design.participants',
  'design.sequences',
  'design.washoutDays',
  'treatments.pretreatments.*.doseMg',
  'treatments.infusions.*.doseMgPerKg',
  'response.opioidDependence',
  'dissociation.opioidDependence',
  'response.benefit',
  'response.expectancy',
  'gaussian.difference',
  'gaussian.sdWithin',
  'gaussian.sdBetween',
  'gaussian.carryover',
  'missingness.betweenPeriods',
  'analyses.*.margin',
  'power.alpha',
  'power.target',
  'power.replicates',
  'seed',
].map((pattern) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`));

const placeAmongBasics = (path: string): number => basics.findIndex((pattern) => pattern.test(path));

function fieldOf({ path, value, parameter, unit, source, origin }: DescribedValue): Field {
  const base = { path, label: labelOf(path, unit), about: parameter.about, unit, value, source, origin, default: parameter.default };
  const place = { section: path.split('.')[0], basic: placeAmongBasics(path) >= 0 };
  if (parameter.kind === 'choice') return { ...base, ...place, kind: 'choice', options: parameter.options };
  if (parameter.kind === 'switch') return { ...base, ...place, kind: 'switch' };
  if (typeof value !== 'number') return { ...base, ...place, kind: 'text' };
  const { min, max, integer = false } = parameter;
  return { ...base, ...place, kind: 'number', min, max, integer };
}

function remarkOf({ place, path, message, text }: LocatedDiagnostic): Remark {
  return { path, message, text, ...(place.source === OWN_FILE && place.line !== undefined ? { line: place.line } : {}) };
}

/** What is no number of the model and can be changed all the same: sequences, the methods of the analyses, the seed. */
function otherFields({ study, scenario }: Read): Field[] {
  const field = (path: string, about: string, value: FieldValue, kind: Field['kind'], options?: readonly string[]): Field => ({
    ...{ path, label: labelOf(path), about, unit: '', value, default: '', source: '', origin: '', kind },
    ...{ section: path.split('.')[0], basic: placeAmongBasics(path) >= 0 },
    ...(options === undefined ? {} : { options }),
  });
  return [
    field('design.sequences', 'Conditions of a patient in their order; | stands between sequences', scenario.design.sequences, 'sequences'),
    field('seed', 'Every random number comes from it: the same seed gives the same trials', study.seed, 'line'),
    ...Object.entries(study.analyses).map(([name, { method }]) =>
      field(`analyses.${name}.method`, 'Method of the analysis', method, 'choice', methodNames),
    ),
  ];
}

/** What names an analysis, in words, by the name of the analysis. */
function heldBy({ study, scenario }: Read): Readonly<Record<string, string>> {
  const { require: required } = scenario.power;
  const held = (names: readonly string[], words: string) => names.map((name) => [name, words] as const);
  return Object.fromEntries([
    ...held(typeof required === 'object' ? Object.keys(required) : [], 'required power (power.require)'),
    ...held(study.interim === undefined ? [] : [study.interim.analysis], 'interim analyses (interim)'),
    ...held(study.multiplicity?.analyses ?? [], 'adjustment for multiplicity (multiplicity)'),
    ...held(study.claim?.all ?? [], 'claim (claim.all)'),
  ]);
}

/** What a page shows of a scenario that was read: every value that the study reads as a field, the basic ones first, or the problems. @param text  that was read, of which the values come that have problems */
export function readingOf(read: ReadResult, text = ''): Reading {
  if ('problems' in read) {
    const problems = read.problems.map(remarkOf);
    return { problems, warnings: [], fields: wrongFields(problems, text), title: '', sections: [], methods: methodNames, tables: [] };
  }
  const fields = [...otherFields(read), ...describedStudy(read.study, read.origins).map(fieldOf)];
  const basic = fields.filter((field) => field.basic).sort((a, b) => placeAmongBasics(a.path) - placeAmongBasics(b.path));
  const { title, trial } = read.study;
  const tables = [
    'observations.csv',
    'subjects.csv',
    'adverse-events.csv',
    'participant-flow.csv',
    ...(trial.kind === 'mechanistic' ? ['guesses.csv'] : []),
  ];
  return {
    problems: [],
    warnings: read.warnings.map(remarkOf),
    fields: [...basic, ...fields.filter((field) => !field.basic)],
    title,
    sections: sectionsOf(trial.kind),
    methods: methodNames,
    tables,
    held: heldBy(read),
  };
}
