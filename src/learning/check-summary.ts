import { remissionCutOff } from '../analysis/selection/measure.ts';
import { scaleTotal } from '../outcomes/scales/index.ts';
import { unknownName } from '../scenario/document/finding.ts';
import { baselineVisit } from '../scenario/resolved/study-of.ts';
import type { ResolvedScenario } from '../scenario/schema/scenario-schema.ts';
import { conditionNames } from '../trial/conditions.ts';
import type { MechanisticTrial } from '../trial/trial-model.ts';
import type { Reading, Summary } from './evidence-schema.ts';

/** A study as far as a summary is checked against it. */
interface CheckedStudy {
  readonly scenario: ResolvedScenario;
  readonly trial: MechanisticTrial;
}

/** Reports what is wrong with a part of a summary. */
type Say = (part: string, message: string) => void;

/** What a summary reads that its study does not have, and counts that contradict each other. */
export function checkSummary(summary: Summary, study: CheckedStudy, say: Say): void {
  if (summary.kind === 'patterns') {
    checkPatterns(summary, study, say);
    summary.events.forEach((each, place) => checkEvent(`.events.${place}`, each, study, say));
    return;
  }
  if (summary.kind === 'pattern-share') return; // is made by the program
  const isShare = summary.kind === 'count' || summary.kind === 'share' || summary.kind === 'odds-ratio';
  (isShare ? checkEvent : checkReading)('', summary, study, say);
  if (summary.kind === 'count' && summary.count > summary.of) say('.count', `expected at most ${summary.of}, got ${summary.count}`);
  if (summary.kind === 'count') checkCounted('.of', summary.of, [summary], study, say);
  if (summary.kind === 'correlation') checkReading('.with', summary.with, study, say);
  if ('against' in summary) {
    const { after, against } = summary;
    checkCondition('.against', against, study, say);
    const isPaired = study.trial.design.sequences.some((sequence) => sequence.includes(after) && sequence.includes(against));
    if (summary.kind.startsWith('paired-') && !isPaired) say('.against', 'expected a sequence with both conditions, got none');
  }
}

function checkPatterns({ events, patterns }: Extract<Summary, { kind: 'patterns' }>, study: CheckedStudy, say: Say): void {
  for (const pattern of Object.keys(patterns))
    if (pattern.length !== events.length) say(`.patterns.${pattern}`, `expected ${events.length} digits, one an event`);
  const counted = Object.values(patterns).reduce((sum, count) => sum + count, 0);
  if (counted === 0) say('.patterns', 'expected at least one patient, got none');
  checkCounted('.patterns', counted, events, study, say);
}

/** No more patients are counted than the design gives what is read; fewer are those of whom it is known. */
function checkCounted(part: string, counted: number, readings: readonly Reading[], { trial: { design } }: CheckedStudy, say: Say): void {
  const { participants, sequences, weights, blockSize, allocation } = design;
  const isGiven = (sequence: readonly string[]): boolean =>
    readings.every(({ after, period }) => (period === undefined ? sequence.includes(after) : sequence[period - 1] === after));
  const share =
    sequences.reduce((sum, sequence, place) => sum + (isGiven(sequence) ? weights[place] : 0), 0) /
    weights.reduce((sum, weight) => sum + weight, 0);
  // An incomplete block may be of one group; other ways of allocation bound no group.
  const inBlocks = allocation === undefined || allocation.kind === 'permuted-blocks';
  const most = inBlocks ? Math.min(participants, Math.round(Math.ceil(participants / blockSize) * blockSize * share)) : participants;
  if (share > 0 && counted > most)
    say(part, `expected at most ${most}, the patients of the design (${participants} participants) with the condition, got ${counted}`);
}

function checkEvent(part: string, reading: Reading, study: CheckedStudy, say: Say): void {
  checkReading(part, reading, study, say);
  const { measure } = reading;
  if (measure !== 'response' && measure !== 'remission') say(`${part}.measure`, `expected response or remission, got ${measure}`);
}

function checkReading(part: string, reading: Reading, study: CheckedStudy, say: Say): void {
  const { endpoint, visit, measure, after, period = 1 } = reading;
  const { scenario, trial } = study;
  const periods = trial.design.sequences[0].length;
  if (period > periods) say(`${part}.period`, `expected at most ${periods}, the periods of the study, got ${period}`);
  checkCondition(`${part}.after`, after, study, say);
  const outcome = Object.hasOwn(scenario.outcomes, endpoint) ? scenario.outcomes[endpoint] : undefined;
  if (outcome === undefined) {
    say(`${part}.endpoint`, unknownName('an endpoint of the study', endpoint, Object.keys(scenario.outcomes)));
    return;
  }
  const { visits } = outcome;
  if (!visits.includes(visit)) say(`${part}.visit`, unknownName(`a visit of ${endpoint}`, visit, visits));
  if (measure === 'remission' && remissionCutOff(endpoint) === undefined)
    say(`${part}.measure`, `remission has no definition for ${endpoint}`);
  if (measure === 'response' && scaleTotal(endpoint) === undefined) say(`${part}.measure`, `response has no definition for ${endpoint}`);
  const needsBaseline = measure !== 'value' && measure !== 'remission';
  if (needsBaseline && baselineVisit(scenario, endpoint) === '')
    say(`${part}.measure`, `expected a visit of ${endpoint} before the drug as baseline, got none`);
}

function checkCondition(part: string, condition: string, { trial }: CheckedStudy, say: Say): void {
  const conditions = conditionNames(trial.design);
  if (!conditions.includes(condition)) say(part, unknownName('a condition of the study', condition, conditions));
}
