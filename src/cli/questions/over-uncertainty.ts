import { drawsOf, drawsWorth, REPLICATES_PER_DRAW, runOverUncertainty, type PowerOverUncertainty } from '../../power/index.ts';
import { uncertaintyOf } from '../../scenario/index.ts';
import type { LoadedStudy, StudyArguments } from '../arguments/load-study.ts';
import { loadVariants } from '../arguments/load-variants.ts';
import { withWorkers, type WorkersOptions } from '../runs/with-workers.ts';

/**
 * The range of a scenario's power over its uncertainty section; undefined where it has none, or where so few replicates are asked for that the draws would be too few.
 * @throws ExitError (2) if a draw contradicts itself
 */
export async function overUncertainty(
  { path, scenario, study }: Pick<LoadedStudy, 'path' | 'scenario' | 'study'>,
  argv: StudyArguments,
  options: WorkersOptions,
): Promise<PowerOverUncertainty | undefined> {
  const uncertainty = uncertaintyOf(scenario);
  if (uncertainty === undefined) return undefined;
  const { joint } = uncertainty;
  const { replicates } = study.power;
  const worth =
    joint === undefined ? drawsWorth(replicates, uncertainty.draws) : replicates >= REPLICATES_PER_DRAW * joint.length ? joint.length : 0;
  if (worth === 0) return undefined;
  const draws = drawsOf({ ...uncertainty, draws: worth }, study.seed);
  const settings = draws.map(({ set }) => set);
  const drawn = loadVariants(path, argv, settings, 'set').map((one, position) => ({ draw: draws[position], study: one.study }));
  return withWorkers(options, (simulation) => runOverUncertainty(study, drawn, { ...simulation, exhaustive: joint !== undefined }));
}
