import { join } from 'node:path';
import { csvText } from '../../data-files/writing/data-table.ts';
import { failedForAnswer, failureShare } from '../../power/simulation/failed-analyses.ts';
import { simulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { Study } from '../../study/study.ts';
import { answerOf } from '../../power/common-random-numbers/trial-successes.ts';
import { priorQuantile } from '../../power/uncertainty/prior.ts';
import {
  crossing,
  interpolated,
  sortedBars,
  type Threshold,
  type TornadoAnswer,
  tornadoBar,
  type TornadoBar,
  type TornadoRange,
} from '../../power/uncertainty/tornado.ts';
import { studyTitle } from '../../report/sentences/study-title.ts';
import { tornadoSentence, tornadoText } from '../../report/text/tornado-text.ts';
import { uncertaintyOf, uncertainValues, type ResolvedScenario, type UncertainValue } from '../../scenario/index.ts';
import { CommandFailure } from '../terminal/command-failure.ts';
import { loadStudy, tellWarnings, type LoadedStudy, type StudyArguments } from '../arguments/load-study.ts';
import { writeOutput } from '../files/output-file.ts';
import { provenance } from '../results/result-document.ts';
import { runCells, type CellRun, type CellsOptions } from '../runs/run-many-studies.ts';
import { writeQuestionReport } from '../results/write-question-report.ts';
import { currentCommand } from '../arguments/command-again.ts';
import { changesOf, rangesOf, type Setting } from '../arguments/vary.ts';

/** What a tornado is asked with. */
export interface TornadoArguments extends StudyArguments {
  readonly scenario: readonly string[];
  readonly vary?: readonly string[] | undefined;
  readonly out?: string | undefined;
  readonly report?: string | undefined;
  readonly figures?: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Probabilities of a prior at which a parameter's low and high lie (assumed). */
const TAIL = 0.1;

/** Share of its value by which a parameter is moved where nothing says how uncertain it is (assumed). */
const SHARE = 0.25;

/** Values at which power is simulated along the parameter that it hangs on most. */
const POINTS = 9;

/** `power --tornado`: every uncertain parameter to its low and high, all with the same luck, and where power falls below the target. */
export async function tornado(argv: TornadoArguments, workers: number | 'auto'): Promise<void> {
  const [path, ...others] = argv.scenario;
  if (others.length > 0) throw new CommandFailure(2, `--tornado: expected one scenario, got ${argv.scenario.length}`);
  const started = performance.now();
  const loaded = loadStudy(path, argv);
  tellWarnings([loaded]);
  const { ranges, from } = rangesFor(loaded.scenario, argv.vary);
  const options: CellsOptions = { workers, quiet: argv.quiet, withTruths: false };
  const ends = ranges.map((range) => [range.low, range.high].map((value) => variant(path, argv, { [range.path]: value })));
  const refused = ranges.flatMap((range, i) => ends[i].flatMap((end) => (typeof end === 'string' ? [`${range.path}: ${end}`] : [])));
  const possible = ranges.flatMap((range, i) => {
    const [low, high] = ends[i];
    return typeof low === 'string' || typeof high === 'string' ? [] : [{ range, low, high }];
  });
  if (possible.length === 0 || (argv.vary !== undefined && refused.length > 0)) throw new CommandFailure(2, refused.join('\n'));
  const [base, ...runs] = await runCells([loaded, ...possible.flatMap(({ low, high }) => [low, high])], options);
  const { series, name } = answerOf(loaded.study);
  failWhenTooMany(loaded.study, base);
  const estimable = possible.flatMap(({ range }, i) => {
    const [low, high] = [runs[2 * i], runs[2 * i + 1]];
    const failed = [low, high].flatMap(({ total }) => failedForAnswer(loaded.study, total));
    if (failed.length > 0) refused.push(`${range.path}: at an end of its range ${failed[0]} can too often not be estimated`);
    return failed.length > 0 ? [] : [tornadoBar(range, low.successes, high.successes, series)];
  });
  if (estimable.length === 0) throw new CommandFailure(4, refused.join('\n'));
  const bars = sortedBars(estimable);
  const { target } = loaded.study.power;
  const answer: TornadoAnswer = {
    of: name,
    from,
    base: simulatedProportion(base.successes.count(series), base.successes.trials),
    target,
    bars,
    refused,
    ...(loaded.study.claim?.holds === false ? { falseClaim: true } : {}),
    ...(await thresholdOf(path, argv, loaded.study, bars[0], base, options)),
  };
  const whole = {
    ...provenance(loaded),
    tornado: { ...answer, sentence: tornadoSentence(answer) },
    study: loaded.study,
    origins: loaded.origins,
  };
  if (argv.out !== undefined) {
    writeOutput(join(argv.out, 'tornado.json'), `${JSON.stringify(whole, null, 2)}\n`);
    writeOutput(join(argv.out, 'tornado.csv'), csvText(rowsOf(bars)));
  }
  const timing = { seconds: (performance.now() - started) / 1000 };
  process.stdout.write(argv.json ? `${JSON.stringify({ ...whole, timing }, null, 2)}\n` : `${tornadoText(loaded.study, answer)}\n`);
  if (argv.report !== undefined) {
    const paths = await writeQuestionReport({
      question: { kind: 'tornado', answer },
      study: loaded.study,
      hash: loaded.hash,
      origins: loaded.origins,
      out: argv.report,
      figures: argv.figures,
      command: currentCommand(),
    });
    if (!argv.quiet) process.stderr.write(`${paths.join('\n')}\n`);
  }
}

function failWhenTooMany(study: Study, { total }: CellRun): void {
  const failed = failedForAnswer(study, total);
  if (failed.length === 0) return;
  const share = 100 * failureShare(study, [total]);
  throw new CommandFailure(
    4,
    `${studyTitle(study)}\n${failed.join(', ')}: up to ${share.toFixed(2)} % of trials could not be analysed: no power is given`,
  );
}

/** The scenario with some values changed, or why it cannot be had. */
function variant(path: string, argv: StudyArguments, setting: Setting): LoadedStudy | string {
  const changes = changesOf(setting);
  try {
    return loadStudy(path, { ...argv, set: [...(argv.set ?? []), ...changes] });
  } catch (error) {
    if (error instanceof CommandFailure) return `${error.message.split('\n')[0]} (with ${changes.join(', ')})`;
    throw error;
  }
}

/** The ranges asked for, else those of the scenario's priors, else a quarter to either side of every number of the model. */
function rangesFor(scenario: ResolvedScenario, vary: readonly string[] | undefined): { ranges: TornadoRange[]; from: string } {
  const known = uncertainValues(scenario);
  const ranged = (value: UncertainValue, low: number, high: number): TornadoRange[] => {
    const { min, max, integer, unit } = value.parameter;
    const within = (x: number): number => Math.min(max, Math.max(min, integer === true ? Math.round(x) : Number(x.toPrecision(6))));
    const [lowest, highest] = [within(low), within(high)];
    return lowest < highest ? [{ path: value.path, unit, assumed: value.value, low: lowest, high: highest }] : [];
  };
  if (vary !== undefined) {
    const wanted = rangesOf(vary);
    return {
      from: 'as asked with --vary',
      ranges: wanted.map(({ path, from, to }) => {
        const value = known.find((each) => each.path === path);
        return { path, unit: value?.parameter.unit ?? '', assumed: value?.value ?? NaN, low: from, high: to };
      }),
    };
  }
  const uncertainty = uncertaintyOf(scenario);
  if (uncertainty !== undefined && uncertainty.parameters.length > 0) {
    const ranges = uncertainty.parameters.flatMap(({ path, prior, support }) => {
      const value = known.find((each) => each.path === path);
      return value === undefined ? [] : ranged(value, priorQuantile(prior, TAIL, support), priorQuantile(prior, 1 - TAIL, support));
    });
    return { from: `${100 * TAIL} % and ${100 - 100 * TAIL} % quantiles of the scenario's priors`, ranges };
  }
  return {
    from: `${100 * SHARE} % below and above every value of the model, for want of an uncertainty section (assumed; it is no statement about what is known)`,
    ranges: known
      .filter(({ path, parameter }) => parameter.source !== 'definition' && !/^(design|visits)\./.test(path))
      .flatMap((value) => ranged(value, value.value - SHARE * Math.abs(value.value), value.value + SHARE * Math.abs(value.value))),
  };
}

/** Where power crosses the target along the range of the parameter it hangs on most. */
async function thresholdOf(
  path: string,
  argv: StudyArguments,
  study: Study,
  bar: TornadoBar,
  base: CellRun,
  options: CellsOptions,
): Promise<{ threshold?: Threshold }> {
  const { low, high, assumed, unit } = bar;
  const { series } = answerOf(study);
  const { target } = study.power;
  const powerOf = ({ successes }: CellRun): number => successes.count(series) / successes.trials;
  const step = (high.value - low.value) / (POINTS - 1);
  const inner = Array.from({ length: POINTS - 2 }, (_, i) => low.value + (i + 1) * step);
  const cells = inner.map((value) => ({ value, cell: variant(path, argv, { [bar.path]: value }) }));
  const possible = cells.flatMap(({ value, cell }) => (typeof cell === 'string' ? [] : [{ value, cell }]));
  const runs = await runCells(
    possible.map(({ cell }) => cell),
    options,
  );
  const ends = [low, high].map(({ value, power }) => ({ value, power: power.value }));
  const own = Number.isFinite(assumed) && assumed > low.value && assumed < high.value ? [{ value: assumed, power: powerOf(base) }] : [];
  const points = [...ends, ...own, ...possible.map(({ value }, i) => ({ value, power: powerOf(runs[i]) }))].sort(
    (a, b) => a.value - b.value,
  );
  const pair = crossing(points, target, assumed);
  if (pair === undefined) return {};
  const found = interpolated(pair, target, base.successes.trials);
  return { threshold: { path: bar.path, unit, ...found, risesThrough: pair[1].power > pair[0].power } };
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
