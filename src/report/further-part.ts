import type { BlindingResult } from '../analysis/blinding.ts';
import type { ExpectedBlinding } from '../power/characteristics/expected-blinding.ts';
import { furtherFigures } from '../power/characteristics/further-figures.ts';
import type { BlindingIndex } from '../statistics/intervals/blinding-index.ts';
import type { Study } from '../study/study.ts';

/** A part of a document. */
export type Section = Readonly<Record<string, unknown>>;

/** The expected blinding, and the risks of misuse and dependence, as sections of a document of power; without those that a study does not have. */
export function furtherPart(study: Study): Section {
  const { blinding, risks = [] } = furtherFigures(study);
  return {
    ...(blinding === undefined ? {} : { blinding: blindingPart(blinding) }),
    ...(risks.length === 0 ? {} : { risks: risks.map(({ sequence, risks: own }) => ({ sequence, ...own })) }),
  };
}

/** Indices with their Monte-Carlo error and the standard error that they have in one trial; answers as counts of the population. */
function blindingPart({ results, population, participants }: ExpectedBlinding): Section {
  const index = ({ estimate, standardError }: BlindingIndex): Section => ({
    value: estimate,
    mcse: standardError,
    standardErrorInTrial: standardError * Math.sqrt(population / participants),
  });
  const indices = ({
    james,
    arms,
  }: Pick<BlindingResult, 'james'> & { readonly arms: readonly { readonly bang?: BlindingIndex }[] }): Section => ({
    ...(james === undefined ? {} : { james: index(james) }),
    arms: arms.map(({ bang, ...answers }) => ({ ...answers, ...(bang === undefined ? {} : { bang: index(bang) }) })),
  });
  const questions = results.map((result) => ({
    question: result.question,
    ...indices(result),
    ...(result.graded === undefined ? {} : { graded: indices(result.graded) }),
  }));
  return { period: 1, population, questions };
}
