import { join } from 'node:path';
import { csvText, type Cell } from '../../data-files/writing/data-table.ts';
import { pairedDifference, type PairedDifference } from '../../power/common-random-numbers/paired-difference.ts';
import type { PowerResult } from '../../power/characteristics/power-result.ts';
import type { SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import { summarise } from '../../power/characteristics/summarise.ts';
import { answerOf } from '../../power/common-random-numbers/trial-successes.ts';
import { sweepText } from '../../report/text/sweep-text.ts';
import { loadCells } from '../arguments/load-variants.ts';
import { tellWarnings, type LoadedStudy, type StudyArguments } from '../arguments/load-study.ts';
import { writeOutput } from '../files/output-file.ts';
import { failWhenTooManyFailures, resultDocument } from '../results/result-document.ts';
import { runCells, type CellRun } from '../runs/run-many-studies.ts';
import { writeQuestionReport } from '../results/write-question-report.ts';
import { currentCommand } from '../arguments/command-again.ts';
import { settingsOf, type Setting } from '../arguments/vary.ts';

/** What a sweep is asked with. */
export interface SweepArguments extends StudyArguments {
  readonly scenario: readonly string[];
  readonly vary: readonly string[];
  readonly sample?: string | undefined;
  readonly out?: string | undefined;
  readonly report?: string | undefined;
  readonly figures?: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

interface SweepCell {
  readonly set: Setting;
  readonly loaded: LoadedStudy;
  readonly run: CellRun;
  readonly result: PowerResult;
  readonly difference: PairedDifference;
}

/** `power --vary`: the operating characteristics at every setting, all with the same luck, and every difference to the first setting. */
export async function sweep(argv: SweepArguments, workers: number | 'auto'): Promise<void> {
  const started = performance.now();
  const cells = argv.scenario.flatMap((path) => {
    const [
      {
        study: { seed },
      },
    ] = loadCells(path, argv, [{}], 'varied');
    const settings = settingsOf(argv.vary, argv.sample, seed);
    return loadCells(path, argv, settings, 'varied').map((loaded, position) => ({ set: settings[position], loaded }));
  });
  tellWarnings(cells.map(({ loaded }) => loaded));
  const runs = await runCells(
    cells.map(({ loaded: { study, hash } }) => ({ study, hash })),
    { workers, quiet: argv.quiet, withTruths: true },
  );
  const finished = cells.map(({ set, loaded }, position): SweepCell => {
    const run = runs[position];
    const answer = (cell: number): number => answerOf(cells[cell].loaded.study).series;
    const difference = pairedDifference(run.successes, answer(position), runs[0].successes, answer(0));
    return { set, loaded, run, result: summarise(loaded.study, run.total, run.truths), difference };
  });
  const documents = finished.map(({ set, loaded, result, difference }) => ({ set, ...resultDocument(loaded, { result }), difference }));
  if (argv.out !== undefined) {
    writeOutput(join(argv.out, 'power.json'), `${JSON.stringify({ cells: documents }, null, 2)}\n`);
    writeOutput(join(argv.out, 'sweep.csv'), csvText(rowsOf(finished)));
  }
  const timing = { seconds: (performance.now() - started) / 1000 };
  const rows = finished.map(({ set, loaded: { study }, result, difference }) => ({ set, study, result, difference }));
  process.stdout.write(argv.json ? `${JSON.stringify({ cells: documents, timing }, null, 2)}\n` : `${sweepText(rows)}\n`);
  if (argv.report !== undefined) {
    const paths = await writeQuestionReport({
      question: { kind: 'sweep', rows },
      study: finished[0].loaded.study,
      hash: finished[0].loaded.hash,
      origins: finished[0].loaded.origins,
      out: argv.report,
      figures: argv.figures,
      command: currentCommand(),
    });
    if (!argv.quiet) process.stderr.write(`${paths.join('\n')}\n`);
  }
  for (const { loaded, result } of finished) failWhenTooManyFailures(loaded.study, result);
}

/** One row per cell and analysis, and one for the claim: tidy. */
function rowsOf(cells: readonly SweepCell[]): Cell[][] {
  const paths = [...new Set(cells.flatMap(({ set }) => Object.keys(set)))];
  const header = ['scenario', 'hash', ...paths, 'participants', 'replicates', 'kind', 'name', 'power', 'mcse', 'lower', 'upper'];
  const differences = ['difference', 'difference_mcse', 'not_estimable', 'true_effect', 'bias', 'coverage'];
  const first = cells[0];
  const rows = cells.flatMap(({ set, loaded: { study, hash }, run, result }) => {
    const names = Object.keys(study.analyses);
    const row = (kind: string, name: string, power: SimulatedProportion, series: number, more: readonly Cell[]): Cell[] => {
      const { value, mcse } = pairedDifference(
        run.successes,
        series,
        first.run.successes,
        Math.min(series, first.run.successes.analyses.length),
      );
      const settings = paths.map((path) => String(set[path] ?? ''));
      const counts = [study.trial.design.participants, run.total.trials];
      return [
        study.name,
        hash,
        ...settings,
        ...counts,
        kind,
        name,
        power.value,
        power.mcse,
        power.lower,
        power.upper,
        value,
        mcse,
        ...more,
      ];
    };
    const analyses = names.map((name, series) => {
      const { power, notEstimable, trueEffect, bias, coverage } = result.analyses[name];
      return row('analysis', name, power, series, [notEstimable.share, trueEffect ?? '', bias.value ?? '', coverage.value ?? '']);
    });
    return result.claim === undefined
      ? analyses
      : [...analyses, row('claim', result.claim.name, result.claim.power, names.length, ['', '', '', ''])];
  });
  return [[...header, ...differences], ...rows];
}
