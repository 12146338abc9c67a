import type { DeclaredDrug, ShippedEndpoint } from '../../scenario/templates/declared-drugs.ts';
import { mechanisticDefaults, type MechanisticDefaults } from '../../scenario/templates/mechanistic-defaults.ts';
import { acuteEndpoints, claims, mechanisticStarter, orders, type SourcedNumber } from '../../scenario/templates/mechanistic-starter.ts';
import { choice, faultInNumber, numberIn } from './answers.ts';
import type { Answers, Question } from './questions.ts';
import { BASE, baseScenario, drugsOfFiles, endpointsOfFiles } from './shipped-declarations.ts';

/** Questions about a mechanistic trial, and the file that their answers make. */
export interface MechanisticStarter {
  readonly questions: readonly Question[];
  readonly scenarioOf: (answers: Answers) => string;
  /** What is wrong with answers that are fit by themselves, by the option that is to blame. */
  readonly faultsOf: (answers: Answers) => readonly string[];
}

/** What the answers are chosen from. */
interface Choices {
  readonly defaults: MechanisticDefaults;
  readonly declared: readonly DeclaredDrug[];
  readonly endpoints: readonly ShippedEndpoint[];
}

/** The starter of a mechanistic trial with the drugs, blockers and endpoints that the shipped files declare. */
export function mechanisticTrial(): MechanisticStarter {
  const choices = { defaults: mechanisticDefaults(BASE, baseScenario()), declared: drugsOfFiles(), endpoints: endpointsOfFiles() };
  return {
    questions: questionsOf(choices),
    scenarioOf: (answers) => scenarioOf(answers, choices),
    faultsOf: (answers) => faultsIn(choices, answers),
  };
}

/** The names of one role, each once. */
function namesOf(declared: readonly DeclaredDrug[], role: DeclaredDrug['role']): string[] {
  return [...new Set(declared.filter((each) => each.role === role).map(({ name }) => name))];
}

/** What the program itself records of what a drug moves; any other endpoint is declared by a shipped file, or by a scenario. */
const recorded: readonly string[] = ['severity', 'cadss', 'craving'];

/** The endpoints that a drug moves and no shipped file declares. */
function undeclared({ effects = [] }: DeclaredDrug, endpoints: readonly ShippedEndpoint[]): string[] {
  return effects.filter((on) => !recorded.includes(on) && !endpoints.some(({ name }) => name === on));
}

/** The endpoints that can be primary with a drug: the scales where it moves severity, and the ratings that it moves. */
function primaryEndpoints({ defaults, declared, endpoints }: Choices, drug: string): string[] {
  const chosen = declared.find(({ role, name }) => role === 'drug' && name === drug);
  const moved = chosen?.effects ?? ['severity', ...acuteEndpoints]; // the short form of ketamine
  const scales = [...Object.keys(defaults.endpoints), ...endpoints.filter(({ isScale }) => isScale).map(({ name }) => name)];
  const ratings = [...acuteEndpoints, ...endpoints.filter(({ isScale }) => !isScale).map(({ name }) => name)];
  return [...(moved.includes('severity') ? scales : []), ...ratings.filter((name) => moved.includes(name))];
}

/** An endpoint that the drug does not move, or whose effect the blocker cannot reach; a claim that contradicts it. */
function faultsIn(choices: Choices, { drug, blocker, endpoint, claim }: Answers): string[] {
  const offered = primaryEndpoints(choices, drug);
  if (!offered.includes(endpoint)) return [`--endpoint: expected what ${drug} moves (${offered.join(', ')}), got '${endpoint}'`];
  if (!acuteEndpoints.includes(endpoint)) return [];
  const named = (role: DeclaredDrug['role'], name: string): DeclaredDrug | undefined =>
    choices.declared.find((each) => each.role === role && each.name === name);
  const isShort = named('drug', drug)?.effects === undefined;
  return [
    ...(isShort && named('blocker', blocker)?.target !== 'opioid'
      ? [`--endpoint: expected another than ${endpoint}, of which ${blocker} can remove nothing, got '${endpoint}'`]
      : []),
    ...(claim === 'blocked-alone' ? [`--claim: expected blocked where ${endpoint} is the primary endpoint, got '${claim}'`] : []),
  ];
}

/** The visit at which an endpoint is usually primary: of a rating in the hours after the drug its highest value, or where the drug lowers it its mean. */
function usualVisit({ defaults, declared, endpoints }: Choices, { drug, endpoint }: Answers): string {
  const isRating = acuteEndpoints.includes(endpoint) || endpoints.some(({ name, isScale }) => name === endpoint && !isScale);
  if (!isRating) return defaults.visits[0];
  return declared.some(({ name, lowers = [] }) => name === drug && lowers.includes(endpoint)) ? 'average' : 'peak';
}

/** The question for the drug: drugs that move an endpoint that no shipped file declares cannot be had, and the fault says so. */
function drugQuestion({ declared, endpoints }: Choices): Question {
  const names = namesOf(
    declared.filter((each) => undeclared(each, endpoints).length === 0),
    'drug',
  );
  const question = choice({ name: 'drug', text: 'Which drug?', usual: names[0], source: `as in ${BASE}` }, names);
  const faultIn = (answer: string): string | undefined => {
    const out = names.includes(answer) ? undefined : declared.find((each) => each.role === 'drug' && each.name === answer);
    if (out === undefined) return question.faultIn(answer);
    const moved = undeclared(out, endpoints).join(', ');
    return `expected ${names.join(', ')}, got '${answer}', which moves ${moved}: extend ${out.file ?? BASE} in a scenario that declares this endpoint`;
  };
  return { ...question, faultIn };
}

/** What is asked, in the order of a protocol. */
function questionsOf(choices: Choices): Question[] {
  const { defaults, declared, endpoints } = choices;
  const number = (name: string, text: string, { value, source }: SourcedNumber): Question => {
    return { name, text, usual: String(value), source, faultIn: faultInNumber };
  };
  const oneOf = (name: string, text: string, names: readonly string[], source = `as in ${BASE}`): Question =>
    choice({ name, text, usual: names[0], source }, names);
  return [
    drugQuestion(choices),
    oneOf('blocker', 'Which blocker before it, against placebo?', namesOf(declared, 'blocker')),
    number('blocked', "Which share of the drug's own benefit does full blockade remove (0 to 1, or 50 %)?", defaults.blocked),
    number('participants', 'How many patients?', defaults.participants),
    number('screening', 'Who takes part: patients with depression, from which HAM-D17 score at screening?', defaults.screening),
    oneOf('sequences', 'Which sequences?', Object.keys(orders)),
    number('washout', 'How many days from one dose of the drug to the next?', defaults.washout),
    {
      ...oneOf('endpoint', 'Which primary endpoint?', [
        ...Object.keys(defaults.endpoints),
        ...acuteEndpoints,
        ...endpoints.map(({ name }) => name),
      ]),
      usual: ({ drug }) => primaryEndpoints(choices, drug)[0] ?? '',
      source: 'the first that the drug moves',
    },
    {
      ...oneOf('visit', 'At which visit, or over those of the first hours?', [...defaults.visits, 'peak', 'average']),
      usual: (before) => usualVisit(choices, before),
    },
    number('dropout', 'Which share of patients is lost between the periods (0 to 1, or 20 %)?', defaults.dropout),
    oneOf('claim', 'Which claim?', Object.keys(claims), 'assumed'),
  ];
}

/** The file that the answers make; an answer that is no name of a choice has been refused before. */
function scenarioOf(answers: Answers, { defaults, declared, endpoints }: Choices): string {
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
  const labels: Readonly<Record<string, string>> = { ...defaults.endpoints, cadss: 'CADSS' };
  const primary = endpoints.find(({ name }) => name === answers.endpoint);
  const moved = endpoints.filter(({ name, isScale }) => !isScale && name !== answers.endpoint && drug.effects?.includes(name) === true);
  return mechanisticStarter(defaults.base, {
    drug,
    blocker,
    blocked: sourced('blocked'),
    participants: sourced('participants'),
    screening: sourced('screening'),
    order: choiceOf(orders, answers.sequences),
    washout: sourced('washout'),
    endpoint: answers.endpoint,
    endpointLabel: primary?.label ?? labels[answers.endpoint] ?? answers.endpoint,
    declared: [...moved, ...(primary === undefined ? [] : [primary])],
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
