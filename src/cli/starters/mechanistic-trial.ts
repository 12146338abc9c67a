import { readScenario, type ReadResult } from '../../scenario/index.ts';
import { parseTree } from '../../scenario/document/document-tree.ts';
import { declaredDrugs, type DeclaredDrug } from '../../scenario/templates/declared-drugs.ts';
import { mechanisticDefaults, type MechanisticDefaults } from '../../scenario/templates/mechanistic-defaults.ts';
import { claims, mechanisticStarter, orders, type SourcedNumber } from '../../scenario/templates/mechanistic-starter.ts';
import { textOf } from '../files/input-file.ts';
import { locateBase, shippedNames, shippedPath } from '../files/scenario-files.ts';
import { choice, faultInNumber, numberIn } from './answers.ts';
import type { Answers, Question } from './questions.ts';

/** The shipped scenario that the file is a variant of. */
const BASE = 'williams-2018';

/** Folder of the shipped declarations of drugs. */
const DRUGS = 'drugs/';

/** Questions about a mechanistic trial, and the file that their answers make. */
export interface MechanisticStarter {
  readonly questions: readonly Question[];
  readonly scenarioOf: (answers: Answers) => string;
}

/** The starter of a mechanistic trial with the drugs and blockers that the shipped files declare. */
export function mechanisticTrial(): MechanisticStarter {
  const defaults = mechanisticDefaults(BASE, shippedScenario());
  const declared = shippedDrugs();
  return { questions: questionsOf(defaults, declared), scenarioOf: (answers) => scenarioOf(answers, defaults, declared) };
}

function shippedScenario(): Extract<ReadResult, { study: unknown }> {
  const path = shippedPath(BASE);
  const read = readScenario({ path, text: textOf(path) }, { readFile: textOf, locate: locateBase });
  if ('problems' in read) throw new Error(read.problems.map(({ text }) => text).join('\n'));
  return read;
}

/** Drugs and blockers of the base, then those of the files of drugs. */
function shippedDrugs(): DeclaredDrug[] {
  const writtenIn = (name: string): unknown => parseTree(name, textOf(shippedPath(name))).tree.value.treatments;
  const files = shippedNames().filter((name) => name.startsWith(DRUGS));
  return [...declaredDrugs(writtenIn(BASE)), ...files.flatMap((file) => declaredDrugs(writtenIn(file), file))];
}

/** The names of one role, each once. */
function namesOf(declared: readonly DeclaredDrug[], role: DeclaredDrug['role']): string[] {
  return [...new Set(declared.filter((each) => each.role === role).map(({ name }) => name))];
}

/** What a starter records of what a drug moves; any other endpoint is for a scenario to declare. */
const recorded: readonly string[] = ['severity', 'cadss', 'craving'];

/** The endpoints that a drug moves and a starter does not declare. */
function undeclared({ effects = [] }: DeclaredDrug): string[] {
  return effects.filter((on) => !recorded.includes(on));
}

/** The question for the drug: drugs that move other endpoints cannot be had, and the fault says so. */
function drugQuestion(declared: readonly DeclaredDrug[]): Question {
  const names = namesOf(
    declared.filter((each) => undeclared(each).length === 0),
    'drug',
  );
  const question = choice({ name: 'drug', text: 'Which drug?', usual: names[0], source: `as in ${BASE}` }, names);
  const faultIn = (answer: string): string | undefined => {
    const out = names.includes(answer) ? undefined : declared.find((each) => each.role === 'drug' && each.name === answer);
    if (out === undefined) return question.faultIn(answer);
    const moved = undeclared(out).join(', ');
    return `expected ${names.join(', ')}, got '${answer}', which moves ${moved}: extend ${out.file ?? BASE} in a scenario that declares this endpoint`;
  };
  return { ...question, faultIn };
}

/** What is asked, in the order of a protocol. */
function questionsOf(defaults: MechanisticDefaults, declared: readonly DeclaredDrug[]): Question[] {
  const number = (name: string, text: string, { value, source }: SourcedNumber): Question => {
    return { name, text, usual: String(value), source, faultIn: faultInNumber };
  };
  const oneOf = (name: string, text: string, names: readonly string[], source = `as in ${BASE}`): Question =>
    choice({ name, text, usual: names[0], source }, names);
  return [
    drugQuestion(declared),
    oneOf('blocker', 'Which blocker before it, against placebo?', namesOf(declared, 'blocker')),
    number('blocked', "Which share of the drug's own benefit does full blockade remove (0 to 1, or 50 %)?", defaults.blocked),
    number('participants', 'How many patients?', defaults.participants),
    number('screening', 'Who takes part: patients with depression, from which HAM-D17 score at screening?', defaults.screening),
    oneOf('sequences', 'Which sequences?', Object.keys(orders)),
    number('washout', 'How many days from one infusion to the next?', defaults.washout),
    oneOf('endpoint', 'Which primary endpoint?', Object.keys(defaults.endpoints)),
    oneOf('visit', 'At which visit?', defaults.visits),
    number('dropout', 'Which share of patients is lost between the periods (0 to 1, or 20 %)?', defaults.dropout),
    oneOf('claim', 'Which claim?', Object.keys(claims), 'assumed'),
  ];
}

/** The file that the answers make; an answer that is no name of a choice has been refused before. */
function scenarioOf(answers: Answers, defaults: MechanisticDefaults, declared: readonly DeclaredDrug[]): string {
  const named = (role: DeclaredDrug['role'], name: string): DeclaredDrug =>
    declared.find((each) => each.role === role && each.name === name) ?? { name, role };
  const isBase = (each: DeclaredDrug): boolean => each.file === undefined;
  const [drug, blocker] = [named('drug', answers.drug), named('blocker', answers.blocker)];
  // What was published about the trial of the base is no source for a trial of other drugs.
  const sourced = (name: 'participants' | 'screening' | 'washout' | 'dropout' | 'blocked'): SourcedNumber => {
    const value = numberIn(answers[name]);
    const isPublished = value === defaults[name].value && isBase(drug) && isBase(blocker);
    return { value, source: isPublished ? defaults[name].source : 'assumed' };
  };
  return mechanisticStarter(defaults.base, {
    drug,
    blocker,
    blocked: sourced('blocked'),
    participants: sourced('participants'),
    screening: sourced('screening'),
    order: choiceOf(orders, answers.sequences),
    washout: sourced('washout'),
    endpoint: answers.endpoint,
    endpointLabel: defaults.endpoints[answers.endpoint] ?? answers.endpoint,
    visit: answers.visit,
    dropout: sourced('dropout'),
    claim: choiceOf(claims, answers.claim),
  });
}

/** The name of a table that an answer is, or its first. */
function choiceOf<Table extends object>(table: Table, answer: string): keyof Table {
  const names = Object.keys(table) as (keyof Table)[];
  return names.find((name) => name === answer) ?? names[0];
}

/** The option that is to blame for a problem of a value. */
export const mechanisticOptions: Readonly<Record<string, string>> = {
  'design.participants': 'participants',
  'design.washoutDays': 'washout',
  'population.screeningMinimum': 'screening',
  'missingness.betweenPeriods': 'dropout',
  'response.opioidDependence': 'blocked',
  'response.otherDependence': 'blocked',
  'analyses.primary.visit': 'visit',
};
