import type { Cell } from '../../data-files/writing/data-table.ts';
import {
  learningCells,
  learningDraws,
  learningInquiry,
  type CandidateDesign,
  type LearningRow,
} from '../../learning/value/learning-inquiry.ts';
import { withValues } from '../../learning/with-values.ts';
import { withAnswer, type Inquiry } from '../../power/common-random-numbers/inquiry.ts';
import type { Override } from '../../power/uncertainty/sweep.ts';
import { learningText } from '../../report/study-value-text.ts';
import { scenarioHash, uncertainValues, uncertaintyOf } from '../../scenario/index.ts';
import { unknownName } from '../../scenario/document/finding.ts';
import { studyOf } from '../../scenario/resolved/study-of.ts';
import { checkStudy } from '../../study/check-study.ts';
import type { Study } from '../../study/study.ts';
import { loadVariants } from '../arguments/load-variants.ts';
import { tellWarnings, type LoadedStudy, type StudyArguments } from '../arguments/load-study.ts';
import { warnOfKnown } from './assurance.ts';
import { settingsOf, toSetOptions } from '../arguments/vary.ts';
import type { Answer } from '../results/emit-answer.ts';
import { headOf, provenance } from '../results/result-document.ts';
import type { PlannedQuestion } from '../shards/planned-question.ts';
import type { PosedQuestion, QuestionCell } from '../shards/question-plan.ts';
import { usageError } from '../terminal/exit-error.ts';

/** What learning is asked with. */
export interface LearningArguments extends StudyArguments {
  readonly scenario: readonly string[];
  readonly vary?: readonly string[] | undefined;
  readonly sample?: string | undefined;
  readonly parameter?: string | undefined;
  readonly threshold?: number | undefined;
  readonly certainty?: number | undefined;
}

/** The parameter that is asked about, and how sure a conclusion is, unless said otherwise. */
const [PARAMETER, CERTAINTY] = ['response.opioidDependence', 0.9];

/** `power --learning`: what a trial of each design is expected to teach about a parameter. @throws ExitError (2) with every problem at once */
export function posedLearning(argv: LearningArguments): PosedQuestion {
  const { parameter = PARAMETER, threshold, certainty = CERTAINTY } = argv;
  const loaded = argv.scenario.flatMap((path) => {
    const [{ study }] = loadVariants(path, argv, [{}], 'varied');
    const settings = argv.vary === undefined ? [{}] : settingsOf(argv.vary, argv.sample, study.seed);
    return loadVariants(path, argv, settings, 'varied').map((one, position) => ({ set: settings[position], one }));
  });
  tellWarnings(
    loaded.map(({ one }) => one),
    { withoutAnalyses: true },
  );
  for (const { one } of loaded) warnOfKnown(one);
  const problems = loaded.flatMap(({ one }) => problemsOf(one, parameter, threshold));
  if (!(certainty > 0.5 && certainty < 1)) problems.push(`--certainty: expected a probability between 0.5 and 1, got ${certainty}`);
  if (problems.length > 0) throw usageError([...new Set(problems)].join('\n'));
  const designs = loaded.map(({ set, one }) => ({ ...candidate(one, set), hash: one.hash, origins: one.origins }));
  return {
    question: { kind: 'learning', parameter, threshold: threshold ?? null, certainty, designs },
    cells: designs.flatMap((design, place) => learningCells(design, studiesAt(loaded[place].one, argv, learningDraws(design), design.set))),
  };
}

function candidate({ study, scenario }: LoadedStudy, set: Override): CandidateDesign {
  const uncertainty = uncertaintyOf(scenario);
  if (uncertainty === undefined) throw new RangeError('the scenario does not say what is not known');
  return { study, set, uncertainty, isSample: scenario.uncertainty?.joint?.sample === true };
}

/** Why a scenario cannot be asked about a parameter. */
function problemsOf({ path, scenario }: LoadedStudy, parameter: string, threshold: number | undefined): string[] {
  const uncertainty = uncertaintyOf(scenario);
  if (uncertainty === undefined)
    return [`${path} uncertainty: expected a section with priors or a posterior, got none; --learning needs to know what is not known`];
  const drawn = new Map(
    uncertainty.joint?.flatMap(({ set }) => Object.keys(set)).map((each) => [each, uncertainty.joint?.map(({ set }) => set[each])]),
  );
  const varying = [
    ...[...drawn].filter(([, values]) => new Set(values).size > 1).map(([each]) => each),
    ...uncertainty.parameters.filter(({ prior }) => prior.distribution !== 'point').map((each) => each.path),
  ];
  if (!varying.includes(parameter)) return [`--parameter: ${unknownName(`a parameter that is uncertain in ${path}`, parameter, varying)}`];
  const known = uncertainValues(scenario).find((value) => value.path === parameter)?.parameter;
  if (threshold === undefined || known === undefined || (threshold > known.min && threshold < known.max)) return [];
  return [`--threshold: expected a number between ${known.min} and ${known.max}, the bounds of ${parameter}, got ${threshold}`];
}

/**
 * The study of a scenario at every draw. A scenario is read again for the first one only: where putting its values in place gives the same study, that is done for all.
 * @throws ExitError (2) if a draw contradicts itself
 */
function studiesAt(
  { path, scenario, study, solved }: LoadedStudy,
  argv: StudyArguments,
  draws: readonly Override[],
  set: Override,
): Study[] {
  const again = { ...argv, varied: [...(argv.varied ?? []), ...toSetOptions(set)] };
  const [{ study: first }] = loadVariants(path, again, draws.slice(0, 1), 'set');
  const placed = draws.map((draw) => ({ ...study, trial: studyOf(withValues(scenario, draw as Readonly<Record<string, number>>)).trial }));
  if (solved !== undefined || JSON.stringify(first.trial) !== JSON.stringify(placed[0].trial))
    return loadVariants(path, again, draws, 'set').map((one) => one.study);
  placed.forEach((each, draw) => {
    try {
      checkStudy('study', each);
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
      throw usageError(`${path} uncertainty: with ${toSetOptions(draws[draw]).join(', ')}: ${error.message}`);
    }
  });
  return placed;
}

/** The answer to a question about learning from the figures of its trials. */
export function learningAnswer(question: Extract<PlannedQuestion, { kind: 'learning' }>, cells: readonly QuestionCell[]): Inquiry<Answer> {
  const { designs, parameter, certainty } = question;
  const threshold = question.threshold ?? undefined;
  return withAnswer(learningInquiry(designs, cells, { parameter, certainty, threshold }), (rows) => {
    const documents = rows.map(({ set, study, value, threshold: at, draws, trialsPerDraw }, place) => ({
      set,
      ...provenance({ study, hash: scenarioHash(study) }),
      participants: study.trial.design.participants,
      threshold: at,
      draws,
      trialsPerDraw,
      ...value,
      study,
      origins: designs[place].origins,
    }));
    return {
      name: 'learning',
      document: { ...headOf(documents), learning: { parameter, certainty, cells: documents } },
      table: { name: 'learning', rows: rowsOf(rows, parameter) },
      text: (layout) => learningText(rows, { parameter, certainty }, layout),
    };
  });
}

/** One row per design: tidy. */
function rowsOf(rows: readonly LearningRow[], parameter: string): Cell[][] {
  const paths = [...new Set(rows.flatMap(({ set }) => Object.keys(set)))];
  const both = (name: string): string[] => [name, `${name}_mcse`];
  return [
    [
      ...['scenario', ...paths, 'participants', 'parameter', 'prior_mean'],
      ...['prior_sd', 'posterior_sd', 'reduction', 'width90'].flatMap(both),
      ...['threshold', 'prior_above', ...['right', 'wrong', 'none'].flatMap(both)],
    ],
    ...rows.map(({ set, study, threshold, value: { prior, posteriorSd, reduction, width90, conclusion } }) => [
      ...[study.name, ...paths.map((path) => String(set[path] ?? '')), study.trial.design.participants, parameter, prior.mean],
      ...[prior.sd, posteriorSd, reduction, width90].flatMap(({ value, mcse }) => [value, mcse]),
      ...[threshold, prior.above, ...Object.values(conclusion).flatMap(({ value, mcse }) => [value, mcse])],
    ]),
  ];
}
