import { searchAssuranceSize, type AssuranceSizeQuestion } from '../../power/uncertainty/assurance-size.ts';
import { assuranceSizeText } from '../../report/text/assurance-size-text.ts';
import type { StudyArguments } from '../arguments/load-study.ts';
import type { Answer } from '../results/emit-answer.ts';
import { provenance } from '../results/result-document.ts';
import { withWorkers, type WorkersOptions } from '../runs/with-workers.ts';
import { loadUncertain } from './assurance.ts';
import { deciding } from './sample-size.ts';

/**
 * `sample-size --assurance`: the smallest number of participants whose power, averaged over the scenario's priors, reaches the target.
 * @throws ExitError (2) if the scenario has no priors, or it is not clear which analysis is meant
 */
export async function assuranceSize(
  argv: StudyArguments & { readonly scenario: string },
  question: Omit<AssuranceSizeQuestion, 'exhaustive'>,
  options: WorkersOptions,
): Promise<Answer> {
  const { loaded, drawn, exhaustive } = loadUncertain(argv.scenario, argv);
  const { study } = loaded;
  deciding(study, question.analysis);
  const found = await withWorkers(options, (simulation) => searchAssuranceSize(study, drawn, { ...question, exhaustive }, simulation));
  return {
    document: { ...provenance(loaded), assuranceSize: found, uncertainty: loaded.scenario.uncertainty },
    text: (layout) => assuranceSizeText(study, found, layout),
    ...(found.answer === undefined ? { exitCode: 1 } : {}),
  };
}
