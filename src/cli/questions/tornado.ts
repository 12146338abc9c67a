import { runTornado, type StudyAt } from '../../power/uncertainty/run-tornado.ts';
import { rangesByShare, rangesOfPriors, type TornadoRanges } from '../../power/uncertainty/tornado-ranges.ts';
import type { TornadoBar } from '../../power/uncertainty/tornado.ts';
import { studyTitle } from '../../report/sentences/study-title.ts';
import { tornadoSentence, tornadoText } from '../../report/text/tornado-text.ts';
import { uncertaintyOf, uncertainValues, type ResolvedScenario } from '../../scenario/index.ts';
import { loadStudy, tellWarnings, type StudyArguments } from '../arguments/load-study.ts';
import { toSetOptions, rangesOf } from '../arguments/vary.ts';
import type { Answer } from '../results/emit-answer.ts';
import { provenance } from '../results/result-document.ts';
import { withWorkers, type WorkersOptions } from '../runs/with-workers.ts';
import { ExitError, notEstimable, usageError } from '../terminal/exit-error.ts';

/** What a tornado is asked with. */
export interface TornadoArguments extends StudyArguments {
  readonly scenario: readonly string[];
  readonly vary?: readonly string[] | undefined;
}

/** `power --tornado`: every uncertain parameter to its low and high, over the same trials, and where power falls below the target. */
export async function tornado(argv: TornadoArguments, options: WorkersOptions): Promise<Answer> {
  const [path, ...others] = argv.scenario;
  if (others.length > 0) throw usageError(`--tornado: expected one scenario, got ${argv.scenario.length}`);
  const loaded = loadStudy(path, argv);
  tellWarnings([loaded]);
  const { study, hash, origins } = loaded;
  const ranges = rangesFor(loaded.scenario, argv.vary);
  const strict = argv.vary !== undefined;
  const outcome = await withWorkers(options, (simulation) => runTornado(study, ranges, studyAt(path, argv), { ...simulation, strict }));
  if (outcome.status === 'refused') throw usageError(outcome.reasons.join('\n'));
  if (outcome.status === 'not-estimable')
    throw notEstimable([...(outcome.where === 'study' ? [studyTitle(study)] : []), ...outcome.reasons].join('\n'));
  const { answer } = outcome;
  return {
    name: 'tornado',
    document: { ...provenance(loaded), tornado: { ...answer, sentence: tornadoSentence(answer) }, study, origins },
    table: { name: 'tornado', rows: rowsOf(answer.bars) },
    text: (layout) => tornadoText(study, answer, layout),
    report: { question: { kind: 'tornado', answer }, study, hash, origins },
  };
}

/** Reads the scenario with one value changed, or says why it cannot be had. */
function studyAt(path: string, argv: StudyArguments): StudyAt {
  return (parameter, value) => {
    const changes = toSetOptions({ [parameter]: value });
    try {
      return loadStudy(path, { ...argv, set: [...(argv.set ?? []), ...changes] }).study;
    } catch (error) {
      if (error instanceof ExitError) return `${error.message.split('\n')[0]} (with ${changes.join(', ')})`;
      throw error;
    }
  };
}

/** The ranges asked for, else those of the scenario's priors, else a quarter to either side of every number of the model. */
function rangesFor(scenario: ResolvedScenario, vary: readonly string[] | undefined): TornadoRanges {
  const known = uncertainValues(scenario);
  if (vary !== undefined) {
    const ranges = rangesOf(vary).map(({ path, from, to }) => {
      const value = known.find((each) => each.path === path);
      return { path, unit: value?.parameter.unit ?? '', assumed: value?.value ?? NaN, low: from, high: to };
    });
    return { from: 'as asked with --vary', ranges };
  }
  const uncertainty = uncertaintyOf(scenario);
  return uncertainty !== undefined && uncertainty.parameters.length > 0
    ? rangesOfPriors(known, uncertainty.parameters)
    : rangesByShare(known);
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
