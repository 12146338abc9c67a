import { SimulationAborted, type Study } from '../../index.ts';
import { rangesByShare, rangesOfPriors, runComparison, runTornado, type SimulationOptions } from '../../power/index.ts';
import { tornadoFigure } from '../../report/index.ts';
import { uncertaintyOf, uncertainValues, type ReadResult, type ResolvedScenario } from '../../scenario/index.ts';
import { drawn } from './drawn.ts';
import type { TornadoView, WorldRow, WorldsAnswer } from './messages.ts';
import { openScenario, type KeptFiles } from './open-scenario.ts';

/** Most replicates of each study of a comparison or a tornado: they are many (assumed). */
const MAX_REPLICATES = 2000;

const WORLDS = 'scenarios/worlds/';

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
  const paths = Object.keys(known.files)
    .filter((path) => path.startsWith(WORLDS))
    .sort();
  const worlds = paths.map((path) => {
    const world = { path, text: known.files[path] };
    const read = study.claim === undefined ? 'the scenario has no claim' : studyOrWhy(openScenario(text, known, { world, replicates }));
    const name = path.slice(WORLDS.length, -'.yaml'.length);
    return { name, path, title: /^title: (.*)$/m.exec(world.text)?.[1] ?? name, read };
  });
  const grid = worlds.flatMap(({ name, read }) => (typeof read === 'string' ? [] : [{ design: read.name, world: name, study: read }]));
  const cells = grid.length === 0 ? [] : (await runComparison(grid, options)).comparison.cells;
  if (options.signal?.aborted === true) throw new SimulationAborted(0, options.signal.reason);
  const rows = worlds.map(({ name, title, read }): WorldRow => {
    if (typeof read === 'string') return { world: name, title, none: read };
    const cell = cells.find(({ world }) => world === name);
    if (cell?.probability === undefined || cell.probability === null)
      return { world: name, title, none: 'too many analyses could not be estimated' };
    return { world: name, title, holds: cell.holds, probability: cell.probability };
  });
  const named = worlds.filter(({ read }) => typeof read !== 'string').map(({ name }) => `worlds/${name}`);
  return { rows, replicates, command: `crossover-sim compare scenario.yaml --worlds ${named.join(' ')} --replicates ${replicates}` };
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
