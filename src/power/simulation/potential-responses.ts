import { Responses } from '../../analysis/selection/responses.ts';
import { questionOf } from '../../study/question.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { EffectSample } from './effect-sample.ts';

/** Reads from a population of potential outcomes what an analysis compares in each participant. */
export abstract class PotentialResponses {
  protected readonly analysis: PlannedAnalysis;
  protected readonly responses: Responses;
  /** Participants read so far. */
  protected read = 0;

  constructor(analysis: PlannedAnalysis) {
    const visits = analysis.visits?.includes(analysis.visit) === false ? analysis.visits : [analysis.visit];
    this.analysis = analysis;
    this.responses = new Responses(questionOf(analysis, 0.95), { visits });
  }

  /**
   * Adds a population’s pairs to a sample. With several visits a response is their average; of a difference of differences the second one is taken from the response under the comparator.
   * @throws RangeError if nobody of it belongs to the analysis’s population and nobody did before
   */
  addTo(sample: EffectSample, population: TrialData): void {
    const failure = this.responses.select(population);
    if (failure !== undefined && sample.isEmpty) throw new RangeError(failure.reason);
    if (failure === undefined) this.addPairs(sample, population);
  }

  protected abstract addPairs(sample: EffectSample, population: TrialData): void;

  /** The response of a row, averaged over the visits asked. */
  protected response(row: number): number {
    const { responses } = this.responses;
    let sum = 0;
    for (const column of responses) sum += column[row];
    return sum / responses.length;
  }
}

/** Each condition given first (`potentialOutcomes`): the rows of a participant are the conditions. */
export class FirstTreatments extends PotentialResponses {
  protected addPairs(sample: EffectSample, { subjectCount, periodCount, treatments }: TrialData): void {
    const { included, reference, comparator } = this.responses;
    const { minus } = this.analysis;
    for (let subject = 0; subject < subjectCount; subject++) {
      const participant = this.read++;
      if (included[subject] === 0) continue;
      const row = subject * periodCount;
      const under = (condition: string): number => this.response(row + treatments.indexOf(condition));
      const second = minus === undefined ? 0 : under(minus.comparator) - under(minus.reference);
      sample.add(this.response(row + reference), this.response(row + comparator) - second, participant);
    }
  }
}
