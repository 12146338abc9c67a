import type { Comparison } from '../../power/common-random-numbers/comparison.ts';
import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { Study } from '../../study/study.ts';
import type { Origins } from '../../scenario/index.ts';
import type { AssuranceAnswer } from '../../power/uncertainty/assurance.ts';
import type { AnsweredQuestion } from '../../report/html/question-report.ts';
import type { SweepRow } from '../../power/uncertainty/sweep.ts';
import type { WorldChange } from '../../report/sentences/world-changes.ts';
import type { TornadoAnswer } from '../../power/uncertainty/tornado.ts';
import { isRecord, storedHash, storedOrigins, storedStudy, type Fields, type StoredDocument } from './stored-document.ts';
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
  if (isRecord(study)) {
    const resolved = storedStudy(study);
    const own = { study: resolved, designs: [resolved], hash: storedHash(whole), ...storedOrigins(whole) };
    if (isRecord(tornado) && Array.isArray(tornado.bars) && !isRecord(whole.analyses))
      return { ...own, question: { kind: 'tornado', answer: tornado as unknown as TornadoAnswer } };
    if (isRecord(assurance) && Array.isArray(assurance.draws))
      return { ...own, question: { kind: 'assurance', answer: assurance as unknown as AssuranceAnswer } };
  }
  return Array.isArray(cells) ? sweepIn(cells) : undefined;
}

/** A comparison, if there is one in the part of that name. */
function comparisonIn(comparison: Fields): StoredQuestion | undefined {
  if (!Array.isArray(comparison.cells) || !Array.isArray(comparison.separations)) return undefined;
  const all = comparison.cells.filter(isRecord);
  const own = Array.isArray(comparison.designStudies) ? comparison.designStudies.filter(isRecord) : all;
  const studies = own.map((each) => each.study as Study);
  const designs = studies.filter(({ name }, i) => studies.findIndex((each) => each.name === name) === i);
  if (designs.length === 0) return undefined;
  const changes = Array.isArray(comparison.designChanges) ? (comparison.designChanges as WorldChange[]) : [];
  const question = { kind: 'comparison', comparison: comparison as unknown as Comparison, changes } as const;
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
  const swept = cells.filter(isRecord);
  if (cells.length < 2 || !swept.every((cell) => [cell.difference, cell.set, cell.study, cell.analyses].every(isRecord))) return undefined;
  const rows = swept.map((cell): SweepRow => {
    const difference = cell.difference as SweepRow['difference'];
    return { set: cell.set as SweepRow['set'], study: cell.study as Study, result: cell as unknown as PowerResult, difference };
  });
  const [{ study: first }] = rows;
  return { question: { kind: 'sweep', rows }, study: first, designs: [first], hash: storedHash(swept[0]), ...storedOrigins(swept[0]) };
}
