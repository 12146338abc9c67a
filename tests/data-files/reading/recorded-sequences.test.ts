import { describe, expect, it } from 'vitest';
import { readObservations } from '../../../src/data-files/reading/read-observations.ts';
import { spellings } from '../../../src/data-files/reading/spelled-sequence.ts';

/** Reads participants `label: treatments by period` (`-` where there is no row), values being of no concern. */
function read(participants: readonly string[], firstPeriod = 1) {
  const rows = participants.flatMap((participant, place) => {
    const [label, treatments] = participant.split(': ');
    return treatments.split(' ').flatMap((treatment, period) => {
      return treatment === '-'
        ? []
        : [`S${place + 1},"${label.replaceAll('"', '""')}",${firstPeriod + period},${treatment},${place + period}`];
    });
  });
  const result = readObservations(['subject,sequence,period,treatment,value', ...rows].join('\n'), {}, { endpoint: 'y', visit: 'v' });
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  const { data, planned, notices, labels } = result.trials[0];
  return {
    sequences: Array.from(data.sequence, (code) => data.sequences[code].name),
    received: Array.from(data.treatment.subarray(0, data.subjectCount * data.periodCount), (code) => data.treatments[code] ?? '-'),
    planned: planned.map(({ subject, period, treatment }) => `${subject} ${period + 1} ${treatment}`),
    ...{ notices, labels, data },
  };
}

it.each([
  ['A-B', ['A', 'B'], 2, ['A B']],
  ['BA', ['A', 'B'], 2, ['B A']],
  ['placebo-beta-blocker', ['beta-blocker', 'placebo'], 2, ['placebo beta-blocker']],
  ['beta-blocker-placebo', ['beta-blocker', 'beta', 'blocker', 'placebo'], 2, ['beta-blocker placebo']],
  ['beta-blocker-placebo', ['beta-blocker', 'beta', 'blocker', 'placebo'], 3, ['beta blocker placebo']],
  ['a-b-c', ['a', 'a-b', 'b-c', 'c'], 2, ['a b-c', 'a-b c']],
  ['"a-b"-"c"', ['a', 'a-b', 'b-c', 'c'], 2, ['a-b c']],
  ['a--b', ['a-', 'b', '-b', 'a'], 2, ['a- b', 'a -b']],
  ['1', ['A', 'B'], 2, []],
  ['A-B-A', ['A', 'B'], 2, []],
  ['A-', ['A', ''], 2, ['A ']],
  ['x-'.repeat(60) + 'y', ['x', 'x-x', 'x-x-x'], 40, []],
])('%s of %j in %d periods is read as %j', (label, treatments, periods, expected) => {
  expect(spellings(label, treatments, periods).map((codes) => codes.map((code) => treatments[code]).join(' '))).toEqual(expected);
});

describe('sequences of a file', () => {
  it('sequences without labels are the orders of treatments, kept as lists whatever the names', () => {
    const { data, sequences, notices, planned } = read([': placebo beta-blocker', ': beta-blocker placebo', ': placebo -', ': - placebo']);
    expect(data.sequences).toEqual([
      { name: 'beta-blocker-placebo', treatments: ['beta-blocker', 'placebo'] },
      { name: 'placebo-beta-blocker', treatments: ['placebo', 'beta-blocker'] },
    ]);
    expect(sequences).toEqual(['placebo-beta-blocker', 'beta-blocker-placebo', 'placebo-beta-blocker', 'beta-blocker-placebo']);
    expect([notices, planned]).toEqual([[], []]);
  });

  it('sequences of different orders stay apart where joined names would be the same', () => {
    const { sequences } = read([': a b-c', ': a-b c', ': a b-c']);
    expect(sequences).toEqual(['"a"-"b-c"', '"a-b"-"c"', '"a"-"b-c"']);
  });

  it('sequences with an order that nobody completed carry a question mark', () => {
    expect(read([': A B', ': B A', ': C -']).sequences).toEqual(['A-B', 'B-A', 'C-?']);
  });

  it('sequences keep the recorded labels, which give the treatments of periods without rows', () => {
    const { sequences, planned, received, notices } = read(['1: A B', '2: B A', '1: A -', '2: - A']);
    expect([sequences, planned, notices]).toEqual([['1', '2', '1', '2'], ['S3 2 B', 'S4 1 B'], []]);
    expect(received).toEqual(['A', 'B', 'B', 'A', 'A', 'B', 'B', 'A']);
  });

  it.each(['A-B', '1'])('one participant misdosed relabels nobody and is named (label %s)', (label) => {
    const other = label === '1' ? '2' : 'B-A';
    const { sequences, notices, received } = read([
      ...[1, 2, 3].map(() => `${label}: A B`),
      `${label}: B A`,
      ...[1, 2].map(() => `${other}: B A`),
    ]);
    expect(sequences).toEqual([label, label, label, label, other, other]);
    expect(received.slice(6, 8)).toEqual(['B', 'A']);
    expect(notices).toEqual([
      `the treatments given differ from the recorded sequence for S4 (sequence ${label}, A then B; given B then A): every value is analysed under the ` +
        'treatment given, and in models and counts the sequence stays as recorded',
    ]);
  });

  it('a misdosed participant’s periods without rows stay unknown', () => {
    const { received, planned } = read(['ABC: A B C', 'ABC: B - C', 'BCA: B C A', 'ABC: A - C']);
    expect(received.slice(3, 6)).toEqual(['B', '-', 'C']);
    expect(planned).toEqual(['S4 2 B']);
  });

  it.each([
    ['group', ['group: A B', 'group: B A', 'group: A B', 'group: B A'], ['A-B', 'B-A', 'A-B', 'B-A']],
    ['late', ['late: A -', 'late: B -', 'x: A B'], ['A-B', 'B-?', 'A-B']],
  ])('a label that is no order gives way to the treatments, and that is said', (label, participants, expected) => {
    const { sequences, notices } = read(participants);
    expect(sequences).toEqual(expected);
    expect(notices).toEqual([expect.stringContaining(`sequence ${label}: the participants had different orders of treatments`)]);
  });

  it('blanks among the labels of sequences get the label of their order, and are named', () => {
    const { sequences, notices, labels } = read(['AB: A B', ': B A', 'BA: B A', ': A -', ': C A']);
    expect(sequences).toEqual(['AB', 'BA', 'BA', 'AB', 'C-A']);
    expect(labels).toEqual(['AB', '', 'BA', '', '']);
    expect(notices).toEqual(['no sequence is recorded for S2, S4, S5: it is taken from the order of their treatments']);
  });

  it('a label that can be read in two ways is not guessed at', () => {
    const { received, planned, notices } = read(['a-b-c: a -', 'x: a b-c', 'y: a-b c']);
    expect(planned).toEqual([]);
    expect(received.slice(0, 2)).toEqual(['a', '-']);
    expect(notices).toEqual([
      'sequence a-b-c can be read as a then b-c, or a-b then c: what S1 had in the periods without rows is not known',
    ]);
    // Whoever was treated in one of the two ways shows which is meant.
    expect(read(['a-b-c: a b-c', 'a-b-c: a -', 'y: a-b c']).planned).toEqual(['S2 2 b-c']);
  });

  it('a note about labels names ten participants and counts the others', () => {
    const { notices } = read([...Array.from({ length: 12 }, () => 'AB: B A'), 'BA: B A']);
    expect(notices[0]).toMatch(/S1 \(.*S10 \(sequence AB, A then B; given B then A\) and 2 more: every value/);
  });

  it.each([0, 2])('sequences with periods numbered from %d are the same, and that is said', (first) => {
    const [usual, other] = [read(['AB: A B', 'BA: B A', 'BA: B -']), read(['AB: A B', 'BA: B A', 'BA: B -'], first)];
    expect([other.sequences, other.received, other.planned]).toEqual([usual.sequences, usual.received, usual.planned]);
    expect([other.data.periodCount, other.data.firstPeriod]).toEqual([2, first]);
    expect(other.notices).toEqual([`periods are numbered from ${first}: period ${first} is analysed as the first`]);
  });
});
