import type { Cell } from '../../data-files/writing/data-table.ts';
import { withAnswer, type Inquiry } from '../../power/common-random-numbers/inquiry.ts';
import { sweepInquiry, type Override, type SweepCell } from '../../power/uncertainty/sweep.ts';
import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import { failureText } from '../../report/text/failure-text.ts';
import { sweepText } from '../../report/text/sweep-text.ts';
import { loadVariants } from '../arguments/load-variants.ts';
import { tellWarnings, type StudyArguments } from '../arguments/load-study.ts';
import { settingsOf } from '../arguments/vary.ts';
import type { Answer } from '../results/emit-answer.ts';
import { headOf, resultDocument } from '../results/result-document.ts';
import type { PosedQuestion, QuestionCell } from '../shards/question-plan.ts';
import { scenarioHash, type Origins } from '../../scenario/index.ts';

/** What a sweep is asked with. */
export interface SweepArguments extends StudyArguments {
  readonly scenario: readonly string[];
  readonly vary: readonly string[];
  readonly sample?: string | undefined;
}

/** `power --vary`: the operating characteristics at every setting, over the same trials, and every difference to the first setting. */
export function posedSweep(argv: SweepArguments): PosedQuestion {
  const loaded = argv.scenario.flatMap((path) => {
    const [
      {
        study: { seed },
      },
    ] = loadVariants(path, argv, [{}], 'varied');
    const settings = settingsOf(argv.vary, argv.sample, seed);
    return loadVariants(path, argv, settings, 'varied').map((one, position) => ({ set: settings[position], one }));
  });
  tellWarnings(loaded.map(({ one }) => one));
  return {
    question: { kind: 'sweep', settings: loaded.map(({ set }) => set) },
    cells: loaded.map(({ one: { study, origins } }) => ({ study, origins, judged: true })),
  };
}

/** The answer to a sweep from the runs of its cells. */
export function sweepAnswer(settings: readonly Override[], cells: readonly QuestionCell[]): Inquiry<Answer> {
  const studies = cells.map(({ study }, position) => ({ set: settings[position], study }));
  const hashes = cells.map(({ study }) => scenarioHash(study));
  return withAnswer(sweepInquiry(studies), ({ cells: rows }) => {
    const documents = rows.map(({ set, study, result, difference }, position) => ({
      set,
      ...resultDocument({ study, hash: hashes[position], ...originsOf(cells[position]) }, { result }),
      difference,
    }));
    const [{ study, origins }] = cells;
    const failures = rows.map((row) => failureText(row.study, row.result)).find((text) => text !== undefined);
    return {
      name: 'power',
      document: { ...headOf(documents), cells: documents },
      table: { name: 'sweep', rows: rowsOf(rows, hashes) },
      text: (layout) => sweepText(rows, layout),
      report: { question: { kind: 'sweep', rows }, study, hash: hashes[0], origins },
      ...(failures === undefined ? {} : { failures }),
    };
  });
}

/** Where the values of a cell come from, if that is known. */
function originsOf({ origins }: QuestionCell): { readonly origins?: Origins } {
  return origins === undefined ? {} : { origins };
}

/** One row per cell and analysis, and one for the claim: tidy. */
function rowsOf(cells: readonly SweepCell[], hashes: readonly string[]): Cell[][] {
  const paths = [...new Set(cells.flatMap(({ set }) => Object.keys(set)))];
  const header = ['scenario', 'hash', ...paths, 'participants', 'replicates', 'kind', 'name', 'power', 'mcse', 'lower', 'upper'];
  const differences = ['difference', 'difference_mcse', 'not_estimable', 'true_effect', 'bias', 'coverage'];
  const rows = cells.flatMap((cell, position) => {
    const { set, study, result } = cell;
    const head = [study.name, hashes[position], ...paths.map((path) => String(set[path] ?? ''))];
    const counts = [study.trial.design.participants, result.replicates];
    const row = (kind: string, name: string, { value, mcse, lower, upper }: SimulatedProportion, series: number): Cell[] => {
      const difference = cell.differences[series];
      return [...head, ...counts, kind, name, value, mcse, lower, upper, difference.value, difference.mcse];
    };
    const names = Object.keys(study.analyses);
    const analyses = names.map((name, series) => {
      const { power, notEstimable, trueEffect, bias, coverage } = result.analyses[name];
      return [...row('analysis', name, power, series), notEstimable.share, trueEffect ?? '', bias.value ?? '', coverage.value ?? ''];
    });
    return result.claim === undefined
      ? analyses
      : [...analyses, [...row('claim', result.claim.name, result.claim.power, names.length), '', '', '', '']];
  });
  return [[...header, ...differences], ...rows];
}
