import type { ParticipantStreams } from '../../random/participant-streams.ts';
import { STEP } from '../../random/stream-group/group-layout.ts';
import { streamId } from '../../random/stream.ts';
import type { ResponseParameters } from '../../response/parameters.ts';
import { scoreWeights, sharedScore, type ScoreWeights } from '../../random/shared-score.ts';

const RELAPSE = streamId('time of relapse');
const EXPECTANCY = streamId('expectancy of an infusion');

/** Standard normal scores of the time in which a benefit is lost: the patient's own, and that of the infusion given last. */
export interface RelapseScores {
  readonly patient: number;
  readonly occasion: number;
}

/**
 * What differs from infusion to infusion of one patient beside the size of the benefit: when it is lost, and how much expectancy does. Each has a stream of its own, drawn for all
 * periods of the patient, and none is drawn that nothing reads. Reused from patient to patient without allocating.
 */
export class InfusionScores {
  readonly #relapseVaries: boolean;
  readonly #expectancyVaries: boolean;
  readonly #weights: ScoreWeights;
  /** The patient's own score, then those of the infusions. */
  readonly #relapses: Float64Array;
  readonly #expectancies: Float64Array;
  readonly #relapse = { patient: 0, occasion: 0 };

  /** Standard normal score of the susceptibility to expectancy at the infusion given last. */
  expectancy = 0;

  /** @param relapseVaries  whether the time in which an effect wanes differs between patients or infusions */
  constructor({ expectancyCorrelation }: ResponseParameters, relapseVaries: boolean, periods: number) {
    this.#relapseVaries = relapseVaries;
    this.#expectancyVaries = expectancyCorrelation < 1;
    this.#weights = scoreWeights(expectancyCorrelation);
    this.#relapses = new Float64Array(1 + periods);
    this.#expectancies = new Float64Array(periods);
  }

  get relapse(): RelapseScores {
    return this.#relapse;
  }

  /** Takes up a new patient. */
  startPatient(streams: ParticipantStreams): void {
    if (this.#relapseVaries) {
      keep(streams, RELAPSE, this.#relapses);
      this.#relapse.patient = this.#relapses[0];
    }
    if (this.#expectancyVaries) keep(streams, EXPECTANCY, this.#expectancies);
  }

  /** Has the scores of the next infusion. @param period  from 0   @param trait  the patient's own score of susceptibility to expectancy */
  startPeriod(period: number, trait: number): void {
    if (this.#relapseVaries) this.#relapse.occasion = this.#relapses[1 + period];
    this.expectancy = this.#expectancyVaries ? sharedScore(this.#weights, trait, this.#expectancies[period]) : trait;
  }
}

/** Fills `scores` with the first normal numbers of a stream. */
function keep(streams: ParticipantStreams, purpose: number, scores: Float64Array): void {
  const first = streams.draw(purpose, 0, scores.length, 0);
  const { drawn } = streams;
  for (let place = 0; place < scores.length; place++) scores[place] = drawn[first + STEP * place];
}
