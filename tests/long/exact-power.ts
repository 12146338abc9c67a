import { analyticPower } from '../../src/power/closed-form/analytic-power.ts';
import { estimatePower } from '../../src/power/estimate-power.ts';
import type { Study } from '../../src/study/study.ts';
import { readScenario } from '../../src/scenario/index.ts';
import type { GaussianSetting } from './gaussian-settings.ts';

export const TRIALS = 100_000;

/** Simulated and exact power of one setting. */
export interface ExactComparison {
  readonly simulated: number;
  readonly exact: number;
  /** Distance in Monte-Carlo standard errors. */
  readonly distance: number;
}

function studyOf({ name, settings, analysis }: GaussianSetting): Study {
  const text = `model: gaussian\nseed: "exact power, ${name}"\n${settings}\nanalyses: {asked: ${analysis}}\npower: {replicates: ${TRIALS}, truthPatients: 100}\n`;
  const result = readScenario({ path: 'exact.yaml', text }, { readFile: () => '' });
  if ('problems' in result) throw new Error(result.problems.map((each) => each.text).join('\n'));
  return result.study;
}

export function compareWithFormula(setting: GaussianSetting): ExactComparison {
  const study = studyOf(setting);
  const formula = analyticPower(study, study.analyses.asked);
  if ('reason' in formula) throw new Error(`${setting.name}: ${formula.reason}`);
  const { value } = estimatePower(study).analyses.asked.power;
  const exact = formula.power;
  return { simulated: value, exact, distance: (value - exact) / Math.sqrt((exact * (1 - exact)) / TRIALS) };
}
