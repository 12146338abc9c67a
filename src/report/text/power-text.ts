import type { AnalysisResult, PowerResult } from '../../power/characteristics/power-result.ts';
import type { SimulatedFigure, SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { Study } from '../../study/study.ts';
import { interimText, multiplicityText } from './interim-text.ts';
import { variabilitySentences } from '../sentences/variability-sentences.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { textTable } from '../../text/text-table.ts';

/** What is said of a rate of the claim where `claim.holds` is false: more participants would not make it power. */
export const FALSE_CLAIM = 'The claim is false in this scenario: this is a false-positive rate, not power';

/**
 * Operating characteristics as text for a terminal: the answer first, every simulated figure with its Monte-Carlo standard error.
 *
 * @example
 * ```ts
 * import { estimatePower } from 'crossover-sim/power';
 * import { powerText } from 'crossover-sim/report';
 * import { readStudy, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 200 });
 * powerText(study, estimatePower(study)); // → 'My crossover trial…'
 * ```
 */
export function powerText(study: Study, result: PowerResult): string {
  const names = Object.keys(result.analyses);
  const lines = [
    studyTitle(study),
    `${result.participants} patients randomised · ${grouped(result.replicates)} simulated trials · seed ${study.seed}`,
    ...(study.trial.kind === 'gaussian' ? variabilitySentences(study.trial) : []),
    '',
  ];
  if (result.claim) {
    lines.push(
      `claim: ${result.claim.name}`,
      `  made in ${proportion(result.claim.power)} of trials (all of: ${study.claim?.all.join(', ') ?? ''})`,
      ...(result.claim.analyticPower === undefined ? [] : [`  exact power: ${exactWords(result.claim.analyticPower, result.claim.power)}`]),
      ...(study.claim?.holds === false ? [`  ${FALSE_CLAIM}`] : []),
      '',
    );
  }
  const exact = names.some((name) => result.analyses[name].analyticPower !== undefined);
  const unadjusted = names.some((name) => result.analyses[name].unadjustedPower !== undefined);
  lines.push(
    textTable([
      [
        'analysis',
        'method',
        'power ± MCSE',
        '95 % interval',
        ...(unadjusted ? ['by itself ± MCSE'] : []),
        ...(exact ? ['exact power'] : []),
        'true effect',
        'bias ± MCSE',
        'empirical SE',
        'model SE',
        'coverage',
        'sign error',
        'exaggeration',
      ],
      ...names.map((name) => analysisRow(name, study.analyses[name].method, result.analyses[name], exact, unadjusted)),
    ]),
    '',
    ...(result.groupSequential === undefined ? [] : [interimText(result.groupSequential), '']),
    ...(result.multiplicity === undefined ? [] : [multiplicityText(result.multiplicity), '']),
    ...names.flatMap((name) => failures(name, result.analyses[name], result.replicates)),
    ...notesText(result),
    flow(result),
    '',
    'power: share of trials in which the analysis succeeds · MCSE: Monte-Carlo standard error · true effect: from potential outcomes, comparator minus reference',
    ...(unadjusted ? [unadjustedWords(study)] : []),
    ...(exact ? ['exact power: by formula (noncentral t, Owen’s Q); in brackets how far the simulated power lies from it'] : []),
    'sign error, exaggeration: among significant results, share with the wrong sign and mean size relative to the truth',
  );
  return lines.join('\n');
}

/** What must be known of each analysis to read its figures, one line each. */
export function notesText({ analyses }: PowerResult): string[] {
  return Object.entries(analyses).flatMap(([name, { notes = [] }]) => notes.map((note) => `${name}: ${note}`));
}

/** What the power of an analysis is, and what it is by itself, in a trial with interim analyses or with analyses judged together. */
export function unadjustedWords(study: Pick<Study, 'interim' | 'multiplicity'>): string {
  return `${asRunWords(study)} · by itself: at its own alpha on all participants; true effect, bias and what follows are of that estimate`;
}

/** What the power of an analysis is in such a trial. */
export function asRunWords({ interim, multiplicity }: Pick<Study, 'interim' | 'multiplicity'>): string {
  const run = [
    ...(interim === undefined
      ? []
      : [
          `with its interim analyses (${interim.analysis} succeeds by its stopping boundaries, the others in the participants randomised when the trial stops)`,
        ]),
    ...(multiplicity === undefined ? [] : [`after adjustment by ${multiplicity.procedure} (${multiplicity.analyses.join(', ')})`]),
  ].join(' and ');
  return `power, the claim and requirements are of the trial as it is run, ${run}`;
}

/** A simulated proportion with its error. */
export function proportion({ value, mcse }: SimulatedProportion): string {
  return `${value.toFixed(3)} ± ${mcse.toFixed(mcse < 0.0005 ? 4 : 3)}`;
}

function analysisRow(name: string, method: string, result: AnalysisResult, exact: boolean, unadjusted: boolean): string[] {
  return [
    name,
    method,
    proportion(result.power),
    `${result.power.lower.toFixed(3)}–${result.power.upper.toFixed(3)}`,
    ...(unadjusted ? [result.unadjustedPower === undefined ? '–' : proportion(result.unadjustedPower)] : []),
    ...(exact ? [exactPower(result)] : []),
    optional(result.trueEffect, 2),
    figure(result.bias, 2),
    optional(result.empiricalSe, 2),
    optional(result.modelSe, 2),
    figure(result.coverage, 3),
    optional(result.signError, 3),
    optional(result.exaggeration, 2),
  ];
}

/** Power by formula, and how many Monte-Carlo standard errors the simulated one lies from it. */
function exactPower({ analyticPower, power: asRun, unadjustedPower, notEstimable }: AnalysisResult): string {
  if (analyticPower === undefined) return '–';
  const power = unadjustedPower ?? asRun;
  return notEstimable.count === 0 ? exactWords(analyticPower, power) : analyticPower.toFixed(4);
}

/** Power by formula and in brackets how many Monte-Carlo standard errors the simulated one lies from it. */
function exactWords(exact: number, power: SimulatedProportion): string {
  const trials = power.mcse > 0 ? (power.value * (1 - power.value)) / power.mcse ** 2 : 0;
  const error = Math.sqrt((exact * (1 - exact)) / trials);
  const away = trials > 0 && error > 0 ? ` (${((power.value - exact) / error).toFixed(1)} MCSE)` : '';
  return `${exact.toFixed(4)}${away}`;
}

function figure({ value, mcse }: SimulatedFigure, digits: number): string {
  return value === null || mcse === null
    ? '–'
    : `${value.toFixed(digits)} ± ${mcse.toFixed(mcse > 0 && mcse < 0.5 * 10 ** -digits ? digits + 1 : digits)}`;
}

function optional(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}

function failures(name: string, { notEstimable, singular }: AnalysisResult, replicates: number): string[] {
  const lines = Object.entries(notEstimable.reasons).map(
    ([reason, count]) => `not estimable: ${name} in ${grouped(count)} trials (${((100 * count) / replicates).toFixed(2)} %): ${reason}`,
  );
  if (singular > 0) lines.push(`singular fits: ${name} in ${(100 * singular).toFixed(2)} % of trials`);
  return lines;
}

function flow({ flow: { screened, screenFailures, randomised, perPeriod, completed } }: PowerResult): string {
  const periods = perPeriod.map((count, period) => `period ${period + 1} ${count.toFixed(1)}`).join(' → ');
  return `patients per trial: screened ${screened.toFixed(1)} (failed ${screenFailures.toFixed(1)}) → randomised ${randomised.toFixed(1)} → ${periods} → completed ${completed.toFixed(1)}`;
}

function grouped(count: number): string {
  return count.toLocaleString('en-US').replaceAll(',', ' ');
}
