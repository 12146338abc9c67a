import { powerLayoutShape } from '../answer-shapes.ts';
import { checkReported } from '../check-arguments.ts';
import { check } from '../../arguments/shape.ts';
import { checkStudy } from '../../study/check-study.ts';
import type { CourseRisk } from '../../power/characteristics/course-risks.ts';
import type { ExpectedBlinding } from '../../power/characteristics/expected-blinding.ts';
import { oppositeDirection } from '../../power/characteristics/analysis-notes.ts';
import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { PowerOverUncertainty } from '../../power/uncertainty/power-over-uncertainty.ts';
import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { Study } from '../../study/study.ts';
import { listWords } from '../sentences/endpoint-words.ts';
import { countWords, percentWords, powerWords, shareWords } from '../sentences/figure-words.ts';
import { answeredPower, FALSE_CLAIM, powerSentence } from '../sentences/power-sentence.ts';
import { studyTitle } from '../sentences/study-title.ts';
import { overPosteriorSentence, overUncertaintySentence } from '../sentences/uncertainty-sentence.ts';
import { variabilitySentences } from '../sentences/variability-sentences.ts';
import { trueEffectWords } from '../sentences/true-effect-words.ts';
import { DEFAULT_COLUMNS, folded, foldedTable, type TextLayout } from './fold.ts';
import { exactWords, powerDetails } from './power-details.ts';

export { FALSE_CLAIM };
export { asRunWords, notesText, unadjustedWords } from '../sentences/run-notes.ts';

/** Lines of an answer without details, and the fewest of them that its table gets. */
const MAX_LINES = 25;
const MIN_ROWS = 3;

/** How a power is laid out. */
export interface PowerLayout extends TextLayout {
  /** The command line that asks another question about the same scenario: what it is asked with, after the program's name. */
  readonly command?: ((verb: string, ...words: readonly string[]) => string) | undefined;
  /** What was solved for before the simulation, a sentence each. */
  readonly derived?: readonly string[] | undefined;
  /** The range of power over what is not known, where it was asked for. */
  readonly over?: PowerOverUncertainty | undefined;
  /** The same over the posterior of published figures. */
  readonly learned?: PowerOverUncertainty | undefined;
  /** How well the trial is expected to be blinded: among the details. */
  readonly blinding?: ExpectedBlinding | undefined;
  /** Risks of misuse at the end of every sequence: among the details. */
  readonly risks?: readonly CourseRisk[] | undefined;
  /** How the requirements were judged, as `decidedText` says it: this is then the answer, and no next question is asked. */
  readonly decided?: string | undefined;
}

/**
 * The power of a study as text for a terminal: the answer in a sentence, a row for every analysis, what could not be estimated, and the next question as a command.
 * Lines have at most 80 characters, and there are about 25 of them; with `details` everything that is known follows.
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
export function powerText(study: Study, result: PowerResult, layout: PowerLayout = {}): string {
  checkStudy('study', study);
  checkReported('result', result, study);
  check('layout', layout, powerLayoutShape);
  const { details = false, columns = DEFAULT_COLUMNS, derived = [], decided } = layout;
  const width = Math.min(columns, DEFAULT_COLUMNS);
  const prose = (lines: readonly string[]): string[] => lines.map((line) => folded(line, width));
  const above = [
    ...prose([studyTitle(study), '']),
    ...(decided === undefined ? [] : [decided, '']),
    ...prose([...answerLines(study, result, layout), '']),
  ];
  const below = prose(['', ...derived, ...runLines(result), ...directionWarnings(study, result), footer(study, result, details)]);
  const next = nextQuestion(study, result, layout);
  const room = MAX_LINES - linesOf([...above, ...below, ...next]) - 1;
  const table = analysisRows(study, result, details ? Infinity : Math.max(MIN_ROWS, room), width);
  const echo = study.trial.kind === 'gaussian' ? ['', ...variabilitySentences(study.trial).map((line) => folded(line, width))] : [];
  const fits = details || linesOf([...above, ...table, ...echo, ...below, ...next]) <= MAX_LINES;
  return [
    ...above,
    ...table,
    ...(fits ? echo : []),
    ...below,
    ...(details ? ['', powerDetails(study, result, columns, layout)] : []),
    ...next,
  ].join('\n');
}

/** The power and its range over what is not known, each a sentence, and the claim. */
function answerLines(study: Study, result: PowerResult, { over, learned, decided }: PowerLayout): string[] {
  return [
    powerSentence(study, result),
    ...(over === undefined ? [] : [overUncertaintySentence(over)]),
    ...(learned === undefined ? [] : [overPosteriorSentence(learned)]),
    ...(study.claim?.holds === false && decided === undefined ? [`${FALSE_CLAIM}.`] : []),
    ...(study.claim === undefined ? [] : [claimLine(study.claim, result.claim)]),
  ];
}

/** How many lines parts of a text take, each from its own line. */
function linesOf(parts: readonly string[]): number {
  return parts.join('\n').split('\n').length;
}

/** The claim and what it consists of, and where there is a formula its exact power. */
function claimLine({ name, all, holds }: NonNullable<Study['claim']>, result: PowerResult['claim']): string {
  const words = `claim: ${name} (${all.length === 1 ? all[0] : `${listWords(all)} in the same trial`})`;
  if (result?.analyticPower === undefined) return words;
  return `${words}; exact ${holds === false ? 'rate' : 'power'} by formula: ${exactWords(result.analyticPower, result.power)}`;
}

/** One row per analysis within a width, those of the claim first where there is no room for all. */
function analysisRows(study: Study, { analyses }: PowerResult, room: number, width: number): string[] {
  const names = Object.keys(analyses);
  const decisive = study.claim?.all ?? [];
  const shown = new Set(
    names.length <= room ? names : [...decisive, ...names.filter((name) => !decisive.includes(name))].slice(0, Math.max(1, room - 1)),
  );
  const rows = names
    .filter((name) => shown.has(name))
    .map((name) => {
      const { value, interval } = percentWords(analyses[name].power);
      return [name, `${value} %`, `${interval} %`, trueEffectWords(study.analyses[name], analyses[name])];
    });
  const more = names.length - shown.size;
  return [
    foldedTable([['analysis', rateColumn(study), '95 % interval', 'true effect'], ...rows], width),
    ...(more > 0 ? [`and ${more} more ${more === 1 ? 'analysis' : 'analyses'} with --details`] : []),
  ];
}

/**
 * What the shares of successful trials are called in the table. Where the claim is false they are no power; an analysis of such a claim may still succeed rightly (equivalence where there is no
 * effect), so that only an analysis which is the whole claim has its false-positive rate.
 */
function rateColumn({ claim, analyses }: Study): string {
  if (claim?.holds !== false) return 'power';
  return claim.all.length === 1 && Object.keys(analyses).length === 1 ? 'false-positive rate' : 'success rate';
}

/** What the trial does besides its analyses, and what could not be estimated: a line each. */
function runLines({ groupSequential, multiplicity, analyses }: PowerResult): string[] {
  const failed = Object.entries(analyses).filter(([, { notEstimable }]) => notEstimable.count > 0);
  const unknown = Object.entries(analyses).filter(([, { trueEffect }]) => trueEffect === null);
  const early = groupSequential === undefined ? undefined : percentWords(groupSequential.stopsEarly);
  const judged = multiplicity === undefined ? undefined : percentWords(multiplicity.any);
  return [
    ...(groupSequential === undefined || early === undefined
      ? []
      : [
          `Interim analyses of ${groupSequential.analysis}: ${early.value} % of trials stop early (${early.interval} %), with ${groupSequential.expectedParticipants.value?.toFixed(1) ?? '–'} participants on average.`,
        ]),
    ...(multiplicity === undefined || judged === undefined
      ? []
      : [
          `Adjusted by ${multiplicity.procedure} at ${multiplicity.alpha}: at least one of ${Object.keys(multiplicity.analyses).length} analyses succeeds in ${judged.value} % of trials (${judged.interval} %).`,
        ]),
    ...(failed.length === 0
      ? []
      : [
          `not estimable: ${failed.map(([name, { notEstimable }]) => `${name} in ${shareWords(notEstimable.share, 2)}`).join(', ')} of trials`,
        ]),
    ...(unknown.length === 0 ? [] : [`true effect not known: ${unknown.map(([name]) => name).join(', ')} (why: --details)`]),
  ];
}

/** A line for every analysis that can only succeed by an error of sign. */
function directionWarnings(study: Study, { analyses }: PowerResult): string[] {
  return Object.entries(analyses).flatMap(([name, result]) => {
    const planned = study.analyses[name];
    const { trueEffect: value, trueEffectMcse: mcse } = result;
    if (oppositeDirection(planned, { value, mcse }) === undefined) return [];
    const side = (planned.direction === 'either' ? planned.alternative : planned.direction) === 'greater' ? 'more' : 'less';
    return [`warning: power is 0 by direction: ${name} tests for ${side} than 0, the true effect is ${trueEffectWords(planned, result)}`];
  });
}

function footer({ seed }: Study, { replicates }: PowerResult, details: boolean): string {
  return `${countWords(replicates)} simulated trials, seed ${seed}${details ? '' : '; all other figures: --details'}`;
}

/** What one asks next: how many participants where the target is not surely reached, else what moves power most. */
function nextQuestion(study: Study, result: PowerResult, { command, decided }: PowerLayout): string[] {
  if (command === undefined || decided !== undefined) return [];
  const { target } = study.power;
  const falseClaim = study.claim?.holds === false;
  if (!falseClaim && answeredPower(study, result).lower < target && directionWarnings(study, result).length === 0) {
    const names = Object.keys(study.analyses);
    const which = study.claim === undefined && names.length > 1 ? ['--analysis', names[0]] : [];
    return ['', `How many participants reach a power of ${shareWords(target, 0)}?`, `  ${command('sample-size', ...which)}`];
  }
  return ['', `Which assumption moves ${falseClaim ? 'this rate' : 'power'} most?`, `  ${command('power', '--tornado')}`];
}

/** A simulated proportion with its error, or with its interval where all trials or none succeeded. */
export function proportion(power: SimulatedProportion): string {
  return powerWords(power);
}
