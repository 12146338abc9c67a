import type { Comparison } from '../../power/common-random-numbers/comparison.ts';
import type { ReportedResult } from '../../power/characteristics/power-result.ts';
import type { Study } from '../../study/study.ts';
import type { Origins } from '../../scenario/index.ts';
import type { AssuranceAnswer } from '../../power/uncertainty/assurance.ts';
import type { AnsweredQuestion } from '../../report/html/question-answer.ts';
import type { SweepRow } from '../../power/uncertainty/sweep.ts';
import type { WorldChange } from '../../report/sentences/world-changes.ts';
import type { WorldWeights } from '../../power/uncertainty/world-weights.ts';
import type { TornadoAnswer } from '../../power/uncertainty/tornado.ts';
import { isRecord, isStudy, storedHash, storedOrigins, type Fields, type StoredDocument } from './stored-document.ts';
import { isPowerResult } from './read-cells.ts';
import type { ComparedStudy } from './write-question-report.ts';

/** A sweep, tornado, assurance or comparison as a file keeps it. */
export interface StoredQuestion {
  readonly question: AnsweredQuestion;
  readonly study: Study;
  readonly designs: readonly Study[];
  readonly hash: string;
  /** Where the values of `study` come from, where the document says it. */
  readonly origins?: Origins;
  /** Every cell of a comparison. */
  readonly compared?: readonly ComparedStudy[];
}

/** What a stored document answers beyond one power; undefined where it is something else. */
export function storedQuestion({ whole }: StoredDocument): StoredQuestion | undefined {
  const { tornado, assurance, comparison, study, cells } = whole;
  if (isRecord(comparison)) return comparisonIn(comparison);
  if (isStudy(study)) {
    const own = { study, designs: [study], hash: storedHash(whole), ...storedOrigins(whole) };
    if (isTornadoAnswer(tornado) && !isRecord(whole.analyses)) return { ...own, question: { kind: 'tornado', answer: tornado } };
    if (isAssuranceAnswer(assurance)) return { ...own, question: { kind: 'assurance', answer: assurance } };
  }
  return Array.isArray(cells) ? sweepIn(cells) : undefined;
}

/** A comparison, if there is one in the part of that name. */
function comparisonIn(comparison: Fields): StoredQuestion | undefined {
  const { cells, designStudies } = comparison;
  if (!Array.isArray(cells) || !isComparison(comparison)) return undefined;
  const all = cells.filter(isRecord);
  const own = Array.isArray(designStudies) ? designStudies.filter(isRecord) : all;
  const studies = own.map((each) => each.study as Study);
  const designs = studies.filter(({ name }, i) => studies.findIndex((each) => each.name === name) === i);
  if (designs.length === 0) return undefined;
  const changes = Array.isArray(comparison.designChanges) ? (comparison.designChanges as WorldChange[]) : [];
  const weights = isWorldWeights(comparison.posteriorWeights) ? comparison.posteriorWeights : undefined;
  const question = { kind: 'comparison', comparison, changes, weights } as const;
  const compared = all.map((cell) => ({
    design: String(cell.design),
    world: String(cell.world),
    study: cell.study as Study,
    ...storedOrigins(cell),
  }));
  return { question, study: studies[0], designs, hash: storedHash(own[0]), compared };
}

/** A sweep, if every cell has its difference to the first one. */
function sweepIn(cells: readonly unknown[]): StoredQuestion | undefined {
  const swept = cells.filter(isRecord).filter(isSweptCell);
  if (cells.length < 2 || swept.length < cells.length) return undefined;
  const rows = swept.map((cell): SweepRow => {
    const { set, study, difference } = cell;
    return { set, study, result: cell, difference };
  });
  const [{ study: first }] = rows;
  return { question: { kind: 'sweep', rows }, study: first, designs: [first], hash: storedHash(swept[0]), ...storedOrigins(swept[0]) };
}

/** Whether a part of a document is a comparison of designs. */
function isComparison(value: unknown): value is Fields & Comparison {
  return isRecord(value) && Array.isArray(value.cells) && Array.isArray(value.separations);
}

/** Whether a part of a document weighs worlds. */
function isWorldWeights(value: unknown): value is WorldWeights {
  return isRecord(value) && Array.isArray(value.worlds);
}

/** Whether a part of a document ranks assumptions. */
function isTornadoAnswer(value: unknown): value is TornadoAnswer {
  return isRecord(value) && Array.isArray(value.bars);
}

/** Whether a part of a document averages power over draws. */
function isAssuranceAnswer(value: unknown): value is AssuranceAnswer {
  return isRecord(value) && Array.isArray(value.draws);
}

/** Whether a cell is a result with its setting and its difference to the first cell. */
function isSweptCell(cell: Fields): cell is Fields & ReportedResult & Pick<SweepRow, 'set' | 'study' | 'difference'> {
  return isPowerResult(cell) && isStudy(cell.study) && isRecord(cell.set) && isRecord(cell.difference);
}
