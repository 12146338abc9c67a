import { recordedValue, type DeclaredEndpoint } from '../../outcomes/declared-endpoint.ts';
import type { ParticipantStreams } from '../../random/participant-streams.ts';
import { streamId, Stream } from '../../random/stream.ts';
import { endpointOf, namesIn } from '../endpoints.ts';
import type { MechanisticTrial } from '../trial-model.ts';

/** One declared rating with the patient's own level. */
interface Rated {
  readonly name: string;
  readonly declared: DeclaredEndpoint;
  readonly patientPurpose: number;
  readonly occasionPurpose: number;
  /** Standard normal numbers of the patient and of the period, correlated with those of severity as declared. */
  patient: number;
  occasion: number;
}

/** The endpoints of a trial that are ratings of their own, each with streams of its own. */
export class RatedEndpoints {
  readonly #rated: readonly Rated[];
  readonly #stream = new Stream();

  constructor({ outcomes }: Pick<MechanisticTrial, 'outcomes'>) {
    this.#rated = namesIn(outcomes).flatMap((name) => {
      const endpoint = endpointOf({ outcomes }, name);
      return endpoint.kind === 'rating' ? [{ name, declared: endpoint.declared, ...purposesOf(name), patient: 0, occasion: 0 }] : [];
    });
  }

  /** Takes up a patient. @param candidate  which candidate for the place it is   @param severity  standard normal number of the patient's severity */
  startPatient(candidate: number, streams: ParticipantStreams, severity: number): void {
    for (const each of this.#rated)
      each.patient = withSeverity(each.declared, severity, streams.open(each.patientPurpose, candidate, this.#stream).normal());
  }

  /** Starts a period. @param severity  standard normal number of the period's severity about the patient's */
  startPeriod(period: number, streams: ParticipantStreams, severity: number): void {
    for (const each of this.#rated)
      each.occasion = withSeverity(each.declared, severity, streams.open(each.occasionPurpose, period, this.#stream).normal());
  }

  /**
   * The true value of an endpoint: the patient's level in this period, moved towards its better end by the non-drug improvement, and what drugs add.
   * @param nonDrug  0–1   @param points  of the drugs
   */
  value(name: string, nonDrug: number, points: number): number {
    const rated = this.#rated.find((each) => each.name === name);
    if (rated === undefined) throw new RangeError(`${name} is not among the ratings of the trial`);
    const { mean, sdBetween, sdOccasion, nonDrugShare, better, minimum, maximum } = rated.declared;
    const usual = mean + sdBetween * rated.patient + sdOccasion * rated.occasion;
    const end = better === 'lower' ? minimum : maximum;
    return usual + Math.min(1, nonDrugShare * nonDrug) * (end - usual) + points;
  }
}

/** A standard normal number that correlates with that of severity as declared; without a correlation the endpoint's own, to the last bit. */
function withSeverity({ severityCorrelation: r }: DeclaredEndpoint, severity: number, own: number): number {
  return r === 0 ? own : r * severity + Math.sqrt(1 - r * r) * own;
}

/** Standard normal numbers of a candidate's severity: the patient's own, and that of screening about it. */
export interface SeverityScores {
  readonly patient: number;
  readonly occasion: number;
}

/**
 * A declared rating of a candidate at screening.
 * @param stream  receives the candidate's streams
 */
export function ratingAtScreening(
  name: string,
  declared: DeclaredEndpoint,
  streams: ParticipantStreams,
  candidate: number,
  severity: SeverityScores,
  stream: Stream,
): number {
  const patient = withSeverity(declared, severity.patient, streams.open(purposesOf(name).patientPurpose, candidate, stream).normal());
  streams.open(streamId(`rating ${name} at screening`), candidate, stream);
  const { mean, sdBetween, sdOccasion, sdError } = declared;
  const occasion = withSeverity(declared, severity.occasion, stream.normal());
  return recordedValue(declared, mean + sdBetween * patient + sdOccasion * occasion + sdError * stream.normal());
}

function purposesOf(name: string): { readonly patientPurpose: number; readonly occasionPurpose: number } {
  return { patientPurpose: streamId(`rating ${name} of the patient`), occasionPurpose: streamId(`rating ${name} of the period`) };
}
