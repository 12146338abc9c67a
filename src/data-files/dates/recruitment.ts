import { log } from '../../elementary/index.ts';
import { Stream, streamId } from '../../random/index.ts';
import type { TrialStreams } from '../../trial/events/adverse-events.ts';

const DAYS_A_WEEK = 7;
const RECRUITMENT = streamId('recruitment');

/**
 * Days from the randomisation of the first participant to that of each. With a rate they come as a Poisson process: the gaps are exponential with a mean of 7 / rate days, from a stream of their own, and a
 * participant's day is the whole part of their sum. Without one they come a week apart (assumed).
 * @param rate  participants a week, above 0
 */
export function recruitmentDays(participants: number, rate: number | undefined, { key, replicate }: TrialStreams): Float64Array {
  if (rate === undefined) return Float64Array.from({ length: participants }, (_, subject) => DAYS_A_WEEK * subject);
  const stream = new Stream().start(key, replicate, 0, RECRUITMENT, 0);
  const days = new Float64Array(participants);
  let moment = 0;
  for (let subject = 1; subject < participants; subject++) {
    moment -= (DAYS_A_WEEK / rate) * log(stream.uniform());
    days[subject] = Math.floor(moment);
  }
  return days;
}
