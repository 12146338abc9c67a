import { lossesWithinMargins } from '../../power/index.ts';
import { lossSentence } from '../../report/sentences/margin-sentences.ts';
import { warn } from '../terminal/terminal.ts';
import type { LoadedStudy } from './load-study.ts';

/** Warns of margins that hold the loss of all that an equivalence is about. It takes a small simulation, which a study with several settings is spared. */
export function tellLosses({ study, path }: LoadedStudy): void {
  for (const loss of lossesWithinMargins(study)) warn(`${path} ${lossSentence(study, loss)}`);
}
