import { squared } from '../../elementary/index.ts';
import type { CourseRisk } from '../../power/characteristics/course-risks.ts';
import type { FurtherFigures } from '../../power/characteristics/further-figures.ts';
import type { AnalysisResult, PowerResult } from '../../power/characteristics/power-result.ts';
import { wilsonInterval } from '../../statistics/intervals/proportion-interval.ts';
import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { Study } from '../../study/study.ts';
import { countWords, effectWords, figureWords, optionalWords, powerWords, shareWords } from '../sentences/figure-words.ts';
import { notesText, unadjustedWords } from '../sentences/run-notes.ts';
import { estimandLines } from '../protocol/estimand-lines.ts';
import { expectedBlindingText } from './blinding-text.ts';
import { folded, foldedTable } from './fold.ts';
import { interimText, multiplicityText } from './interim-text.ts';

/** Everything else that is known of a study's power: operating characteristics, interim analyses, why analyses failed, participant flow. @param columns  width of the text */
export function powerDetails(study: Study, result: PowerResult, columns: number, further: FurtherFigures = {}): string {
  const results = Object.entries(result.analyses);
  const exact = results.some(([, { analyticPower }]) => analyticPower !== undefined);
  const unadjusted = results.some(([, { unadjustedPower }]) => unadjustedPower !== undefined);
  const rows = results.map(([name, each]) => [
    name,
    study.analyses[name].method,
    ...characteristics(each, result.replicates, exact, unadjusted),
  ]);
  const prose = [
    ...results.flatMap(([name, each]) => failures(name, each, result.replicates)),
    ...notesText(result),
    flow(result),
    '',
    'power: share of simulated trials in which the analysis succeeds; MCSE: Monte-Carlo standard error; true effect: from potential outcomes, comparator minus reference',
    ...(unadjusted ? [unadjustedWords(study)] : []),
    ...(exact ? ['exact power: by formula (noncentral t, Owen’s Q); in brackets how far the simulated power lies from it'] : []),
    'type S and type M error: among significant results, share with the wrong sign, and mean size relative to the true effect',
  ];
  return [
    foldedTable(
      [
        [
          'analysis',
          'method',
          'power ± MCSE',
          ...(unadjusted ? ['by itself ± MCSE'] : []),
          ...(exact ? ['exact power'] : []),
          ...['true effect', 'bias ± MCSE', 'empirical SE', 'model SE', 'coverage ± MCSE', 'type S error', 'type M error'],
        ],
        ...rows,
      ],
      columns,
    ),
    '',
    ...(result.groupSequential === undefined ? [] : [interimText(result.groupSequential, columns), '']),
    ...(result.multiplicity === undefined ? [] : [multiplicityText(result.multiplicity, columns), '']),
    ...prose.map((line) => folded(line, columns)),
    '',
    ...estimandLines(study).map((line) => folded(line, columns, '      ')),
    ...(further.blinding === undefined ? [] : ['', expectedBlindingText(further.blinding, columns)]),
    ...riskLines(further.risks ?? [], columns),
  ].join('\n');
}

function characteristics(result: AnalysisResult, replicates: number, exact: boolean, unadjusted: boolean): string[] {
  return [
    powerWords(result.power),
    ...(unadjusted ? [result.unadjustedPower === undefined ? '–' : powerWords(result.unadjustedPower)] : []),
    ...(exact ? [exactPower(result)] : []),
    effectWords(result.trueEffect, result.empiricalSe),
    figureWords(result.bias, 2),
    optionalWords(result.empiricalSe, 2),
    optionalWords(result.modelSe, 2),
    coverage(result, replicates),
    optionalWords(result.signError, 3),
    optionalWords(result.exaggeration, 2),
  ];
}

/** Coverage with its error; with its 95 % interval where all intervals or none hold the truth. */
function coverage({ coverage: found, notEstimable }: AnalysisResult, replicates: number): string {
  const { value, mcse } = found;
  const intervals = replicates - notEstimable.count;
  if (value === null || intervals < 1 || mcse === null || mcse > 0) return figureWords(found, 3);
  const { lower, upper } = wilsonInterval(Math.round(value * intervals), intervals);
  return `${value.toFixed(3)} (${lower.toFixed(3)} to ${upper.toFixed(3)})`;
}

/** Power by formula, and how many Monte-Carlo standard errors the simulated one lies from it. */
function exactPower({ analyticPower, power: asRun, unadjustedPower, notEstimable }: AnalysisResult): string {
  if (analyticPower === undefined) return '–';
  const power = unadjustedPower ?? asRun;
  return notEstimable.count === 0 ? exactWords(analyticPower, power) : exactFigure(analyticPower);
}

/** Power by formula, and in brackets how many Monte-Carlo standard errors the simulated one lies from it. */
export function exactWords(exact: number, power: SimulatedProportion): string {
  const trials = power.mcse > 0 ? (power.value * (1 - power.value)) / squared(power.mcse) : 0;
  const error = Math.sqrt((exact * (1 - exact)) / trials);
  const away = trials > 0 && error > 0 ? ` (${figureWords({ value: (power.value - exact) / error, mcse: null }, 1)} MCSE)` : '';
  return `${exactFigure(exact)}${away}`;
}

function exactFigure(exact: number): string {
  return exact < 0.000_05 ? '< 0.0001' : exact.toFixed(4);
}

function failures(name: string, { notEstimable, singular }: AnalysisResult, replicates: number): string[] {
  const lines = Object.entries(notEstimable.reasons).map(
    ([reason, count]) => `not estimable: ${name} in ${countWords(count)} trials (${shareWords(count / replicates, 2)}): ${reason}`,
  );
  if (singular > 0) lines.push(`singular fits: ${name} in ${shareWords(singular, 2)} of trials`);
  return lines;
}

function flow({ flow: { screened, screenFailures, randomised, perPeriod, completed } }: PowerResult): string {
  const periods = perPeriod.map((count, period) => `period ${period + 1} ${count.toFixed(1)}`).join(' → ');
  return `participants per trial: screened ${screened.toFixed(1)} (failed ${screenFailures.toFixed(1)}) → randomised ${randomised.toFixed(1)} → ${periods} → completed ${completed.toFixed(1)}`;
}

/** Risks of misuse and dependence at the end of every sequence, as a table; nothing where none is recorded. */
function riskLines(risks: readonly CourseRisk[], columns: number): string[] {
  if (risks.length === 0) return [];
  const names = Object.keys(risks[0].risks);
  const rows = risks.map(({ sequence, risks: own }) => [sequence, ...names.map((name) => powerWords(own[name]))]);
  return [
    '',
    folded('risk at the end of each sequence, if every participant followed it to its end (± Monte-Carlo standard error)', columns),
    foldedTable([['sequence', ...names], ...rows], columns),
  ];
}
