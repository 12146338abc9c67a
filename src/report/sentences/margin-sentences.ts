import type { LossWithinMargins } from '../../power/index.ts';
import type { Study } from '../../study/study.ts';
import { effectUnit, signedNumber } from './analysis-sentence.ts';

/** That the margins of an analysis hold the loss of everything: the figures, and what to write instead. */
export function lossSentence({ analyses }: Study, { analysis, loss, margins, referenceMean }: LossWithinMargins): string {
  const planned = analyses[analysis];
  const rounded = (value: number): string => signedNumber(Number(value.toPrecision(3)));
  const unit = effectUnit(planned);
  const instead =
    referenceMean === undefined
      ? `choose a margin of at most ${rounded(Math.abs(loss) / 2)} (half of it), or marginUnit: share-of-reference with a margin of 0.5`
      : `choose a margin of at most ${rounded(Math.abs(loss / referenceMean) / 2)} (half of it)`;
  return `analyses.${analysis}.margin: if the effect of the drugs on ${planned.endpoint} depended wholly on what ${planned.comparator} blocks, the effect would be ${rounded(loss)} ${unit}, within the margins of ${rounded(margins[0])} and ${rounded(margins[1])}: that loss would count as none; ${instead}`;
}
