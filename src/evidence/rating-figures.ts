import { squared } from '../elementary/index.ts';
import { scales } from '../outcomes/scales/index.ts';
import { expectedTotal } from '../outcomes/scales/scale.ts';
import { ParticipantStreams } from '../random/participant-streams.ts';
import { streamId } from '../random/stream.ts';
import type { EvidenceSample } from './evidence-sample.ts';
import { average, figure, variance, type Figure } from './figure.ts';

const RELIABILITY = streamId('reliability');

/** Mean and SD of the true severity of the mixed-severity sample in which reliability is judged: ill and improved patients together (assumed). */
const MIXED_MEAN = 17;
const MIXED_SD = 5;

/** What two raters make of the same patients: `icc`, `error` (points) or Cronbach's `alpha` of the first. */
export function reliability(what: 'icc' | 'error' | 'alpha'): Figure {
  return figure([], (sample, from, to) => {
    const { first, second, items } = ratings(sample, from, to, (z) => MIXED_MEAN + MIXED_SD * z);
    if (what === 'alpha') {
      const count = items.length;
      return (count / (count - 1)) * (1 - items.reduce((sum, scores) => sum + variance(scores), 0) / variance(first));
    }
    const within = average(first.map((value, i) => squared(value - second[i]))) / 2;
    return what === 'error' ? Math.sqrt(within) : 1 - within / variance(first);
  });
}

/** Mean HAM-D6 of patients whose true HAM-D17 is the given one. */
export function coreScoreAt(severity: number): Figure {
  const core = scales.hamd17.subscales[0].items;
  return figure([], (sample, from, to) => {
    const { items } = ratings(sample, from, to, () => severity);
    return core.reduce((sum, item) => sum + average(items[item - 1]), 0);
  });
}

/** Mean MADRS of patients whose true HAM-D17 is the given one. */
export const madrsAt = (severity: number): Figure => figure([], () => expectedTotal(scales.madrs, severity));

/** Item-wise HAM-D17 ratings of patients of known severity by two raters on one occasion. */
function ratings({ instrument, key }: EvidenceSample, from: number, to: number, severity: (z: number) => number) {
  const count = instrument.scale.items.length;
  const streams = new ParticipantStreams(key);
  const [lasting, passing, own] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const scores = new Uint8Array(count);
  const [first, second] = [new Float64Array(to - from), new Float64Array(to - from)];
  const items = Array.from({ length: count }, () => new Float64Array(to - from));
  for (let i = 0; i < to - from; i++) {
    const stream = streams.bind(0, from + i).open(RELIABILITY);
    const truth = Math.max(0, severity(stream.normal()));
    for (let item = 0; item < count; item++) {
      lasting[item] = stream.normal();
      passing[item] = stream.normal();
    }
    instrument.deviate(lasting, passing, own);
    second[i] = instrument.model.rate(truth, own, stream, scores);
    first[i] = instrument.model.rate(truth, own, stream, scores);
    for (let item = 0; item < count; item++) items[item][i] = scores[item];
  }
  return { first, second, items };
}
