import type { Cell } from '../../data-files/writing/data-table.ts';
import type { ComparedCell, Comparison } from '../../power/common-random-numbers/comparison.ts';
import { withAnswer, type Inquiry } from '../../power/common-random-numbers/inquiry.ts';
import { comparisonInquiry, type ComparisonAnswer } from '../../power/common-random-numbers/run-comparison.ts';
import { oppositeDirections } from '../../power/characteristics/opposite-directions.ts';
import type { WorldWeights } from '../../power/uncertainty/world-weights.ts';
import { weightsSentence } from '../../report/sentences/uncertainty-sentence.ts';
import { worldChanges, type WorldChange } from '../../report/sentences/world-changes.ts';
import { comparisonSentences } from '../../report/sentences/comparison-sentences.ts';
import { comparisonText } from '../../report/text/comparison-text.ts';
import type { GridCell } from '../arguments/load-grid.ts';
import { folded } from '../../report/text/fold.ts';
import { scenarioHash } from '../../scenario/index.ts';
import type { Answer } from '../results/emit-answer.ts';
import { headOf, provenance, type ResultDocument } from '../results/result-document.ts';
import type { PlannedDesign, PlannedQuestion } from '../shards/planned-question.ts';
import type { PosedQuestion, QuestionCell } from '../shards/question-plan.ts';
import { posteriorWeights } from './posterior-weights.ts';

/** A design in a world, as the answer needs it. */
interface ComparedDesign {
  readonly design: string;
  readonly world: string;
  /** The design as its own file has it. */
  readonly own: PlannedDesign;
  readonly one: Pick<PlannedDesign, 'hash' | 'study'> & Pick<QuestionCell, 'origins'>;
}

/** `compare`: designs against worlds. */
export function posedComparison(grid: readonly GridCell[]): PosedQuestion {
  const owns = [...new Set(grid.map(({ own }) => own))];
  const weights = posteriorWeights(grid);
  return {
    question: {
      kind: 'comparison',
      grid: grid.map(({ design, world, own }) => ({ design, world, own: owns.indexOf(own) })),
      designs: owns.map(({ hash, study, origins }) => ({ hash, study, origins })),
      ...(weights === undefined ? {} : { weights }),
    },
    cells: grid.map(({ one: { study, origins } }) => ({ study, origins })),
  };
}

/** The answer to a comparison from the runs of its cells. */
export function comparisonAnswer(
  { grid, designs, weights }: Extract<PlannedQuestion, { kind: 'comparison' }>,
  cells: readonly QuestionCell[],
): Inquiry<Answer> {
  const compared = grid.map(({ design, world, own }, position) => {
    const { study, origins } = cells[position];
    return { design, world, own: designs[own], one: { study, origins, hash: scenarioHash(study) } };
  });
  const studies = compared.map(({ design, world, one: { study } }) => ({ design, world, study }));
  return withAnswer(comparisonInquiry(studies), (answer) => answerFrom(compared, answer, weights));
}

/** @param answer  of every cell of the grid, in its order */
function answerFrom(grid: readonly ComparedDesign[], { cells, comparison, unsound }: ComparisonAnswer, weights?: WorldWeights): Answer {
  const failures = unsound.map(
    ({ design, world, analyses }) => `${design} in ${world}: too many analyses could not be estimated (${analyses.join(', ')})`,
  );
  const changes = worldChanges(grid.map(({ design, world, own, one }) => ({ design, world, own: own.study, study: one.study })));
  const notes = neverMade(grid, comparison);
  const told = [...notes, ...(weights === undefined ? [] : [weightsSentence(weights)])];
  const [{ own }] = grid;
  return {
    document: documentOf(grid, comparison, changes, { notes, weights }),
    name: 'comparison',
    table: { name: 'comparison', rows: rowsOf(cells, comparison) },
    text: (layout) => [comparisonText(cells, comparison, changes, layout), ...told.map((note) => folded(note, layout.columns))].join('\n'),
    report: {
      question: { kind: 'comparison', comparison, changes, weights },
      study: own.study,
      designs: ownDesigns(grid).map(({ study }) => study),
      hash: own.hash,
      compared: grid.map(({ design, world, one: { study, origins } }) => ({ design, world, study, origins })),
    },
    ...(failures.length > 0 ? { failures: failures.join('\n') } : {}),
  };
}

/** Every design once, as its own file has it. */
function ownDesigns(loaded: readonly ComparedDesign[]): PlannedDesign[] {
  return loaded.filter(({ design }, i) => loaded.findIndex((each) => each.design === design) === i).map(({ own }) => own);
}

/** Why a true claim was supported in no simulated trial, where an analysis tests in the other direction than the true effect. */
function neverMade(grid: readonly ComparedDesign[], { cells }: Comparison): string[] {
  return grid.flatMap(({ design, world, one: { study } }, position) => {
    const { holds, probability } = cells[position];
    const never = holds && probability?.value === 0 ? oppositeDirections(study, study.claim?.all) : [];
    return never.map((note) => `${design} in ${world}: ${note}`);
  });
}

function documentOf(
  loaded: readonly ComparedDesign[],
  comparison: Comparison,
  changes: readonly WorldChange[],
  { notes, weights }: { readonly notes: readonly string[]; readonly weights: WorldWeights | undefined },
): ResultDocument {
  const designs = [...new Set(loaded.map(({ design }) => design))];
  const worlds = [...new Set(loaded.map(({ world }) => world))];
  const holds = (world: string): boolean => loaded.find((cell) => cell.world === world)?.one.study.claim?.holds === true;
  const { cells, separations, varianceRatio } = comparison;
  return {
    ...headOf(loaded.map(({ one }) => provenance(one))),
    comparison: {
      designs,
      designStudies: ownDesigns(loaded).map(({ study, hash }) => ({ ...provenance({ study, hash }), study })),
      worlds: worlds.map((name) => ({ name, claimTrue: holds(name) })),
      designChanges: changes,
      cells: cells.map((cell, position) => {
        const { study, hash, origins } = loaded[position].one;
        const { trial, power } = study;
        return {
          ...cell,
          participants: trial.design.participants,
          replicates: power.replicates,
          ...provenance({ study, hash }),
          study,
          origins,
        };
      }),
      separations,
      best: separations.length > 0 ? separations[0].design : null,
      varianceRatio,
      sentence: comparisonSentences(comparison).join(' '),
      ...(notes.length === 0 ? {} : { notes }),
      ...(weights === undefined ? {} : { posteriorWeights: weights }),
    },
  };
}

/** One row per design and world: tidy. */
function rowsOf(cells: readonly ComparedCell[], { cells: table }: Comparison): Cell[][] {
  return [
    [
      'design',
      'world',
      'claim_true',
      'participants',
      'replicates',
      'probability',
      'mcse',
      'lower',
      'upper',
      'difference',
      'difference_mcse',
    ],
    ...table.map(({ design, world, holds, probability, difference }, position) => [
      ...[design, world, String(holds), cells[position].study.trial.design.participants, cells[position].successes.trials],
      ...(probability === null ? ['', '', '', ''] : [probability.value, probability.mcse, probability.lower, probability.upper]),
      ...(difference === null ? ['', ''] : [difference.value, difference.mcse]),
    ]),
  ];
}
