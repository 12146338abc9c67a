import type { DeclaredDrug, ShippedEndpoint } from './declared-drugs.ts';
import { yamlText } from './yaml-text.ts';

/** Orders in which a trial may give the blocker and placebo, each with its analysis. */
export const orders = {
  both: { about: 'both orders, at random', method: 'crossover-t', design: 'crossover', blockSize: 2 },
  'placebo-first': { about: 'placebo first in everybody', method: 'paired-t', design: 'paired', blockSize: 1 },
} as const;
export type Order = keyof typeof orders;

/** What may be claimed. */
export const claims = {
  blocked: 'the blocker removes the effect on the primary endpoint',
  'blocked-alone': 'the same, and it does not affect the dissociation (equivalence)',
} as const;
export type StarterClaim = keyof typeof claims;

/** Largest difference in peak dissociation that counts as none, as a share of its mean under the reference; half of it (assumed), as in the main scenario. */
const DISSOCIATION_MARGIN = 0.5;

/** A number of a starter, and where it comes from: a source key, or `assumed`. */
export interface SourcedNumber {
  readonly value: number;
  readonly source: string;
}

/** What a starter of a mechanistic trial is made of. */
export interface MechanisticAnswers {
  readonly drug: DeclaredDrug;
  readonly blocker: DeclaredDrug;
  /** Share of the drug's benefit that full blockade removes. */
  readonly blocked: SourcedNumber;
  readonly participants: SourcedNumber;
  /** Lowest HAM-D17 score at screening. */
  readonly screening: SourcedNumber;
  readonly order: Order;
  /** Days from one infusion to the next. */
  readonly washout: SourcedNumber;
  readonly endpoint: string;
  /** What the endpoint is called in texts. */
  readonly endpointLabel: string;
  /** Endpoints that shipped files declare and that the trial needs: the primary one, and those that the drug moves. */
  readonly declared: readonly ShippedEndpoint[];
  readonly visit: string;
  /** Share of patients lost between the periods. */
  readonly dropout: SourcedNumber;
  readonly claim: StarterClaim;
}

/** The shipped scenario that a starter is a variant of. */
export interface StarterBase {
  readonly name: string;
  /** Endpoints that it records, with their visits. */
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
  /** Hours of its visits from the start of the infusion. */
  readonly hours: Readonly<Record<string, number>>;
  readonly leadMinutes: number;
  /** The drug that it gives where a condition names none. */
  readonly drug: string;
}

/** A commented scenario of a drug after a blocker or placebo, as a variant of a shipped one. */
export function mechanisticStarter(base: StarterBase, answers: MechanisticAnswers): string {
  const { drug, blocker, order, participants, screening, washout, dropout, claim, blocked } = answers;
  const { design, method, blockSize, about } = orders[order];
  const share = shareOf(answers);
  const needed = [drug.file, blocker.file, ...answers.declared.map(({ file }) => file)];
  const files = [base.name, ...new Set(needed.filter((file) => file !== undefined))];
  const isAlone = claim === 'blocked-alone';
  const effect = `${blocker.name} removes the effect of ${drug.name} on ${answers.endpointLabel}`;
  const sequences =
    order === 'both'
      ? [
          ['placebo', blocker.name],
          [blocker.name, 'placebo'],
        ]
      : [['placebo', blocker.name]];
  const number = ({ value, source }: SourcedNumber, about: string): string => `${value} # ${about}; ${source}`;
  const evidence = { 'design.participants': participants, 'population.screeningMinimum': screening, 'design.washoutDays': washout };
  const sources = Object.entries({ ...evidence, [share.path]: blocked, 'missingness.betweenPeriods': dropout });
  return [
    '# A crossover trial of a drug after a blocker or placebo. Check it with: crossover-sim validate THIS_FILE',
    '# Then ask: crossover-sim power THIS_FILE. What is not said here stands in the shipped files that it extends:',
    '# crossover-sim describe THIS_FILE shows every value and its source, crossover-sim scenarios where those files are.',
    `extends: ${files.length === 1 ? files[0] : `[${files.join(', ')}]`}`,
    'replace: [analyses, claim] # these are taken from this file alone',
    `title: ${yamlText(`${capital(drug.name)} after ${blocker.name} or placebo`)}`,
    'seed: 1 # any text or number; the same seed gives the same numbers',
    '',
    'design:',
    `  participants: ${number(participants, 'patients randomised')}`,
    `  sequences: # ${about}`,
    ...sequences.map((sequence) => `    - [${sequence.map(yamlText).join(', ')}]`),
    `  blockSize: ${blockSize} # patients per permuted block`,
    `  washoutDays: ${number(washout, 'days from one dose of the drug to the next')}`,
    ...(drug.name === base.drug ? [] : [`  infusion: ${yamlText(drug.name)}`]),
    '',
    'population:',
    `  screeningMinimum: ${number(screening, 'HAM-D17 points; lowest score at screening')}`,
    '',
    '# Share of the benefit of the drug that full blockade removes. The attenuation that a trial sees is smaller: improvement without the drug is not blocked.',
    ...share.lines(`${blocked.value} # fraction; ${blocked.source}`),
    '',
    'missingness:',
    `  betweenPeriods: ${number(dropout, 'fraction of patients lost between the periods')}`,
    '',
    ...outcomeLines(base, answers),
    '',
    'analyses:',
    '  primary:',
    `    method: ${method}`,
    `    endpoint: ${answers.endpoint}`,
    `    visit: ${answers.visit}`,
    `    direction: ${directionWords(answers)}`,
    ...(isAlone ? dissociationLines(design) : []),
    '',
    'claim:',
    `  name: ${yamlText(isAlone ? `${effect} without affecting the dissociation` : effect)}`,
    `  all: [${isAlone ? 'primary, dissociation' : 'primary'}]`,
    `  holds: ${blocked.value > 0} # whether it is true of these patients`,
    '',
    'evidence: # a source key, or assumed',
    ...sources.map(([path, { source }]) => `  ${path}: ${source}`),
    ...(isAlone ? ['  analyses.dissociation.margin: assumed'] : []),
    '',
  ].join('\n');
}

/** Where the share that is blocked is set. */
function shareOf({ drug, blocker, endpoint }: MechanisticAnswers): { path: string; lines: (value: string) => string[] } {
  const target = blocker.target ?? '';
  if (drug.effects !== undefined) {
    const moved = drug.effects.includes(endpoint) || !drug.effects.includes('severity') ? endpoint : 'severity';
    const parts = ['treatments', 'drugs', drug.name, 'effects', moved, 'dependence', target];
    return { path: parts.join('.'), lines: (value) => nested(parts, value) };
  }
  if (acuteEndpoints.includes(endpoint)) {
    const parts = ['dissociation', 'opioidDependence'];
    return { path: parts.join('.'), lines: (value) => nested(parts, value) };
  }
  const short: Readonly<Record<string, string>> = { opioid: 'opioidDependence', other: 'otherDependence' };
  const parts = Object.hasOwn(short, target) ? ['response', short[target]] : ['response', 'dependence', target];
  return { path: parts.join('.'), lines: (value) => nested(parts, value) };
}

/** Nested maps of one entry each, as lines. */
function nested(parts: readonly string[], value: string): string[] {
  return parts.map((part, depth) => `${'  '.repeat(depth)}${yamlText(part)}:${depth === parts.length - 1 ? ` ${value}` : ''}`);
}

/** The direction of success, and what it means: the blocker takes away what the drug does to the endpoint. */
function directionWords(answers: MechanisticAnswers): string {
  if (!isRating(answers)) return 'greater # success only if patients are worse under the blocker';
  return answers.drug.lowers?.includes(answers.endpoint) === true
    ? 'greater # success only if the drug lowers it less under the blocker'
    : 'less # success only if the drug raises it less under the blocker';
}

/** Whether the primary endpoint follows what the drug does to it, and not severity: it is then rated in the hours after the drug. */
function isRating({ endpoint, declared }: Pick<MechanisticAnswers, 'endpoint' | 'declared'>): boolean {
  return acuteEndpoints.includes(endpoint) || declared.some(({ name, isScale }) => name === endpoint && !isScale);
}

/** The endpoint of the program whose ratings follow what is in the body. */
export const acuteEndpoints: readonly string[] = ['cadss'];

/** The primary endpoint's visits where they are not the inherited ones; what nothing here reads is taken away. */
function outcomeLines({ outcomes, hours, leadMinutes }: StarterBase, answers: MechanisticAnswers): string[] {
  const { endpoint, claim, washout } = answers;
  const latest = 24 * washout.value - leadMinutes / 60; // a visit is before the next pretreatment
  const pattern = isRating(answers) ? outcomes.cadss : Object.values(outcomes)[0];
  const inherited = outcomes[endpoint] as readonly string[] | undefined;
  const visits = (inherited ?? pattern).filter((visit) => hours[visit] < latest);
  const isInherited = inherited !== undefined && visits.length === inherited.length;
  const isNeeded = (name: string): boolean => name === endpoint || (name === 'cadss' && claim === 'blocked-alone');
  const unneeded = Object.keys(outcomes).filter((name) => !isNeeded(name));
  const own = isInherited ? [] : [`  ${endpoint}:`, `    visits: [${visits.join(', ')}]`];
  const removed = unneeded.map((name) => `  ${name}: null # not recorded`);
  // What the drug moves has to be declared; it is recorded for its own sake.
  const beside = answers.declared.flatMap(({ name }) =>
    name === endpoint ? [] : [`  ${name}:`, `    visits: [${outcomes.cadss.join(', ')}]`, '    exploratory: true'],
  );
  return own.length + beside.length + removed.length === 0 ? [] : ['outcomes:', ...own, ...beside, ...removed];
}

function dissociationLines(design: string): string[] {
  return [
    '  dissociation: # the highest CADSS is the same: two one-sided tests',
    '    method: tost',
    ...(design === 'crossover' ? [] : [`    design: ${design}`]),
    '    endpoint: cadss',
    '    visit: peak',
    `    margin: ${DISSOCIATION_MARGIN} # half of the mean under the reference; assumed`,
    '    marginUnit: share-of-reference # a loss of all dissociation lies outside',
  ];
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
