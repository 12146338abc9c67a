import { oppositeDirections } from '../../power/characteristics/opposite-directions.ts';
import { analyticPower, type AnalyticPower } from '../../power/closed-form/analytic-power.ts';
import { claimPower } from '../../power/closed-form/claim-power.ts';
import type { Study } from '../../study/study.ts';
import { listWords } from '../../report/sentences/endpoint-words.ts';
import { shareWords } from '../../report/sentences/figure-words.ts';
import { FALSE_CLAIM, rateName } from '../../report/sentences/power-sentence.ts';
import { studyTitle } from '../../report/sentences/study-title.ts';
import { folded, foldedTable, type TextLayout } from '../../report/text/fold.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import type { Answer } from '../results/emit-answer.ts';
import { oneOrCells, provenance, type HeadedDocument } from '../results/result-document.ts';
import { warn } from '../terminal/terminal.ts';

/** `power --analytic`: exact power of every analysis, or why there is none; a failure where no analysis of a scenario has a formula. */
export function exactPower(studies: readonly { readonly loaded: LoadedStudy }[]): Answer {
  const loaded = studies.map((each) => each.loaded);
  tellUnjudged(loaded);
  const answers = loaded.map(({ study, hash }) => {
    const powers = powersOf(study);
    const known = powers.flatMap(([name, exact]) => ('power' in exact ? [name] : []));
    return { study, hash, powers, joint: jointPower(study), opposite: oppositeDirections(study, known) };
  });
  const without = answers.filter(({ powers }) => powers.every(([, exact]) => 'reason' in exact)).map(({ study }) => study.name);
  return {
    document: oneOrCells(answers.map(documentOf)),
    timed: false,
    text: (layout) => answers.map((answer) => `${analyticText(answer, layout)}\n`).join('\n'),
    ...(without.length === 0 ? {} : { failures: `${without.join(', ')}: no analysis has a formula; leave --analytic out to simulate` }),
  };
}

/** Requirements of the scenarios are not judged by a formula. */
function tellUnjudged(loaded: readonly LoadedStudy[]): void {
  const unjudged = loaded.filter(({ scenario }) => scenario.power.require !== undefined).map(({ study }) => study.name);
  if (unjudged.length > 0) warn(`power.require of ${unjudged.join(', ')} is judged by simulation; --analytic leaves it out`);
}

/** A claim of several analyses with its exact power, or the reason why no formula gives it. */
type JointPower = { readonly name: string } & ({ readonly analyticPower: number } | { readonly noFormula: string });

/** Exact power of a claim of several analyses; undefined where the study has no such claim. */
function jointPower(study: Study): JointPower | undefined {
  const { claim } = study;
  const exact = claimPower(study);
  if (claim === undefined || claim.all.length < 2 || exact === undefined) return undefined;
  return { name: claim.name, ...('reason' in exact ? { noFormula: exact.reason } : { analyticPower: exact.power }) };
}

function documentOf({ study, hash, powers, joint, opposite }: AnalyticAnswer): HeadedDocument {
  const note = byItself(study);
  return {
    ...provenance({ study, hash }),
    participants: study.trial.design.participants,
    ...(note === undefined ? {} : { note }),
    ...(opposite.length === 0 ? {} : { notes: opposite }),
    ...(joint === undefined ? {} : { claim: joint }),
    analyses: Object.fromEntries(powers.map(([name, exact]) => [name, exactEntry(exact)])),
  };
}

/** A power by formula as documents list it, with what it takes for granted. */
function exactEntry(exact: AnalyticPower): Readonly<Record<string, unknown>> {
  if ('reason' in exact) return { noFormula: exact.reason };
  const { power, assumes, complete } = exact;
  return {
    analyticPower: power,
    ...(assumes === undefined ? {} : { assumes }),
    ...(complete === undefined ? {} : { completeParticipants: complete }),
  };
}

/** What formulas leave out of the trial as it is run; undefined where that is nothing. */
export function byItself({ interim, multiplicity }: Study): string | undefined {
  const left = [
    ...(interim === undefined ? [] : ['without its interim analyses']),
    ...(multiplicity === undefined ? [] : [`without adjustment by ${multiplicity.procedure}`]),
  ];
  return left.length === 0
    ? undefined
    : `exact power is of each analysis by itself, ${left.join(' and ')}: simulate the trial as it is run`;
}

type NamedPower = readonly [name: string, exact: AnalyticPower];

function powersOf(study: Study): NamedPower[] {
  return Object.entries(study.analyses).map(([name, planned]) => [name, analyticPower(study, planned)]);
}

interface AnalyticAnswer {
  readonly study: Study;
  readonly hash: string;
  readonly powers: readonly NamedPower[];
  readonly joint: JointPower | undefined;
  readonly opposite: readonly string[];
}

function analyticText(answer: AnalyticAnswer, { columns }: TextLayout): string {
  const { study, powers, joint, opposite } = answer;
  const rows = powers.map(([name, exact]) => [
    name,
    study.analyses[name].method,
    'power' in exact ? exactWords(exact.power) : '–',
    'power' in exact ? '' : exact.reason,
  ]);
  const together = `(${listWords(study.claim?.all ?? [])} in the same trial)`;
  const claimed =
    joint === undefined
      ? []
      : [
          'noFormula' in joint
            ? `claim: ${joint.name} ${together} has no exact power: ${joint.noFormula}`
            : `claim: ${joint.name} ${together}: ${exactWords(joint.analyticPower)}`,
        ];
  const left = byItself(study);
  const assumed = powers.flatMap(([name, exact]) =>
    'power' in exact && exact.assumes !== undefined ? [`${name} assumes: ${exact.assumes}`] : [],
  );
  const notes = [...assumed, ...opposite, ...(left === undefined ? [] : [left])].map((note) => folded(note, columns));
  const none = powers.some(([, exact]) => 'reason' in exact);
  const header = ['analysis', 'method', study.claim?.holds === false ? 'exact rate' : 'exact power', ...(none ? ['why none'] : [])];
  const table = foldedTable([header, ...rows.map((row) => row.slice(0, header.length))], columns);
  return [
    folded(studyTitle(study), columns),
    '',
    folded(exactSentence(answer), columns),
    ...claimed.map((line) => folded(line, columns)),
    '',
    table,
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ].join('\n');
}

/** The answer in one sentence: of the claim where its analyses are run as the formulas have them, else of the first analysis with a formula. */
function exactSentence({ study, powers, joint }: AnalyticAnswer): string {
  const { claim } = study;
  const only = claim?.all.length === 1 ? claim.all[0] : undefined;
  const known = powers.flatMap(([name, exact]) => ('power' in exact ? [{ name, power: exact.power }] : []));
  const asked = known.find(({ name }) => name === only) ?? known.at(0);
  const alone = byItself(study) !== undefined;
  const ofClaim = asked !== undefined && asked.name === only ? asked.power : undefined;
  const ofJoint = joint !== undefined && 'analyticPower' in joint ? joint.analyticPower : undefined;
  const claimed = alone ? undefined : (ofJoint ?? ofClaim);
  const { participants } = study.trial.design;
  const isFalse = claim?.holds === false;
  const given = (name: string, power: number): string =>
    `${name}: ${exactWords(power)} with ${participants} participants, exactly by formula; nothing is simulated.`;
  if (claimed !== undefined) return claimSentence(rateName(study), isFalse, (name) => given(name, claimed));
  if (asked === undefined) return `No analysis of this trial with ${participants} participants has a formula.`;
  return given(`${isFalse ? 'Success rate' : 'Power'} of ${asked.name}${alone ? ' by itself' : ''}`, asked.power);
}

function claimSentence(name: string, isFalse: boolean, given: (name: string) => string): string {
  return `${given(`${name.charAt(0).toUpperCase()}${name.slice(1)}`)}${isFalse ? ` ${FALSE_CLAIM}.` : ''}`;
}

/** An exact power in per cent with one decimal, and what would be rounded to none or to all as such. */
export function exactWords(power: number): string {
  if (power < 0.000_5) return '< 0.1 %';
  return power >= 0.999_5 ? '> 99.9 %' : shareWords(power);
}
