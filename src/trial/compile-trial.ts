import { checkTrial } from './check-trial.ts';
import { check } from '../arguments/shape.ts';
import { GaussianGenerator } from './gaussian/gaussian-generator.ts';
import { MechanisticGenerator } from './conduct/mechanistic-generator.ts';
import type { Kept, TrialGenerator } from './trial-generator.ts';
import type { TrialModel } from './trial-model.ts';

/**
 * Compiles a trial once, to be generated any number of times.
 * @param key    the root key of the run’s streams
 * @param reads  the columns that will be read (`columnKey`), or `'all'` for everything the model records; the values are the same either way
 * @param keepItems  keep the item scores of every rating (`measurement.mode: items`)
 * @param concentrations  hours since the studied drug at which concentrations and blockade are kept
 * @example
 * ```ts
 * import { columnKey, compileTrial, readStudy, rootKey } from 'crossover-sim';
 * import { starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }));
 * const generator = compileTrial(study.trial, rootKey(study.seed), 'all');
 * generator.generate(0);
 * generator.data.treatments; // → ['placebo', 'active']
 * generator.data.columns.get(columnKey('score', 'outcome'))?.length; // → 48
 * ```
 */
export function compileTrial(
  model: TrialModel,
  key: Int32Array,
  reads: ReadonlySet<string> | 'all',
  keepItems = false,
  concentrations: readonly number[] = [],
): TrialGenerator {
  checkTrial('model', model);
  check('key', key, 'key');
  if (reads !== 'all') check('reads', reads, 'set');
  check('keepItems', keepItems, 'boolean');
  check('concentrations', concentrations, { list: 'finite' });
  return trialGenerator(model, key, reads, { items: keepItems, concentrations });
}

/** As `compileTrial`, for the trials that the program makes itself: nothing is checked. */
export function trialGenerator(model: TrialModel, key: Int32Array, reads: ReadonlySet<string> | 'all', kept: Kept = {}): TrialGenerator {
  return model.kind === 'gaussian' ? new GaussianGenerator(model, key) : new MechanisticGenerator(model, key, reads, kept);
}
