import { methodNamed } from '../../analysis/index.ts';
import type { PlannedAnalysis, Study } from '../../index.ts';
import { replayReplicates, replayTrial, type PicturedTrial, type ReplicateEstimate } from '../../power/index.ts';
import { flowFigure, patientFigures, swimmerFigure, type Figure } from '../../report/index.ts';
import { drawn } from './drawn.ts';
import type { TrialAnalysis, TrialAsked, TrialView } from './messages.ts';

/** One trial of the run made again, the last one where the run has fewer: its patients in the pictures of the report, and what every analysis gave. */
export function showTrial(study: Study, { replicate: asked, participant, picture }: TrialAsked): TrialView {
  const replicate = Math.min(asked, study.power.replicates - 1);
  const trial = replayTrial(study, replicate);
  const figures = figuresOf(study, participant === undefined ? trial : onlyOne(trial, participant));
  const shown = figures.find(({ name }) => name === picture) ?? figures.at(0);
  return {
    replicate,
    participants: trial.patients,
    level: study.power.level,
    analyses: replayReplicates(study, replicate, 1).map((found) => analysisIn(study, found)),
    pictures: figures.map(({ name, title }) => [name, title] as const),
    picture: shown === undefined ? undefined : drawn(shown),
  };
}

function figuresOf(study: Study, trial: PicturedTrial): Figure[] {
  const endpoints = [...new Set(Object.values(study.analyses).map(({ endpoint }) => endpoint))];
  const swimmers = endpoints.filter((endpoint) => trial.courses[endpoint] !== undefined).map((each) => swimmerFigure(study, trial, each));
  return [...patientFigures(study, trial), ...swimmers, flowFigure(trial.flow)];
}

/** The trial with the scores and guesses of one participant; the flow and the pharmacology stay those of all. @param participant  from 1 */
function onlyOne(trial: PicturedTrial, participant: number): PicturedTrial {
  const { guesses } = trial;
  const isOwn = ({ subject }: { readonly subject: number }): boolean => subject === participant - 1;
  const own = Object.entries(trial.courses).map(([endpoint, courses]) => [endpoint, courses.filter(isOwn)]);
  return {
    ...trial,
    name: `${trial.name}, participant ${participant}`,
    courses: Object.fromEntries(own) as PicturedTrial['courses'],
    withdrawals: trial.withdrawals.filter(({ patient }) => patient === participant),
    ...(guesses === undefined
      ? {}
      : { guesses: { ...guesses, answers: guesses.answers.filter(isOwn), beliefs: guesses.beliefs.filter(isOwn) } }),
  };
}

function analysisIn({ analyses, claim, multiplicity, interim }: Study, found: ReplicateEstimate): TrialAnalysis {
  const { analysis, pValue, success, failure, deciding } = found;
  const number = (value: number): string => String(Number(value.toPrecision(3)));
  const { estimate, lower, upper } = deciding ?? found;
  const range = Number.isNaN(lower) ? (deciding === undefined ? 'none' : 'not bounded') : `${number(lower)} to ${number(upper)}`;
  // What decides against margins has a level of its own, which the head of the table does not say.
  const words =
    deciding === undefined
      ? `${number(estimate)} (${range})`
      : `${deciding.of === 'effect' ? '' : `${deciding.of} `}${number(estimate)} (${number(100 * deciding.level)} % interval ${range})`;
  const p = Number.isNaN(pValue) ? '' : `; p = ${pValue < 0.0001 ? pValue.toExponential(1) : pValue.toFixed(4)}`;
  const decided = multiplicity?.analyses.includes(analysis) === true || interim !== undefined;
  return {
    analysis,
    claimed: claim?.all.includes(analysis) === true,
    success,
    found: failure === '' ? `${words}${p}` : 'not estimable',
    why: success ? '' : failure === '' ? whyNot(analyses[analysis], found, decided) : failure,
  };
}

function whyNot(planned: PlannedAnalysis, { estimate, pValue }: ReplicateEstimate, decided: boolean): string {
  const { alpha, direction, method, options, reference } = planned;
  const { nullHypothesis, margins } = methodNamed(method);
  if (pValue > alpha && nullHypothesis === 'difference') return `p is above ${alpha}`;
  if (pValue > alpha) {
    const { stated = [NaN, NaN], unit } = margins?.(options) ?? {};
    const isShare = unit !== undefined;
    const signed = (value: number): string =>
      `${Number((isShare ? 100 * value : value).toPrecision(6))}${isShare ? ' %' : ''}`.replace('-', '−');
    const of = isShare ? ` of the mean under ${reference}` : '';
    const [lower, upper] = stated.map(signed);
    const shown =
      nullHypothesis === 'equivalence' ? `lie within the margins ${lower} to ${upper}${of}` : `be within the margin of ${upper}${of}`;
    return `not shown to ${shown}: p is above ${alpha}`;
  }
  if ((direction === 'greater' && estimate <= 0) || (direction === 'less' && estimate >= 0))
    return `the estimate is not ${direction} than 0`;
  return decided ? 'not after the interim analyses or the adjustment for multiplicity' : `the null hypothesis is not rejected at ${alpha}`;
}
