import type { Learned } from '../learning/learn.ts';
import type { Spread } from '../learning/predictive.ts';
import { ADJUSTMENT_SCALE } from '../learning/robust/adjusted-density.ts';
import type { Adjustment, RobustFit } from '../learning/robust/robust-posterior.ts';
import { textTable } from '../text/text-table.ts';

/** Posterior probability of its sign from which on a figure counts as adjusted: a figure by itself has it where it lies 3 SDs from what the others predict. */
export const ADJUSTED = 0.95;
/** Adjustments that are shown though none is needed. */
const NEAREST = 3;

/** A robust posterior beside the ordinary one, as tables: the figures that were adjusted, or those that came nearest to it, and the parameters. */
export interface RobustTables {
  readonly needed: number;
  readonly figures: readonly (readonly string[])[];
  readonly parameters: readonly (readonly string[])[];
}
export const adjustmentHead = ['study', 'figure', 'kind', 'adjustment in SDs', '5–95 %', 'probability of its sign'];
export const movedHead = ['parameter', 'ordinary', '5–95 %', 'robust', '5–95 %', 'moved, in SDs', 'SD ratio'];

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
const shown = (value: number): string => value.toPrecision(3).replace('-', '−');
const range = ({ quantiles: [low, , high] }: Spread): string => `${shown(low)} to ${shown(high)}`;

/** The tables of a robust posterior. */
export function robustTables({ parameters, betweenStudy }: Learned, robust: RobustFit): RobustTables {
  const sorted = [...robust.adjustments].sort((a, b) => b.signProbability - a.signProbability);
  const needed = sorted.filter(({ signProbability }) => signProbability >= ADJUSTED);
  const lineOf = ({ study, name, kind, posterior, signProbability }: Adjustment): string[] => {
    const [low, , high] = posterior.quantiles;
    return [study, name, kind, signed(posterior.mean), `${signed(low)} to ${signed(high)}`, signProbability.toFixed(3)];
  };
  const moved = (path: string, before: Spread, after: Spread): string[] => [
    path,
    shown(before.mean),
    range(before),
    shown(after.mean),
    range(after),
    signed((after.mean - before.mean) / before.sd),
    (after.sd / before.sd).toFixed(2),
  ];
  return {
    needed: needed.length,
    figures: (needed.length > 0 ? needed : sorted.slice(0, NEAREST)).map(lineOf),
    parameters: [
      ...parameters.map(({ path, posterior }, at) => moved(path, posterior, robust.parameters[at])),
      ...betweenStudy.map(({ path, posterior }, at) => moved(`SD between studies of ${path}`, posterior, robust.betweenStudy[at])),
    ],
  };
}

/** What the adjustments say, as one sentence. */
export function robustSentence({ adjustments }: RobustFit, needed: number): string {
  const all = `of ${adjustments.length} fitted figures`;
  return needed === 0
    ? `None ${all} needs an adjustment; the nearest to it are shown.`
    : `${needed} ${all} ${needed === 1 ? 'needs' : 'need'} an adjustment: the model cannot give ${needed === 1 ? 'it' : 'them'} together with the others.`;
}

/** What an adjustment is. */
export const adjustmentWords = `adjustment: by how much the published figure lies above what the parameters give, in SDs of the synthetic likelihood (counts: of the published logit); Laplace prior with scale ${ADJUSTMENT_SCALE}; needed where its sign has a posterior probability of ${ADJUSTED} or more`;

/** A robust posterior beside the ordinary one, as text. */
export function robustText(learned: Learned): string[] {
  const { robust } = learned;
  if (robust === undefined) return [];
  const { needed, figures, parameters } = robustTables(learned, robust);
  return [
    `robust posterior, in which every fitted figure may be adjusted\n${robustSentence(robust, needed)}`,
    textTable([adjustmentHead, ...figures]),
    adjustmentWords,
    textTable([movedHead, ...parameters]),
    `robust posterior: largest R-hat ${robust.rHat.toFixed(3)}, smallest ESS ${robust.bulkEss.toFixed(0)}, ${robust.diverged} diverged; moved: of the mean, in SDs of the ordinary posterior; no further trials`,
  ];
}
