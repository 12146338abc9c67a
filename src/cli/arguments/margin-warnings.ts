import { lossesWithinMargins } from '../../power/index.ts';
import { lossSentence } from '../../report/sentences/margin-sentences.ts';
import { warn } from '../terminal/terminal.ts';
import type { LoadedStudy } from './load-study.ts';

/** What is to be said of margins that hold the loss of all that an equivalence is about. It takes a small simulation. */
export function lossSentences({ study }: LoadedStudy): string[] {
  return lossesWithinMargins(study).map((loss) => lossSentence(study, loss));
}

/** Warns of margins that hold the loss of all that an equivalence is about; a study with several settings is spared it. */
export function tellLosses(loaded: LoadedStudy): void {
  for (const sentence of lossSentences(loaded)) warn(`${loaded.path} ${sentence}`);
}
