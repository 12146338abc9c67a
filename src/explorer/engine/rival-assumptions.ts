import { SimulationAborted, type Study } from '../../index.ts';
import {
  rangesByShare,
  rangesOfPriors,
  runComparison,
  runTornado,
  type ComparisonCell,
  type SimulationOptions,
} from '../../power/index.ts';
import { tornadoFigure } from '../../report/index.ts';
import { uncertaintyOf, uncertainValues, type ReadResult, type ResolvedScenario } from '../../scenario/index.ts';
import { drawn } from './drawn.ts';
import type { TornadoView, WorldRow, WorldsAnswer } from './messages.ts';
import { openScenario, type KeptFiles } from './open-scenario.ts';
import { WORLDS, worldOfStudy, type WorldOfStudy } from './world-of-study.ts';

/** Most replicates of each study of a comparison or a tornado: they are many (assumed). */
const MAX_REPLICATES = 2000;

/** The scenario that is asked about, as text and as it was read. */
export interface Asked {
  readonly text: string;
  readonly known: KeptFiles;
  readonly scenario: ResolvedScenario;
  readonly study: Study;
}

const studyOrWhy = (read: ReadResult): Study | string => ('problems' in read ? read.problems[0].text : read.study);

/** How often the trial supports the claim in every shipped world: its power where it is true, the rate of false positives where it is not. */
export async function compareWorlds({ text, known, study }: Asked, options: SimulationOptions): Promise<WorldsAnswer> {
  const replicates = Math.min(MAX_REPLICATES, study.power.replicates);
  const none = (words: string, rows: readonly WorldRow[] = []): WorldsAnswer => ({ rows, replicates, command: '', none: words });
  if (study.claim === undefined) return none('The scenario has no claim that could be true or false in a world.');
  if (study.trial.kind === 'gaussian')
    return none('The shipped worlds say how the drugs act; a scenario of the gaussian model has no drugs, so that none applies.');
  const own = openScenario(text, known);
  if ('problems' in own) return none(own.problems[0].text);
  const paths = Object.keys(known.files)
    .filter((path) => path.startsWith(WORLDS))
    .sort();
  const worlds = paths.map((path) => worldOfStudy(path, text, own, known, replicates));
  const grid = worlds.flatMap(({ name, study: there }) =>
    typeof there === 'string' ? [] : [{ design: study.name, world: name, study: there }],
  );
  const rowOf = ({ name: world, title, study: there, unread, added }: WorldOfStudy, cells: readonly ComparisonCell[]): WorldRow => {
    const row = { world, title, unread, added };
    if (typeof there === 'string') return { ...row, none: there };
    const cell = cells.find((each) => each.world === world);
    if (cell?.probability === undefined || cell.probability === null) return { ...row, none: 'too many analyses could not be estimated' };
    return { ...row, holds: cell.holds, probability: cell.probability };
  };
  if (grid.length === 0)
    return none(
      'No shipped world applies to this study.',
      worlds.map((each) => rowOf(each, [])),
    );
  const { cells } = (await runComparison(grid, options)).comparison;
  if (options.signal?.aborted === true) throw new SimulationAborted(0, options.signal.reason);
  const named = grid.map(({ world }) => `worlds/${world}`);
  return {
    rows: worlds.map((each) => rowOf(each, cells)),
    replicates,
    command: `crossover-sim compare scenario.yaml --worlds ${named.join(' ')} --replicates ${replicates}`,
  };
}

/** Power with every assumption at its low and its high value: of the scenario's priors, else a quarter to either side. */
export async function drawTornado({ text, known, scenario, study }: Asked, options: SimulationOptions): Promise<TornadoView> {
  const replicates = Math.min(MAX_REPLICATES, study.power.replicates);
  const command = `crossover-sim power scenario.yaml --tornado --replicates ${replicates}`;
  const values = uncertainValues(scenario);
  const priors = uncertaintyOf(scenario)?.parameters ?? [];
  const ranges = priors.length > 0 ? rangesOfPriors(values, priors) : rangesByShare(values);
  const studyAt = (path: string, value: number): Study | string =>
    studyOrWhy(openScenario(text, known, { set: [`${path}=${value}`], replicates }));
  const base = studyOrWhy(openScenario(text, known, { replicates }));
  if (typeof base === 'string') return { none: base, sentence: '', command };
  const outcome = await runTornado(base, ranges, studyAt, options);
  if (outcome.status !== 'answered') return { none: outcome.reasons.join('; '), sentence: '', command };
  const figure = tornadoFigure(outcome.answer);
  const sentence = `Ranges: ${ranges.from}.`;
  return figure === undefined ? { none: 'no value can be moved', sentence, command } : { picture: drawn(figure), sentence, command };
}
