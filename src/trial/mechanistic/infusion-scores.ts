import type { ParticipantStreams } from '../../random/participant-streams.ts';
import { Stream, streamId } from '../../random/stream.ts';
import type { ResponseParameters } from '../../response/parameters.ts';

const RELAPSE = streamId('time of relapse');
const EXPECTANCY = streamId('expectancy of an infusion');

/** Standard normal scores of the time in which a benefit is lost: the patient's own, and that of the infusion given last. */
export interface RelapseScores {
  readonly patient: number;
  readonly occasion: number;
}

/**
 * What differs from infusion to infusion of one patient beside the size of the benefit: when it is lost, and how much expectancy does. Each has a stream of its own,
 * walked from infusion to infusion, and none is drawn that nothing reads. Reused from patient to patient without allocating.
 */
export class InfusionScores {
  readonly #relapseVaries: boolean;
  readonly #expectancyCorrelation: number;
  readonly #relapseStream = new Stream();
  readonly #expectancyStream = new Stream();
  readonly #relapse = { patient: 0, occasion: 0 };

  /** Standard normal score of the susceptibility to expectancy at the infusion given last. */
  expectancy = 0;

  /** @param relapseVaries  whether the time in which an effect wanes differs between patients or infusions */
  constructor({ expectancyCorrelation }: ResponseParameters, relapseVaries: boolean) {
    this.#relapseVaries = relapseVaries;
    this.#expectancyCorrelation = expectancyCorrelation;
  }

  get relapse(): RelapseScores {
    return this.#relapse;
  }

  /** Takes up a new patient. */
  startPatient(streams: ParticipantStreams): void {
    if (this.#relapseVaries) this.#relapse.patient = streams.open(RELAPSE, 0, this.#relapseStream).normal();
    if (this.#expectancyCorrelation < 1) streams.open(EXPECTANCY, 0, this.#expectancyStream);
  }

  /** Draws the scores of the next infusion. @param trait  the patient's own score of susceptibility to expectancy */
  startPeriod(trait: number): void {
    if (this.#relapseVaries) this.#relapse.occasion = this.#relapseStream.normal();
    const shared = this.#expectancyCorrelation;
    this.expectancy = shared < 1 ? Math.sqrt(shared) * trait + Math.sqrt(1 - shared) * this.#expectancyStream.normal() : trait;
  }
}
