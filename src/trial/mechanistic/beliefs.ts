import { adverseEffectProbability } from '../../outcomes/adverse-effects.ts';
import { adverseEffectNames } from '../../outcomes/parameters.ts';
import type { ParticipantStreams } from '../../random/participant-streams.ts';
import { streamId } from '../../random/stream.ts';
import { beliefInActive, beliefInBlocker, isStronglyBelieved, noticeProbability, type Belief } from '../../response/expectancy.ts';
import type { SubjectRecords } from '../trial-generator.ts';
import type { MechanisticTrial } from '../trial-model.ts';
import type { DrugEffects } from './drug-effects.ts';
import type { Medication } from './medication/medication.ts';

const ADVERSE = streamId('adverse effects');
const QUESTIONNAIRE = streamId('questionnaire of guesses');
const NAUSEA_OR_VOMITING = (1 << adverseEffectNames.indexOf('nausea')) | (1 << adverseEffectNames.indexOf('vomiting'));

/**
 * What one patient feels, suffers and believes in the period entered last. Each is worked out where something asks for it, and adverse effects and answers have streams of
 * their own, so that what nothing asks for is not drawn and moves nothing else.
 */
export class Beliefs {
  readonly #model: MechanisticTrial;
  readonly #medication: Medication;
  readonly #effects: DrugEffects;
  readonly #belief: Belief = { active: 0, blocker: 0 };
  #streams: ParticipantStreams | undefined;
  #frailty = 1;
  #noticeDraw = 1;
  #activeDraw = 1;
  #blockerDraw = 1;
  /** −1 until they are asked for. */
  #adverseEffects = -1;

  constructor(model: MechanisticTrial, medication: Medication, effects: DrugEffects) {
    this.#model = model;
    this.#medication = medication;
    this.#effects = effects;
  }

  /** Has the uniform numbers that decide whether the drug is felt and what is guessed. */
  take(notice: number, active: number, blocker: number): void {
    this.#noticeDraw = notice;
    this.#activeDraw = active;
    this.#blockerDraw = blocker;
  }

  /** Starts the period that has just been given. @param frailty  the patient's factor on dissociation in it */
  startPeriod(streams: ParticipantStreams, frailty: number): void {
    this.#streams = streams;
    this.#frailty = frailty;
    this.#adverseEffects = -1;
  }

  /** The beliefs on which the size of expectancy depends; those on which it does not are 0. The object is used again. */
  expected(): Belief {
    const { response, belief } = this.#model;
    if (response.expectancy === 0) return this.#belief;
    this.#belief.active = this.#inActive();
    this.#belief.blocker = belief.blockerNocebo === 0 ? 0 : this.#inBlocker();
    return this.#belief;
  }

  #inActive(): number {
    const { belief } = this.#model;
    return belief.activeIfNoticed === belief.activeIfUnnoticed ? belief.activeIfNoticed : beliefInActive(belief, this.noticed);
  }

  #inBlocker(): number {
    const { belief } = this.#model;
    const sick = belief.blockerIfSick !== belief.blockerIfWell && (this.adverseEffects & NAUSEA_OR_VOMITING) !== 0;
    return beliefInBlocker(belief, sick);
  }

  /** Whether the studied drug was felt: by what it does to the endpoint that it is felt by, else with its own probability. */
  get noticed(): boolean {
    const { studied } = this.#medication.condition(this.#medication.periods - 1);
    const { endpoint, probability, scale } = studied.declaration.felt;
    if (endpoint === undefined) return this.#noticeDraw < probability;
    const level = this.#effects.peak(studied, endpoint, studied.isFeltByFrailty ? this.#frailty : 1);
    return this.#noticeDraw < noticeProbability(scale, Math.abs(level));
  }

  get guessedActive(): boolean {
    return this.#activeDraw < this.#inActive();
  }

  get guessedBlocker(): boolean {
    return this.#blockerDraw < this.#inBlocker();
  }

  /** Adverse effects as bits in the order of `adverseEffectNames`; drawn when they are first asked for. */
  get adverseEffects(): number {
    if (this.#adverseEffects < 0 && this.#streams !== undefined) this.#adverseEffects = this.#drawAdverseEffects(this.#streams);
    return this.#adverseEffects;
  }

  #drawAdverseEffects(streams: ParticipantStreams): number {
    const period = this.#medication.periods - 1;
    const { pretreatment, studied } = this.#medication.condition(period);
    const stream = streams.open(ADVERSE, period);
    const blocked = this.#medication.taken[period] === 1;
    let bits = 0;
    for (let effect = 0; effect < adverseEffectNames.length; effect++) {
      const oddsRatio = blocked ? pretreatment.adverseOddsRatios[effect] : 1;
      const probability = adverseEffectProbability(studied.adverseProbabilities[effect], oddsRatio, blocked);
      if (stream.uniform() < probability) bits |= 1 << effect;
    }
    return bits;
  }

  /** Fills guesses, what was felt and adverse effects into the row of a subject-period. */
  describe(records: SubjectRecords, row: number): void {
    const { strongly, dontKnow } = this.#model.belief;
    records.adverseEffects[row] = this.adverseEffects;
    records.noticed[row] = this.noticed ? 1 : 0;
    records.guessedActive[row] = this.guessedActive ? 1 : 0;
    records.guessedBlocker[row] = this.guessedBlocker ? 1 : 0;
    records.strongAboutActive[row] = isStronglyBelieved(this.#activeDraw, this.#inActive(), strongly) ? 1 : 0;
    records.strongAboutBlocker[row] = isStronglyBelieved(this.#blockerDraw, this.#inBlocker(), strongly) ? 1 : 0;
    const stream = dontKnow > 0 ? this.#streams?.open(QUESTIONNAIRE, this.#medication.periods - 1) : undefined;
    records.unsureOfBlocker[row] = stream !== undefined && stream.uniform() < dontKnow ? 1 : 0;
    records.unsureOfActive[row] = stream !== undefined && stream.uniform() < dontKnow ? 1 : 0;
  }
}

/** Empties what `describe` fills, in the row of a subject-period that was not given. */
export function clearBeliefs(records: SubjectRecords, row: number): void {
  records.adverseEffects[row] = 0;
  records.noticed[row] = 0;
  records.guessedActive[row] = 0;
  records.guessedBlocker[row] = 0;
  records.strongAboutActive[row] = 0;
  records.strongAboutBlocker[row] = 0;
  records.unsureOfBlocker[row] = 0;
  records.unsureOfActive[row] = 0;
}
