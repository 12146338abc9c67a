import { expect, it } from 'vitest';
import { adverseEffectNames } from '../../../src/outcomes/parameters.ts';
import { rootKey } from '../../../src/random/index.ts';
import { readStudy } from '../../../src/scenario/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';
import { adverseEventsOf, type AdverseEvent } from '../../../src/trial/events/adverse-events.ts';
import { doseTimes } from '../../../src/trial/events/dose-times.ts';
import { givenDoses } from '../../../src/trial/events/last-contact.ts';
import { withdrawalReasons } from '../../../src/trial/participant-flow.ts';

/** The events of a large trial with what it recorded. */
function eventsOf(changes = '') {
  const study = readStudy(`
design: { participants: 2000, sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
missingness: { perVisit: 0.1, afterAdverseEffect: 0.2 }
${changes}
analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
`);
  const streams = { key: rootKey(study.seed), replicate: 0 };
  const generator = compileTrial(study.trial, streams.key, 'all');
  generator.generate(0);
  return { study, generator, streams, events: adverseEventsOf(study.trial, generator, streams) };
}

const { study, generator, streams, events } = eventsOf();
const { data, records } = generator;
const WITHDRAWN = withdrawalReasons.indexOf('withdrawn after adverse effects');
const subjectOf = ({ row }: AdverseEvent): number => Math.floor(row / data.periodCount);
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1];

it('there is one event for every effect that occurred, and no other', () => {
  const bits = new Uint8Array(records.adverseEffects.length);
  for (const { row, event } of events) bits[row] |= 1 << adverseEffectNames.indexOf(event);
  expect(bits).toEqual(records.adverseEffects);
  expect(new Set(events.map(({ row, event }) => `${row} ${event}`)).size).toBe(events.length);
});

it('an event begins before it ends, and after the dose that causes it', () => {
  const lead = -60;
  expect(events.filter(({ onset, end = Infinity }) => onset >= end)).toEqual([]);
  expect(events.filter(({ onset, cause }) => onset < (cause === 'pretreatment' ? lead : 0))).toEqual([]);
  expect(events.filter(({ end }) => end === undefined).length).toBeGreaterThan(0);
});

it('a participant who was withdrawn after adverse effects left because of one event of the last period, of grade 2 or 3; nobody else did', () => {
  const reasons = events.filter(({ isReasonToLeave }) => isReasonToLeave);
  const withdrawn = Array.from({ length: data.subjectCount }, (_, subject) => subject).filter(
    (subject) => records.withdrawal[subject] === WITHDRAWN,
  );
  expect(withdrawn.length).toBeGreaterThan(50);
  expect(reasons.map(subjectOf)).toEqual(withdrawn);
  for (const event of reasons) {
    expect(event.grade).toBeGreaterThanOrEqual(2);
    expect((event.row % data.periodCount) + 1).toBe(records.periodsGiven[subjectOf(event)]);
  }
});

it('the pretreatment causes events only where it was taken, and about as many as its odds ratio adds', () => {
  const caused = events.filter(({ cause }) => cause === 'pretreatment');
  expect(caused.every(({ row }) => records.adherent[row] === 1)).toBe(true);
  // Nausea: p = 0.2 under ketamine, odds ratio 1.78, so p = 0.3080 with naltrexone: a share of 0.3506 of those events. Binomial SE.
  const nausea = events.filter(({ row, event }) => event === 'nausea' && records.adherent[row] === 1);
  const share = nausea.filter(({ cause }) => cause === 'pretreatment').length / nausea.length;
  expect(Math.abs(share - 0.3506)).toBeLessThan(4 * Math.sqrt((0.3506 * 0.6494) / nausea.length));
  expect(events.some(({ event, cause }) => event === 'headache' && cause === 'pretreatment')).toBe(false);
});

it('nausea and dizziness of ketamine begin within an hour as a rule and are over within four; grades have their shares', () => {
  const nausea = events.filter(({ event, cause, end }) => event === 'nausea' && cause === 'studied drug' && end !== undefined);
  // SE of the median of log-normal numbers with SD 0.5 of the logarithm: 1.2533 · 0.5 / √n of it.
  const tolerance = (4 * 1.2533 * 0.5) / Math.sqrt(nausea.length);
  expect(Math.abs(Math.log(median(nausea.map(({ onset }) => onset)) / 24))).toBeLessThan(tolerance);
  expect(Math.abs(Math.log(median(nausea.map(({ onset, end = NaN }) => end - onset)) / 120))).toBeLessThan(tolerance);
  const others = events.filter(({ isReasonToLeave }) => !isReasonToLeave);
  for (const [grade, share] of [
    [1, 0.7],
    [2, 0.26],
    [3, 0.04],
  ])
    expect(Math.abs(others.filter((event) => event.grade === grade).length / others.length - share)).toBeLessThan(
      4 * Math.sqrt((share * (1 - share)) / others.length),
    );
});

it('the same trial has the same events, and those of a participant do not depend on how many there are', () => {
  expect(adverseEventsOf(study.trial, generator, streams)).toEqual(events);
  const few = { ...study.trial, design: { ...study.trial.design, participants: 20 } } as typeof study.trial;
  const small = compileTrial(few, streams.key, 'all');
  small.generate(0);
  const own = adverseEventsOf(few, small, streams);
  expect(own.length).toBeGreaterThan(5);
  // Allocation is in blocks, so that the first participants have the same treatments.
  expect(own).toEqual(events.filter((event) => subjectOf(event) < 20));
});

it('no event of a participant begins or ends after the last contact', () => {
  for (const event of events) {
    const subject = subjectOf(event);
    if ((event.row % data.periodCount) + 1 !== records.periodsGiven[subject]) continue;
    const seen = Math.max(
      40,
      ...[...data.columns].flatMap(([key, values]) =>
        Number.isNaN(values[event.row]) ? [] : [Math.round(60 * (generator.hours.get(key) ?? 0))],
      ),
    );
    expect(event.onset).toBeLessThanOrEqual(seen);
    expect(event.end ?? 0).toBeLessThanOrEqual(seen);
  }
});

it('a participant who was withdrawn after adverse effects is given no dose that was still to come', () => {
  const times = doseTimes(study.trial, 'placebo');
  const daily = { ...times[0], start: -2880, end: 13 * 1440 - 2880, every: 1440 };
  const lastRow = (subject: number): number => subject * data.periodCount + records.periodsGiven[subject] - 1;
  const last = Array.from({ length: data.subjectCount }, (_, subject) => subject).map((subject) => ({
    left: records.withdrawal[subject] === WITHDRAWN,
    end: givenDoses(generator, lastRow(subject), [{ ...daily, dependsOnAdherence: false }])[0].end,
  }));
  // Doses are 48 and 24 h before the studied drug, with it, and every 24 h after it: the last one within 12 h is that with it.
  expect(new Set(last.filter(({ left }) => left).map(({ end }) => end))).toEqual(new Set([0]));
  expect(new Set(last.filter(({ left }) => !left).map(({ end }) => end))).toEqual(new Set([daily.end]));
});
