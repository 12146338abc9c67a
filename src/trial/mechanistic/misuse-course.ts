import { log } from '../../elementary/index.ts';
import { GammaQuantileTable } from '../../outcomes/gamma-quantile-table.ts';
import { misuseHazard, type MisuseModel } from '../../outcomes/misuse.ts';
import type { ParticipantStreams } from '../../random/participant-streams.ts';
import { streamId } from '../../random/stream.ts';

const MISUSE = streamId('misuse');

/** Whether a patient has begun to misuse the drug: as soon as the hazards of the infusions so far exceed the patient’s exponential threshold. */
export class MisuseCourse {
  readonly #model: MisuseModel;
  readonly #frailties: GammaQuantileTable;
  #frailty = NaN;
  #threshold = 0;
  #disorderDraw = 0;

  constructor(model: MisuseModel) {
    this.#model = model;
    this.#frailties = new GammaQuantileTable(model.hazardCv);
  }

  /** Takes up a patient, whose numbers are drawn when they are first asked for. */
  startPatient(): void {
    this.#frailty = NaN;
  }

  /** Whether misuse has begun after infusions with these mean blockades, and whether it meets the criteria of dependence. */
  state(streams: ParticipantStreams, blockades: Iterable<number>): { readonly misuse: boolean; readonly disorder: boolean } {
    if (Number.isNaN(this.#frailty)) this.#draw(streams);
    let hazard = 0;
    for (const blockade of blockades) hazard += misuseHazard(this.#model, this.#frailty, blockade);
    const misuse = hazard > this.#threshold;
    return { misuse, disorder: misuse && this.#disorderDraw < this.#model.disorderShare };
  }

  #draw(streams: ParticipantStreams): void {
    const stream = streams.open(MISUSE);
    this.#frailty = this.#frailties.at(stream.normal());
    this.#threshold = -log(stream.uniform());
    this.#disorderDraw = stream.uniform();
  }
}
