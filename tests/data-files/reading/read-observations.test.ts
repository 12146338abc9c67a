import { expect, it } from 'vitest';
import { readObservations } from '../../../src/data-files/reading/read-observations.ts';

const defaults = { endpoint: 'hamd17', visit: 'day1' };
const header = 'trial,subject,sequence,period,treatment,visit,hours,endpoint,value';

function read(lines: readonly string[], names: Parameters<typeof readObservations>[1] = {}) {
  const result = readObservations(lines.join('\n'), names, defaults);
  if ('problems' in result) throw new Error(result.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result;
}

function problems(lines: readonly string[], names: Parameters<typeof readObservations>[1] = {}): string[] {
  const result = readObservations(lines.join('\n'), names, defaults);
  return 'problems' in result ? result.problems.map(({ line, message }) => `${line}: ${message}`) : [];
}

it('the reader takes trials of the standard layout, with missing measurements as absent rows or empty values', () => {
  const { trials, endpoints, visits, treatments, schedules } = read([
    header,
    '1,S1,placebo-naltrexone,1,placebo,baseline,-2,hamd17,20',
    '1,S1,placebo-naltrexone,1,placebo,day1,24,hamd17,12.5',
    '1,S1,placebo-naltrexone,2,naltrexone,day1,24,hamd17,',
    '1,S2,naltrexone-placebo,1,naltrexone,day1,24,hamd17,NA',
    '1,S2,naltrexone-placebo,2,placebo,day1,24,hamd17,1e1',
    '2,S1,naltrexone-placebo,1,naltrexone,m40,0.6667,cadss,31',
  ]);
  expect([trials.map(({ trial }) => trial), endpoints, visits, treatments, schedules.get('hamd17'), schedules.get('cadss')]).toEqual([
    ['1', '2'],
    ['hamd17', 'cadss'],
    ['baseline', 'day1', 'm40'],
    ['naltrexone', 'placebo'],
    {
      baseline: 'baseline',
      followUps: ['day1'],
      derived: {
        baseline: 'baseline',
        after: ['day1'],
        fromDayOne: ['day1'],
        kinds: ['peak', 'average', 'auc', 'sustained', 'response-days'],
      },
    },
    // A lasting response needs a baseline and visits from the first day on; what is felt during the infusion has neither.
    {
      baseline: undefined,
      followUps: ['m40'],
      derived: { baseline: undefined, after: ['m40'], fromDayOne: [], kinds: ['peak', 'average', 'auc'] },
    },
  ]);
  const { data, subjects } = trials[0];
  expect(subjects).toEqual(['S1', 'S2']);
  expect(Array.from(data.columns.get('hamd17@day1') ?? [])).toEqual([12.5, NaN, NaN, 10]);
  expect(Array.from(data.treatment)).toEqual([1, 0, 0, 1]);
  expect(data.sequences.map(({ name }) => name)).toEqual(['naltrexone-placebo', 'placebo-naltrexone']);
  expect(Array.from(data.sequence)).toEqual([1, 0]);
});

it('the reader maps other headers, quoted names, byte-order marks, semicolons, line ends and one value column per endpoint', () => {
  const names = { subject: 'ID', treatment: 'TRT', visit: 'visit_day' };
  const { trials, visits, schedules } = read(
    ['\ufeffID;period;TRT;visit_day;hamd17\r', '"Doe; ""J""";1;A;0;20\r', '"Doe; ""J""";1;A;1;10\r', '"Doe; ""J""";2;B;1;11\r', ''],
    names,
  );
  expect([visits, schedules.get('hamd17')?.baseline, trials[0].subjects]).toEqual([['0', '1'], '0', ['Doe; "J"']]);
  expect(Array.from(trials[0].data.columns.get('hamd17@1') ?? [])).toEqual([10, 11]);
});

it('the reader takes a column of baselines in place of a baseline visit', () => {
  const { trials, schedules, visits } = read(['subject,period,treatment,y,b', '1,1,A,310,290', '1,2,B,270,'], {
    value: 'y',
    baseline: 'b',
  });
  expect([[...schedules.values()][0].baseline, visits]).toEqual(['baseline', ['baseline', 'day1']]);
  expect(Array.from(trials[0].data.columns.get('hamd17@baseline') ?? [])).toEqual([290, NaN]);
});

it('the reader finds the last visit before hour 0', () => {
  const lines = ['subject,period,treatment,visit,hours,hamd17', '1,1,A,screen,-3,20', '1,1,A,day1,24,10', '1,2,B,day1,24,10'];
  expect(read(lines).schedules.get('hamd17')).toMatchObject({ baseline: 'screen', followUps: ['day1'] });
});

it('the reader derives sequences where there are no labels or where one label covers two orders', () => {
  const rows = ['1,1,A,1', '1,2,B,2', '2,1,B,3', '2,2,A,4', '3,1,B,5'];
  const unlabelled = read(['subject,period,treatment,value', ...rows]).trials[0].data;
  expect(Array.from(unlabelled.sequence, (code) => unlabelled.sequences[code].name)).toEqual(['A-B', 'B-A', 'B-A']);
  const odd = read(['sequence,subject,period,treatment,value', ...rows.map((row) => `group,${row}`)]).trials[0].data;
  expect(odd.sequences.map(({ name }) => name)).toEqual(['A-B', 'B-A']);
  const labelled = read(['sequence,subject,period,treatment,value', ...rows.map((row) => `${'212'[Number(row[0]) - 1]},${row}`)]).trials[0]
    .data;
  expect(labelled.sequences.map(({ name }) => name)).toEqual(['1', '2']);
});

it('the reader knows the treatment of a period without rows when the sequence spells it', () => {
  const { data } = read(['sequence,subject,period,treatment,value', 'AB,1,1,A,1', 'BA,2,1,B,1', 'BA,2,2,A,1']).trials[0];
  expect(data.treatments).toEqual(['A', 'B']);
  expect(Array.from(data.treatment)).toEqual([0, 1, 1, 0]);
});

it('the reader reports everything that is wrong at once, with its line', () => {
  expect(
    problems([
      header,
      '1,S1,AB,1,A,day1,24,hamd17,twelve',
      '1,S1,AB,2,B,day1,24,hamd17,3',
      '1,S1,AB,2,B,day1,24,hamd17,4',
      '1,S2,AB,-1,A,day1,24,hamd17,5',
      '1,S3,AB,1,,day1,24,hamd17,5,9',
      '',
      '1,S1,BA,1,B,day3,24,hamd17,5',
      '1,,AB,1,A,day1,24,hamd17,5',
    ]),
  ).toEqual([
    "2: value: expected a number or nothing, got 'twelve'",
    '4: subject S1, period 2: hamd17 at day1 is already in line 3',
    "5: period: expected a whole number from 0 to 99, got '-1'",
    '6: expected 9 fields as in the header, got 10',
    '8: subject S1: sequence BA, but an earlier line has AB',
    '9: subject: expected a name, got nothing',
  ]);
  expect(problems(['subject,period,treatment,value', '1,1,A,5', '1,1,B,6'])).toEqual([
    '3: subject 1, period 1: treatment B, but an earlier line has A',
    '3: subject 1, period 1: hamd17 at day1 is already in line 2',
  ]);
});

it('the reader says which columns are missing', () => {
  expect(problems(['ID,period,trt,score', '1,1,A,5'], { value: 'points' })).toEqual([
    "1: the header has no column 'subject' for the subject; it has ID, period, trt, score",
    "1: the header has no column 'treatment' for the treatment; it has ID, period, trt, score",
    "1: the header has no column 'points' for the value; it has ID, period, trt, score",
    expect.stringMatching(/^1: expected a row for each measurement .*, or a row for each participant .*--columns subject=ID,treatment=TRT/),
  ]);
  expect(problems([''])).toEqual(['1: the file is empty']);
  expect(problems(['subject,period,treatment,value'])).toEqual(['1: the file holds no observations']);
});

it('the reader counts lines within quoted fields', () => {
  expect(problems(['subject,period,treatment,value', '"two\nlines",1,A,5', '2,1,A,x'])).toEqual([
    "4: value: expected a number or nothing, got 'x'",
  ]);
});

it('the reader says once, with its number, what every row of a file does that is written otherwise', () => {
  const rows = (values: readonly string[]): string[] => [
    'subject;period;treatment;value',
    ...values.map((value, i) => `${i};1;A;${value}`),
  ];
  expect(problems(rows(['17,5', '18,5', '3', '16,5', '15,5', '14,0']))).toEqual([
    "2: value: expected a number or nothing, got '17,5' (decimal comma; write a point); the same in 4 more rows (lines 3, 5, …)",
  ]);
  expect(problems(rows(['1', '.', '2', 'x', '0x1F']))).toEqual([
    "5: value: expected a number or nothing, got 'x'",
    "6: value: expected a number or nothing, got '0x1F' (only decimal numbers are read)",
  ]);
  expect(problems(rows(['1', '2;9', '3;9', '4;9', '5;9', '6;9']))).toEqual([
    '3: expected 4 fields as in the header, got 5; the same in 4 more rows (lines 4, 5, …)',
  ]);
  expect(problems(['subject,period,treatment,value', ...Array.from({ length: 5 }, () => '1,0x1,,Infinity')])).toEqual([
    "2: value: expected a number or nothing, got 'Infinity'; the same in 4 more rows (lines 3, 4, …)",
    '2: treatment: expected a name, got nothing; the same in 4 more rows (lines 3, 4, …)',
    "2: period: expected a whole number from 0 to 99, got '0x1'; the same in 4 more rows (lines 3, 4, …)",
  ]);
});

it('the reader refuses names that are missing, not readable, or hold the sign between endpoint and visit', () => {
  expect(
    problems([
      header,
      '1,NA,AB,1,A,day1,24,hamd17,1',
      '1,S1,AB,1,NA,day1,24,hamd17,1',
      '1,S2,AB,1,Na\ufffdv,day1,24,hamd17,1',
      '1,S3,AB,1,A,day1,24,a@b,1',
    ]),
  ).toEqual([
    '2: subject: expected a name, got NA',
    '3: treatment: expected a name, got NA',
    "4: treatment: 'Na\ufffdv' has characters that are not UTF-8; save the file as UTF-8",
    "5: endpoint: expected a name without @, got 'a@b'",
  ]);
});
