import { withAnswer, type Inquiry } from '../../power/common-random-numbers/inquiry.ts';
import { allocationStep, sampleSizeInquiry } from '../../power/sample-size/search-sample-size.ts';
import { sampleSizeText } from '../../report/text/sample-size-text.ts';
import { scenarioHash } from '../../scenario/index.ts';
import { onlyWhatDecides } from '../../study/derived-study.ts';
import type { Study } from '../../study/study.ts';
import { nearestName } from '../../text/nearest-name.ts';
import type { LoadedStudy } from '../arguments/load-study.ts';
import type { Answer } from '../results/emit-answer.ts';
import { provenance } from '../results/result-document.ts';
import type { PlannedQuestion } from '../shards/planned-question.ts';
import { firstCells, type PosedQuestion } from '../shards/question-plan.ts';
import { usageError } from '../terminal/exit-error.ts';

/** Which sample size is asked for. */
export interface SizeQuestion {
  /** Power to reach. */
  readonly target: number;
  /** Patients come in multiples of this. */
  readonly step: number;
  /** Largest number of patients tried. */
  readonly max: number;
  /** The analysis that must succeed; the claim where left out. */
  readonly analysis: string | undefined;
}

/** The question of a command line. @throws ExitError (2) where target or largest number are out of range */
export function sizeQuestion(
  study: Study,
  { target = study.power.target, max, analysis }: Pick<SizeQuestion, 'max' | 'analysis'> & { readonly target: number | undefined },
): SizeQuestion {
  if (!(target > 0 && target < 1)) throw usageError(`--target: expected a power between 0 and 1, got ${target}`);
  const step = allocationStep(study);
  if (!(max >= 2 * step && max <= 100_000)) throw usageError(`--max: expected ${2 * step} to 100000 participants, got ${max}`);
  return { target, step, max, analysis };
}

/** `sample-size`: the smallest number of patients whose simulated power reaches the target. @throws ExitError (2) as `deciding` */
export function posedSampleSize({ study }: LoadedStudy, { target, max, analysis }: SizeQuestion): PosedQuestion {
  deciding(study, analysis);
  const question = { kind: 'sample-size', study, target, max, analysis: analysis ?? null } as const;
  return { question, cells: firstCells(sampleSizeAnswer(question)), trials: study.power.replicates };
}

/** The answer to a search for a size. */
export function sampleSizeAnswer({ study, target, max, ...asked }: Extract<PlannedQuestion, { kind: 'sample-size' }>): Inquiry<Answer> {
  const analysis = asked.analysis ?? undefined;
  return withAnswer(sampleSizeInquiry(deciding(study, analysis), { target, max, analysis }), (answer) => {
    const { answer: found, ...rest } = answer;
    return {
      name: 'sample-size',
      document: { ...provenance({ study, hash: scenarioHash(study) }), ...rest, ...found },
      text: (layout) => sampleSizeText(study, answer, layout),
      failures: answer.failures,
      ...(found === undefined ? { exitCode: 1 } : {}),
    };
  });
}

/** That `--analysis` names none. */
export function unknownAnalysis(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  return `--analysis: there is no analysis '${name}'${nearest === undefined ? '' : `; did you mean ${nearest}?`} (${names.join(', ')})`;
}

/**
 * The study with what decides about the analysis asked for, or about the claim.
 * @throws ExitError (2) if there is no such analysis, or it is not clear which one is meant
 */
export function deciding(study: Study, analysis: string | undefined): Study {
  const names = Object.keys(study.analyses);
  if (analysis === undefined) {
    if (study.claim === undefined && names.length > 1)
      throw usageError(`--analysis: ${study.name} has no claim and more than one analysis; say which of ${names.join(', ')} counts`);
    return onlyWhatDecides(study);
  }
  if (!names.includes(analysis)) throw usageError(unknownAnalysis(analysis, names));
  return onlyWhatDecides(study, [analysis]);
}
