import type { Admission } from '../../population/patient.ts';
import { streamId, Stream } from '../../random/stream.ts';
import { endpointOf, namesIn } from '../endpoints.ts';
import type { MechanisticTrial } from '../trial-model.ts';
import { ratingAtScreening } from '../mechanistic/rated-endpoints.ts';
import type { Rater } from '../mechanistic/rater.ts';

/** Whether a candidate's measurements at screening lie within the limits of every outcome that has some; undefined where none has. */
export function admissionOf(model: MechanisticTrial, rater: Rater): Admission | undefined {
  const limited = namesIn(model.outcomes).flatMap((name) => {
    const { eligibleFrom, eligibleTo } = model.outcomes[name] ?? {};
    if (eligibleFrom === undefined && eligibleTo === undefined) return [];
    return [{ name, endpoint: endpointOf(model, name), from: eligibleFrom ?? -Infinity, to: eligibleTo ?? Infinity }];
  });
  if (limited.length === 0) return undefined;
  const stream = new Stream();
  return (streams, candidate, severity, scores) =>
    limited.every(({ name, endpoint, from, to }) => {
      if (endpoint.kind !== 'scale' && endpoint.kind !== 'rating') return true;
      const score =
        endpoint.kind === 'rating'
          ? ratingAtScreening(name, endpoint.declared, streams, candidate, scores, stream)
          : rater.total(name, severity, streams.open(streamId(`screening ${name}`), candidate, stream).uniform());
      return score >= from && score <= to;
    });
}
