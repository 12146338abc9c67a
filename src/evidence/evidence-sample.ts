import { completeFollowUp } from '../outcomes/missingness/index.ts';
import { instrumentOf, type Instrument } from '../outcomes/scales/instrument.ts';
import { scales } from '../outcomes/scales/index.ts';
import { defaultsOf } from '../parameters/parameter-table.ts';
import { midazolamParameters, salineParameters, type Pretreatment } from '../pharmacology/parameters.ts';
import { emptyPatient, PatientSource } from '../population/patient.ts';
import { ParticipantStreams } from '../random/participant-streams.ts';
import { compileCondition } from '../trial/conditions.ts';
import { trialGenerator } from '../trial/compile-trial.ts';
import { Medication } from '../trial/mechanistic/medication/medication.ts';
import { outcomesOf } from '../trial/potential-outcomes.ts';
import { columnKey, type TrialData } from '../trial/trial-data.ts';
import type { MechanisticTrial } from '../trial/trial-model.ts';

/**
 * Worlds that the published figures speak of, with their opioid dependence: naltrexone removes all of ketamine's benefit (Williams et al. 2018), or as much as
 * attenuates the observed fall of HAM-D17 on day 1 by 28 % (Jelen et al. 2025), solved with the default scenario.
 */
export const evidenceWorlds = { full: 1, partial: 0.71 } as const;
export type EvidenceWorld = keyof typeof evidenceWorlds;

/** Conditions that the published figures speak of, by name in the sample. */
const sequence = ['placebo', 'naltrexone', 'placebo+saline', 'placebo+midazolam'] as const;
export type EvidenceCondition = (typeof sequence)[number];

/** Visits at which HAM-D17 is rated beside the scenario's own, h: where published figures stand, and close enough to time the end of a response. */
const addedVisits: Readonly<Record<string, number>> = {
  m230: 230 / 60,
  day1: 24,
  day2: 48,
  day3: 72,
  day5: 120,
  day7: 168,
  day10: 240,
  day12: 288,
  day14: 336,
  day21: 504,
  day28: 672,
};

/** Everything about one scenario's virtual patients that a published figure may be compared with; what is not asked for is not simulated. */
export class EvidenceSample {
  readonly patients: number;
  readonly model: MechanisticTrial;
  readonly instrument: Instrument;
  readonly key: Int32Array;
  readonly #reads: ReadonlySet<string>;
  readonly #outcomes = new Map<string, TrialData>();
  #crossover: TrialData | undefined;
  #medications: Medication[] | undefined;

  /**
   * @param trial  the scenario's trial; missingness plays no part, saline and midazolam are added, and HAM-D17 is rated at `addedVisits` too
   * @param reads  columns that will be asked for
   * @param worlds  opioid dependence of the worlds
   * @throws RangeError if the scenario has no placebo, naltrexone or ketamine
   */
  constructor(
    trial: MechanisticTrial,
    key: Int32Array,
    patients: number,
    reads: ReadonlySet<string>,
    readonly worlds: Readonly<Record<EvidenceWorld, number>> = evidenceWorlds,
  ) {
    const hamd17 = trial.outcomes.hamd17?.visits ?? [];
    const ratedVisits = [...new Set([...hamd17, ...Object.keys(addedVisits)])];
    const visits: Readonly<Record<string, number>> = { ...addedVisits, ...trial.visits };
    const infusions = {
      saline: { kind: 'saline', ...defaultsOf(salineParameters) },
      midazolam: { kind: 'midazolam', ...defaultsOf(midazolamParameters) },
      ...trial.infusions,
    } as const;
    this.model = {
      ...trial,
      visits,
      infusions,
      design: { ...trial.design, infusion: 'ketamine', reference: 'placebo' },
      outcomes: { ...trial.outcomes, hamd17: { visits: ratedVisits.sort((a, b) => visits[a] - visits[b]) } },
    };
    for (const name of sequence) compileCondition(name, this.model);
    this.patients = patients;
    this.key = key;
    this.#reads = reads;
    this.instrument = instrumentOf(scales.hamd17, trial.measurement);
  }

  /** One value per patient, given a condition as the first treatment. */
  column(world: EvidenceWorld, condition: EvidenceCondition, endpoint: string, visit: string): Float64Array {
    const name = columnKey(endpoint, visit);
    const column = this.#population(world, condition).columns.get(name);
    if (column === undefined) throw new RangeError(`the scenario does not record ${name}`);
    return column;
  }

  /** A crossover of all the patients in the partial-block world, completed by all. */
  crossover(): TrialData {
    if (this.#crossover === undefined) {
      const generator = trialGenerator(this.#crossoverModel(), this.key, this.#reads);
      generator.generate(0);
      this.#crossover = generator.data;
    }
    return this.#crossover;
  }

  /** Medication of each of the first patients after naltrexone and ketamine; the infusion starts at time 0. */
  medications(): readonly Medication[] {
    if (this.#medications !== undefined) return this.#medications;
    const condition = compileCondition('naltrexone', this.model);
    const streams = new ParticipantStreams(this.key);
    const patient = emptyPatient();
    const table = this.instrument.table();
    const source = new PatientSource(this.model.population, (severity, uniform) => table.total(severity, uniform));
    this.#medications = Array.from({ length: Math.min(this.patients, 2000) }, (_, subject) => {
      source.draw(streams.bind(0, subject), patient);
      const medication = new Medication(this.model, 1);
      medication.startPatient(patient, streams);
      medication.administer(condition, 0, 0);
      return medication;
    });
    return this.#medications;
  }

  /** The blocker of the scenario, for its lead time. */
  leadHours(): number {
    const naltrexone: Pretreatment = this.model.pretreatments.naltrexone;
    return (naltrexone.leadMinutes ?? this.model.design.leadMinutes) / 60;
  }

  #population(world: EvidenceWorld, condition: EvidenceCondition): TrialData {
    const blocked = condition === 'naltrexone';
    const name = blocked ? `${world} ${condition}` : condition;
    let known = this.#outcomes.get(name);
    if (known === undefined) {
      const design = { ...this.model.design, sequences: [[condition]], weights: [1], reference: condition };
      known = outcomesOf({ model: { ...this.#inWorld(world), design }, key: this.key, reads: this.#reads, patients: this.patients });
      this.#outcomes.set(name, known);
    }
    return known;
  }

  #inWorld(world: EvidenceWorld): MechanisticTrial {
    return { ...this.model, response: { ...this.model.response, opioidDependence: this.worlds[world] } };
  }

  #crossoverModel(): MechanisticTrial {
    const sequences = [
      ['placebo', 'naltrexone'],
      ['naltrexone', 'placebo'],
    ];
    const design = { ...this.model.design, participants: this.patients, sequences, weights: [1, 1], blockSize: 2, rebaselineShare: 0 };
    return { ...this.#inWorld('partial'), design, missingness: completeFollowUp };
  }
}
