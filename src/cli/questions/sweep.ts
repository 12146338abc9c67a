import type { Cell } from '../../data-files/writing/data-table.ts';
import { runSweep, type SweepCell } from '../../power/uncertainty/sweep.ts';
import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import { failureText } from '../../report/text/failure-text.ts';
import { sweepText } from '../../report/text/sweep-text.ts';
import { loadVariants } from '../arguments/load-variants.ts';
import { tellWarnings, type LoadedStudy, type StudyArguments } from '../arguments/load-study.ts';
import { settingsOf } from '../arguments/vary.ts';
import type { Answer } from '../results/emit-answer.ts';
import { headOf, resultDocument } from '../results/result-document.ts';
import { withWorkers, type WorkersOptions } from '../runs/with-workers.ts';

/** What a sweep is asked with. */
export interface SweepArguments extends StudyArguments {
  readonly scenario: readonly string[];
  readonly vary: readonly string[];
  readonly sample?: string | undefined;
}

/** `power --vary`: the operating characteristics at every setting, over the same trials, and every difference to the first setting. */
export async function sweep(argv: SweepArguments, options: WorkersOptions): Promise<Answer> {
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
  const studies = loaded.map(({ set, one: { study } }) => ({ set, study }));
  const { cells } = await withWorkers(options, (simulation) => runSweep(studies, simulation));
  const documents = cells.map(({ set, result, difference }, position) => ({
    set,
    ...resultDocument(loaded[position].one, { result }),
    difference,
  }));
  const [{ one: first }] = loaded;
  const failures = cells.map(({ study, result }) => failureText(study, result)).find((text) => text !== undefined);
  return {
    name: 'power',
    document: { ...headOf(documents), cells: documents },
    table: {
      name: 'sweep',
      rows: rowsOf(
        cells,
        loaded.map(({ one }) => one),
      ),
    },
    text: (layout) => sweepText(cells, layout),
    report: { question: { kind: 'sweep', rows: cells }, study: first.study, hash: first.hash, origins: first.origins },
    ...(failures === undefined ? {} : { failures }),
  };
}

/** One row per cell and analysis, and one for the claim: tidy. */
function rowsOf(cells: readonly SweepCell[], loaded: readonly LoadedStudy[]): Cell[][] {
  const paths = [...new Set(cells.flatMap(({ set }) => Object.keys(set)))];
  const header = ['scenario', 'hash', ...paths, 'participants', 'replicates', 'kind', 'name', 'power', 'mcse', 'lower', 'upper'];
  const differences = ['difference', 'difference_mcse', 'not_estimable', 'true_effect', 'bias', 'coverage'];
  const rows = cells.flatMap((cell, position) => {
    const { set, study, result } = cell;
    const head = [study.name, loaded[position].hash, ...paths.map((path) => String(set[path] ?? ''))];
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
