import { oppositeDirections } from '../../power/characteristics/opposite-directions.ts';
import { analyticPower, type AnalyticPower } from '../../power/closed-form/analytic-power.ts';
import type { Study } from '../../study/study.ts';
import { studyTitle } from '../../report/sentences/study-title.ts';
import { folded, foldedTable } from '../../report/text/fold.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import { ExitError } from '../terminal/command-failure.ts';
import { documentText, oneOrCells, provenance } from '../results/result-document.ts';
import { printedLayout } from '../terminal/terminal.ts';

/**
 * `power --analytic`: exact power of every analysis, or why there is none, on stdout.
 * @throws CommandFailure (4) when no analysis of a scenario has a formula
 */
export function printAnalytic(loaded: readonly LoadedStudy[], json: boolean): void {
  const answers = loaded.map(({ study, hash }) => {
    const powers = powersOf(study);
    const known = powers.flatMap(([name, exact]) => ('power' in exact ? [name] : []));
    return { study, hash, powers, opposite: oppositeDirections(study, known) };
  });
  const documents = answers.map(({ study, hash, powers, opposite }) => ({
    ...provenance({ study, hash }),
    participants: study.trial.design.participants,
    ...(byItself(study) === undefined ? {} : { note: byItself(study) }),
    ...(opposite.length === 0 ? {} : { notes: opposite }),
    analyses: Object.fromEntries(
      powers.map(([name, exact]) => [name, 'power' in exact ? { analyticPower: exact.power } : { noFormula: exact.reason }]),
    ),
  }));
  if (json) process.stdout.write(documentText(oneOrCells(documents)));
  else for (const answer of answers) process.stdout.write(`${analyticText(answer)}\n\n`);
  const without = answers.filter(({ powers }) => powers.every(([, exact]) => 'reason' in exact)).map(({ study }) => study.name);
  if (without.length > 0) {
    throw new ExitError(4, `${without.join(', ')}: no analysis has a formula; leave --analytic out to simulate`);
  }
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
  readonly opposite: readonly string[];
}

function analyticText({ study, powers, opposite }: AnalyticAnswer): string {
  const rows = powers.map(([name, exact]) => [
    name,
    study.analyses[name].method,
    'power' in exact ? exactWords(exact.power) : '–',
    'power' in exact ? '' : exact.reason,
  ]);
  const { columns } = printedLayout();
  const head = `${study.trial.design.participants} participants; exact power by formula, nothing simulated`;
  const left = byItself(study);
  const notes = [...opposite, ...(left === undefined ? [] : [left])].map((note) => folded(note, columns));
  const none = powers.some(([, exact]) => 'reason' in exact);
  const header = ['analysis', 'method', 'exact power', ...(none ? ['why none'] : [])];
  const table = foldedTable([header, ...rows.map((row) => row.slice(0, header.length))], columns);
  return [folded(studyTitle(study), columns), head, '', table, ...(notes.length === 0 ? [] : ['', ...notes])].join('\n');
}

/** An exact power to six decimals, and less than can be seen in them as such. */
function exactWords(power: number): string {
  return power < 0.000_000_5 ? '< 0.000001' : power.toFixed(6);
}
