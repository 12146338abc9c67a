import { withAnswer, type Inquiry } from '../../power/common-random-numbers/inquiry.ts';
import { assuranceSizeInquiry, ceilingOf, type AssuranceSizeQuestion } from '../../power/uncertainty/assurance-size.ts';
import { assuranceSizeText } from '../../report/text/assurance-size-text.ts';
import { scenarioHash } from '../../scenario/index.ts';
import type { StudyArguments } from '../arguments/load-study.ts';
import type { Answer } from '../results/emit-answer.ts';
import { provenance } from '../results/result-document.ts';
import { withWorkers, type WorkersOptions } from '../runs/with-workers.ts';
import type { PlannedQuestion } from '../shards/planned-question.ts';
import { firstCells, type PosedQuestion } from '../shards/question-plan.ts';
import { loadUncertain } from './assurance.ts';
import { deciding } from './sample-size.ts';

type AssuranceSize = Extract<PlannedQuestion, { kind: 'assurance-size' }>;

/**
 * `sample-size --assurance`: the smallest number of participants whose power, averaged over the scenario's priors, reaches the target.
 * @throws ExitError (2) if the scenario has no priors, or it is not clear which analysis is meant; with the exit code of the signal if interrupted
 */
export async function posedAssuranceSize(
  argv: StudyArguments & { readonly scenario: string },
  {
    target,
    max,
    analysis,
  }: Required<Pick<AssuranceSizeQuestion, 'max'>> & { readonly target: number; readonly analysis: string | undefined },
  options: WorkersOptions,
): Promise<PosedQuestion> {
  const { loaded, drawn, exhaustive } = loadUncertain(argv.scenario, argv);
  const { study, scenario } = loaded;
  deciding(study, analysis);
  const ceiling = await withWorkers({ ...options, studies: drawn.map((one) => one.study) }, (simulation) =>
    ceilingOf(drawn, analysis, simulation),
  );
  const question: AssuranceSize = {
    ...{ kind: 'assurance-size', study, target, max, analysis: analysis ?? null, draws: drawn.map(({ draw }) => draw) },
    ...{ drawn: drawn.map((one) => one.study), exhaustive, ceiling, uncertainty: scenario.uncertainty },
  };
  return { question, cells: firstCells(assuranceSizeAnswer(question)), trials: study.power.replicates };
}

/** The answer to a search by assurance. */
export function assuranceSizeAnswer({ study, drawn: studies, draws, ...asked }: AssuranceSize): Inquiry<Answer> {
  const drawn = studies.map((one, position) => ({ draw: draws[position], study: one }));
  const question = { ...asked, analysis: asked.analysis ?? undefined };
  return withAnswer(assuranceSizeInquiry(study, drawn, question, asked.ceiling), (found) => ({
    name: 'sample-size',
    document: { ...provenance({ study, hash: scenarioHash(study) }), assuranceSize: found, uncertainty: asked.uncertainty },
    text: (layout) => assuranceSizeText(study, found, layout),
    ...(found.answer === undefined ? { exitCode: 1 } : {}),
  }));
}
