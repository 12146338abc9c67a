import { withAnswer, type Inquiry } from '../../power/common-random-numbers/inquiry.ts';
import { isRefused, possibleRanges, tornadoInquiry, type StudyAt, type TornadoOutcome } from '../../power/uncertainty/run-tornado.ts';
import { rangesByShare, rangesOfPosterior, rangesOfPriors, type TornadoRanges } from '../../power/uncertainty/tornado-ranges.ts';
import type { TornadoBar } from '../../power/uncertainty/tornado.ts';
import { studyTitle } from '../../report/sentences/study-title.ts';
import { tornadoSentence, tornadoText } from '../../report/text/tornado-text.ts';
import { scenarioHash, uncertaintyOf, uncertainValues, type ResolvedScenario } from '../../scenario/index.ts';
import { tellWarnings, type StudyArguments } from '../arguments/load-study.ts';
import { toSetOptions, rangesOf } from '../arguments/vary.ts';
import type { Answer } from '../results/emit-answer.ts';
import { provenance } from '../results/result-document.ts';
import type { KeptScenario, PlannedQuestion } from '../shards/planned-question.ts';
import type { PosedQuestion, QuestionCell } from '../shards/question-plan.ts';
import { ExitError, notEstimable, usageError } from '../terminal/exit-error.ts';
import { loadAndKeep, loadKept } from './kept-scenario.ts';

/** What a tornado is asked with. */
export interface TornadoArguments extends StudyArguments {
  readonly scenario: readonly string[];
  readonly vary?: readonly string[] | undefined;
}

/** `power --tornado`: every uncertain parameter to its low and high, over the same trials, and where power falls below the target. @throws ExitError (2) where the scenario can take none of the ranges */
export function posedTornado(argv: TornadoArguments): PosedQuestion {
  const [path, ...others] = argv.scenario;
  if (others.length > 0) throw usageError(`--tornado: expected one scenario, got ${argv.scenario.length}`);
  const { loaded, kept } = loadAndKeep(path, argv);
  tellWarnings([loaded]);
  const { study, origins } = loaded;
  const { ranges, from } = rangesFor(loaded.scenario, argv.vary);
  const possible = possibleRanges(ranges, studyAt(kept));
  if (isRefused(possible, argv.vary !== undefined)) throw usageError(possible.refused.join('\n'));
  const { ends, refused } = possible;
  const known = ends.map(({ range }) => ({ ...range, assumed: Number.isNaN(range.assumed) ? null : range.assumed }));
  return {
    question: { kind: 'tornado', from, ranges: known, refused, scenario: kept },
    cells: [{ study, origins }, ...ends.flatMap(({ low, high }) => [{ study: low }, { study: high }])],
  };
}

/** The answer to a tornado from the runs of its cells: the study, and both ends of every range. */
export function tornadoAnswer(
  { ranges, refused, from, scenario }: Extract<PlannedQuestion, { kind: 'tornado' }>,
  cells: readonly QuestionCell[],
): Inquiry<Answer> {
  const [own, ...studies] = cells;
  const ends = ranges.map((range, i) => ({
    range: { ...range, assumed: range.assumed ?? NaN },
    low: studies[2 * i].study,
    high: studies[2 * i + 1].study,
  }));
  return withAnswer(tornadoInquiry(own.study, { ends, refused, from }, studyAt(scenario)), (outcome) => answerFrom(own, outcome));
}

function answerFrom({ study, origins }: QuestionCell, outcome: TornadoOutcome): Answer {
  if (outcome.status === 'refused') throw usageError(outcome.reasons.join('\n'));
  if (outcome.status === 'not-estimable')
    throw notEstimable([...(outcome.where === 'study' ? [studyTitle(study)] : []), ...outcome.reasons].join('\n'));
  const { answer } = outcome;
  const hash = scenarioHash(study);
  return {
    name: 'tornado',
    document: { ...provenance({ study, hash }), tornado: { ...answer, sentence: tornadoSentence(answer) }, study, origins },
    table: { name: 'tornado', rows: rowsOf(answer.bars) },
    text: (layout) => tornadoText(study, answer, layout),
    report: { question: { kind: 'tornado', answer }, study, hash, origins },
  };
}

/** Reads the scenario with one value changed, or says why it cannot be had. */
function studyAt(scenario: KeptScenario): StudyAt {
  const known = new Map<string, ReturnType<StudyAt>>();
  return (parameter, value) => {
    const changes = toSetOptions({ [parameter]: value });
    const [change] = changes;
    const study = known.get(change) ?? changed(scenario, changes);
    known.set(change, study);
    return study;
  };
}

function changed(scenario: KeptScenario, changes: readonly string[]): ReturnType<StudyAt> {
  try {
    return loadKept(scenario, changes).study;
  } catch (error) {
    if (error instanceof ExitError) return `${error.message.split('\n')[0]} (with ${changes.join(', ')})`;
    throw error;
  }
}

/** The ranges asked for, else those of the scenario's priors, else a quarter to either side of every number of the model. */
function rangesFor(scenario: ResolvedScenario, vary: readonly string[] | undefined): TornadoRanges {
  const known = uncertainValues(scenario);
  if (vary !== undefined) {
    const ranges = rangesOf(vary).map(({ path, from, to }) => {
      const value = known.find((each) => each.path === path);
      return { path, unit: value?.parameter.unit ?? '', assumed: value?.value ?? NaN, low: from, high: to };
    });
    return { from: 'as asked with --vary', ranges };
  }
  const uncertainty = uncertaintyOf(scenario);
  if (uncertainty?.joint !== undefined && scenario.uncertainty?.posterior !== undefined) return rangesOfPosterior(known, uncertainty);
  return uncertainty !== undefined && uncertainty.parameters.length > 0
    ? rangesOfPriors(known, uncertainty.parameters)
    : rangesByShare(known);
}

function rowsOf(bars: readonly TornadoBar[]): (string | number)[][] {
  return [
    ['path', 'unit', 'assumed', 'low', 'power_low', 'power_low_mcse', 'high', 'power_high', 'power_high_mcse', 'swing', 'swing_mcse'],
    ...bars.map(({ path, unit, assumed, low, high, swing }) => [
      ...[path, unit, assumed, low.value, low.power.value, low.power.mcse],
      ...[high.value, high.power.value, high.power.mcse, swing.value, swing.mcse],
    ]),
  ];
}
