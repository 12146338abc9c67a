import { oppositeDirections } from '../../power/characteristics/opposite-directions.ts';
import { analyticPower, type AnalyticPower } from '../../power/closed-form/analytic-power.ts';
import { claimPower } from '../../power/closed-form/claim-power.ts';
import type { Study } from '../../study/study.ts';
import { studyTitle } from '../../report/sentences/study-title.ts';
import { textTable } from '../../text/text-table.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import { ExitError } from '../terminal/command-failure.ts';
import { documentText, oneOrCells, provenance } from '../results/result-document.ts';

/**
 * `power --analytic`: exact power of every analysis, or why there is none, on stdout.
 * @throws CommandFailure (4) when no analysis of a scenario has a formula
 */
export function printAnalytic(loaded: readonly LoadedStudy[], json: boolean): void {
  const answers = loaded.map(({ study, hash }) => {
    const powers = powersOf(study);
    const known = powers.flatMap(([name, exact]) => ('power' in exact ? [name] : []));
    return { study, hash, powers, joint: jointPower(study), opposite: oppositeDirections(study, known) };
  });
  const documents = answers.map(({ study, hash, powers, joint, opposite }) => ({
    ...provenance({ study, hash }),
    participants: study.trial.design.participants,
    ...(byItself(study) === undefined ? {} : { note: byItself(study) }),
    ...(opposite.length === 0 ? {} : { notes: opposite }),
    ...(joint === undefined ? {} : { claim: joint }),
    ...(joint === undefined ? {} : { claim: joint }),
    analyses: Object.fromEntries(powers.map(([name, exact]) => [name, exactEntry(exact)])),
  }));
  if (json) process.stdout.write(documentText(oneOrCells(documents)));
  else for (const answer of answers) process.stdout.write(`${analyticText(answer)}\n\n`);
  const without = answers.filter(({ powers }) => powers.every(([, exact]) => 'reason' in exact)).map(({ study }) => study.name);
  if (without.length > 0) {
    throw new ExitError(4, `${without.join(', ')}: no analysis has a formula; leave --analytic out to simulate`);
  }
}

/** Exact power of a claim of two analyses; undefined where there is none. */
function jointPower(study: Study): { readonly name: string; readonly analyticPower: number } | undefined {
  const exact = study.claim !== undefined && study.claim.all.length > 1 ? claimPower(study) : undefined;
  return study.claim === undefined || exact === undefined || 'reason' in exact
    ? undefined
    : { name: study.claim.name, analyticPower: exact.power };
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
  readonly powers: readonly NamedPower[];
  readonly joint: { readonly name: string; readonly analyticPower: number } | undefined;
  readonly opposite: readonly string[];
}

function analyticText({ study, powers, joint, opposite }: AnalyticAnswer): string {
  const rows = powers.map(([name, exact]) => [
    name,
    study.analyses[name].method,
    'power' in exact ? exact.power.toFixed(6) : '–',
    'power' in exact ? '' : exact.reason,
  ]);
  const head = `${studyTitle(study)}\n${study.trial.design.participants} patients randomised · exact power by formula, nothing simulated\n${joint === undefined ? '' : `claim: ${joint.name}\n  exact power ${joint.analyticPower.toFixed(6)} (all of: ${study.claim?.all.join(', ') ?? ''})\n`}\n`;
  const left = byItself(study);
  const assumed = powers.flatMap(([name, exact]) =>
    'power' in exact && exact.assumes !== undefined ? [`${name} assumes: ${exact.assumes}`] : [],
  );
  const notes = [...assumed, ...opposite, ...(left === undefined ? [] : [left])].map((note) => `\n${note}`).join('');
  return `${head}${textTable([['analysis', 'method', 'exact power', 'why none'], ...rows])}${notes === '' ? '' : `\n${notes}`}`;
}
