import { drawCause, drawGrade, drawTimes, type EventCause } from '../../outcomes/adverse-event-course.ts';
import { adverseEffectProbability } from '../../outcomes/adverse-effects.ts';
import { adverseEffectNames, type AdverseEffectName } from '../../outcomes/parameters.ts';
import { Stream, streamId } from '../../random/stream.ts';
import { compileCondition, type Condition } from '../conditions.ts';
import { withdrawalReasons } from '../participant-flow.ts';
import type { TrialGenerator } from '../trial-generator.ts';
import type { MechanisticTrial, TrialModel } from '../trial-model.ts';
import { doseTimes } from './dose-times.ts';
import { lastMinute } from './last-contact.ts';

const COURSE = streamId('course of an adverse event');
const REASON = streamId('adverse event that is the reason to leave');
const WITHDRAWN = withdrawalReasons.indexOf('withdrawn after adverse effects');

/** One adverse event of the trial generated last. Minutes are counted from the start of the period's studied drug. */
export interface AdverseEvent {
  /** Row of the trial's columns. */
  readonly row: number;
  readonly event: AdverseEffectName;
  readonly cause: EventCause;
  readonly onset: number;
  /** After the onset; undefined where it was not over at the last contact. */
  readonly end: number | undefined;
  /** 1 mild, 2 moderate, 3 severe. */
  readonly grade: 1 | 2 | 3;
  /** Whether the participant left because of it. */
  readonly isReasonToLeave: boolean;
}

/** Of which trial the events are: what its streams are opened by. */
export interface TrialStreams {
  readonly key: Int32Array;
  readonly replicate: number;
}

/**
 * The adverse events of the trial generated last, with what the model of their occurrence leaves open: cause, onset, end and grade, from streams of their own. A participant who withdrew after adverse effects
 * left because of one of those of the last period, drawn at random, of grade 2 or more. Without events in the normal model.
 */
export function adverseEventsOf(model: TrialModel, generator: TrialGenerator, { key, replicate }: TrialStreams): AdverseEvent[] {
  const { data, records } = generator;
  if (model.kind === 'gaussian') return [];
  const conditions = data.treatments.map((name) => compileCondition(name, model));
  const doses = data.treatments.map((name) => doseTimes(model, name));
  const stream = new Stream();
  const found: AdverseEvent[] = [];
  for (let row = 0; row < data.subjectCount * data.periodCount; row++) {
    const bits = records.adverseEffects[row];
    if (bits === 0) continue;
    const [subject, period] = [Math.floor(row / data.periodCount), row % data.periodCount];
    const code = data.treatment[row];
    const isLast = period === records.periodsGiven[subject] - 1;
    const seen = isLast ? lastMinute(generator, row, doses[code]) : Infinity;
    const had = adverseEffectNames.flatMap((_, effect) => ((bits & (1 << effect)) === 0 ? [] : [effect]));
    const left = isLast && records.withdrawal[subject] === WITHDRAWN;
    const reason = left ? had[Math.floor(had.length * stream.start(key, replicate, subject + 1, REASON, period).uniform())] : -1;
    for (const effect of had) {
      stream.start(key, replicate, subject + 1, COURSE, period * adverseEffectNames.length + effect);
      const course = courseOf(stream, { model, condition: conditions[code], taken: records.adherent[row] === 1, effect, seen });
      const isReasonToLeave = effect === reason;
      found.push({ row, event: adverseEffectNames[effect], ...course, grade: drawGrade(stream, isReasonToLeave ? 2 : 1), isReasonToLeave });
    }
  }
  return found;
}

interface EventFacts {
  readonly model: MechanisticTrial;
  readonly condition: Condition;
  /** Whether a pretreatment was taken. */
  readonly taken: boolean;
  readonly effect: number;
  /** Minute of the last contact. */
  readonly seen: number;
}

/** Draws cause, onset and end of an event; one that would begin after the last contact begins before it. */
function courseOf(stream: Stream, { model, condition, taken, effect, seen }: EventFacts): Pick<AdverseEvent, 'cause' | 'onset' | 'end'> {
  const { studied, pretreatment, leadHours } = condition;
  const event = adverseEffectNames[effect];
  const alone = studied.adverseProbabilities[effect];
  const all = adverseEffectProbability(alone, taken ? pretreatment.adverseOddsRatios[effect] : 1, taken);
  const cause = drawCause(stream, model.adverseEffects[event].withoutDrug, Math.min(alone, all), all);
  const { begins, lasts } = drawTimes(stream, event, cause, cause === 'pretreatment' ? -leadHours : 0);
  const drawn = Math.round(60 * begins);
  const earlier = stream.uniform();
  const onset = drawn <= seen ? drawn : Math.floor(seen * earlier);
  const end = onset + Math.max(1, Math.round(60 * lasts));
  return { cause, onset, end: end <= seen ? end : undefined };
}
