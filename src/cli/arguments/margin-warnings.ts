import { lossesWithinMargins } from '../../power/characteristics/loss-within-margins.ts';
import { lossSentence } from '../../report/sentences/margin-sentences.ts';
import { problem, type LocatedDiagnostic } from '../../scenario/document/problem.ts';
import { warn } from '../terminal/terminal.ts';
import type { LoadedStudy } from './load-study.ts';

/** That margins hold the loss of all that an equivalence is about. It takes a small simulation, which a study with several settings is spared. */
export function lossWarnings({ study, path }: LoadedStudy): LocatedDiagnostic[] {
  return lossesWithinMargins(study).map((loss) => problem({ source: path }, `analyses.${loss.analysis}.margin`, lossSentence(study, loss)));
}

/** Warns of margins that hold the loss of all that an equivalence is about. */
export function tellLosses(loaded: LoadedStudy): void {
  for (const { text } of lossWarnings(loaded)) warn(text);
}
