import type { Comparison } from '../../power/common-random-numbers/comparison.ts';
import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { Study } from '../../study/study.ts';
import { isOrigins, type Origins } from '../../scenario/index.ts';
import type { AssuranceAnswer } from '../../power/uncertainty/assurance.ts';
import type { AnsweredQuestion } from '../../report/html/question-report.ts';
import type { SweepRow } from '../../power/uncertainty/sweep.ts';
import type { WorldChange } from '../../report/sentences/world-changes.ts';
import type { TornadoAnswer } from '../../power/uncertainty/tornado.ts';
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

type Fields = Readonly<Record<string, unknown>>;

/** What a document answers beyond one power; undefined where it is something else. */
export function storedQuestion(document: unknown): StoredQuestion | undefined {
  if (!isMap(document)) return undefined;
  const { tornado, assurance, comparison, study, cells } = document;
  if (isMap(comparison) && Array.isArray(comparison.cells) && Array.isArray(comparison.separations)) {
    const all = (comparison.cells as unknown[]).filter(isMap);
    const own = Array.isArray(comparison.designStudies) ? (comparison.designStudies as unknown[]).filter(isMap) : all;
    const studies = own.map((each) => each.study as Study);
    const designs = studies.filter(({ name }, i) => studies.findIndex((each) => each.name === name) === i);
    if (designs.length === 0) return undefined;
    const changes = Array.isArray(comparison.designChanges) ? (comparison.designChanges as WorldChange[]) : [];
    const question = { kind: 'comparison', comparison: comparison as unknown as Comparison, changes } as const;
    const compared = all.map((cell) => ({
      design: String(cell.design),
      world: String(cell.world),
      study: cell.study as Study,
      ...originsOf(cell),
    }));
    return { question, study: studies[0], designs, hash: hashOf(own[0]), compared };
  }
  if (isMap(study)) {
    const own = { study: study as unknown as Study, designs: [study as unknown as Study], hash: hashOf(document), ...originsOf(document) };
    if (isMap(tornado) && Array.isArray(tornado.bars) && !isMap(document.analyses))
      return { ...own, question: { kind: 'tornado', answer: tornado as unknown as TornadoAnswer } };
    if (isMap(assurance) && Array.isArray(assurance.draws))
      return { ...own, question: { kind: 'assurance', answer: assurance as unknown as AssuranceAnswer } };
  }
  if (!Array.isArray(cells) || cells.length < 2) return undefined;
  const swept = (cells as unknown[]).filter(isMap);
  if (!swept.every((cell) => isMap(cell.difference) && isMap(cell.set) && isMap(cell.study) && isMap(cell.analyses))) return undefined;
  const rows = swept.map((cell): SweepRow => {
    const difference = cell.difference as SweepRow['difference'];
    return { set: cell.set as SweepRow['set'], study: cell.study as Study, result: cell as unknown as PowerResult, difference };
  });
  const [{ study: first }] = rows;
  return { question: { kind: 'sweep', rows }, study: first, designs: [first], hash: hashOf(swept[0]), ...originsOf(swept[0]) };
}

function originsOf({ origins }: Fields): { origins?: Origins } {
  return isOrigins(origins) ? { origins } : {};
}

function hashOf({ scenario }: Fields): string {
  return isMap(scenario) ? String(scenario.hash) : '';
}

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
