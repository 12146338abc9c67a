import type { Study } from '../study/study.ts';
import { check, type Shape } from '../arguments/shape.ts';
import { checkResult } from '../power/check-arguments.ts';
import { checkStudy } from '../study/check-study.ts';
import {
  assuranceShape,
  changesShape,
  comparisonShape,
  describedShape,
  gateShape,
  resultShape,
  sweepShape,
  tornadoAnswerShape,
  tornadoShape,
} from './answer-shapes.ts';
import { curvesShape, picturedShape, sampleShape } from './picture-shapes.ts';

/** @throws TypeError or RangeError unless the argument is the operating characteristics of the study: of its analyses, and of its claim */
export function checkReported(name: string, result: unknown, study: Study): void {
  check(name, result, resultShape);
  checkResult(name, result, study);
}

/** What an analysis gave. */
export function checkOutcome(name: string, outcome: unknown): void {
  check(name, outcome, { fields: { status: { oneOf: ['estimated', 'not-estimable'] } } });
  const { status } = outcome as { readonly status: string };
  check(name, outcome, status === 'estimated' ? estimated : { fields: { reason: 'text' } });
}

const estimated: Shape = {
  fields: {
    estimate: 'anyNumber',
    standardError: 'anyNumber',
    df: 'anyNumber',
    statistic: 'anyNumber',
    pValue: 'anyNumber',
    interval: { fields: { level: 'anyNumber', lower: 'anyNumber', upper: 'anyNumber' } },
    counts: { fields: { subjects: 'count', complete: 'count', perSequence: { record: 'count' } } },
    details: 'function',
  },
};

const engine: Shape = { fields: { version: 'text' } };

const materialShape: Shape = {
  fields: {
    hash: 'text',
    engine,
    'picturedBy?': engine,
    result: resultShape,
    trial: picturedShape,
    samples: { list: sampleShape },
    'curves?': curvesShape,
    'decided?': gateShape,
    'tornado?': tornadoShape,
    'blinding?': 'object',
    values: describedShape,
    originsKnown: 'boolean',
    commands: { list: 'text' },
  },
};

/** @throws TypeError or RangeError unless the argument is all that a report is written from */
export function checkMaterial(name: string, material: { readonly study: Study; readonly result: unknown }): void {
  check(name, material, materialShape);
  checkStudy(`${name}.study`, material.study);
  checkReported(`${name}.result`, material.result, material.study);
}

/** The parts of every kind of question. */
/** Posterior weights of worlds. */
const weightsShape: Shape = {
  fields: {
    parameter: 'text',
    draws: 'size',
    worlds: { list: { fields: { world: 'text', value: 'finite', weight: 'probability', mcse: 'amount' } }, least: 2 },
  },
};

const questions: Readonly<Record<string, Shape>> = {
  sweep: { fields: { rows: sweepShape } },
  tornado: { fields: { answer: tornadoAnswerShape } },
  assurance: { fields: { answer: assuranceShape } },
  comparison: { fields: { comparison: comparisonShape, changes: changesShape, 'weights?': weightsShape } },
};

const questionShape: Shape = {
  fields: {
    question: { fields: { kind: { oneOf: ['sweep', 'tornado', 'assurance', 'comparison'] } } },
    designs: { list: 'object' },
    values: describedShape,
    originsKnown: 'boolean',
    engine,
    hash: 'text',
    command: 'text',
  },
};

interface QuestionParts {
  readonly question: { readonly kind: string };
  readonly study: Study;
  readonly designs: readonly Study[];
}

/** @throws TypeError or RangeError unless the argument is all that a report on a question is written from */
export function checkQuestion(name: string, material: QuestionParts): void {
  check(name, material, questionShape);
  check(`${name}.question`, material.question, questions[material.question.kind]);
  checkStudy(`${name}.study`, material.study);
  material.designs.forEach((design, place) => checkStudy(`${name}.designs[${place}]`, design));
}

const runShape: Shape = { fields: { file: 'text', hash: 'text', result: resultShape, 'decided?': gateShape } };

/** @throws TypeError or RangeError unless the argument is a list of runs with what was decided about them */
export function checkRuns(name: string, runs: readonly { readonly study: Study; readonly result: unknown }[]): void {
  check(name, runs, { list: runShape });
  runs.forEach(({ study, result }, place) => {
    checkStudy(`${name}[${place}].study`, study);
    checkReported(`${name}[${place}].result`, result, study);
  });
}
