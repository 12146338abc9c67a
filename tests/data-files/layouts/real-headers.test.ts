import { expect, it } from 'vitest';
import { openTable } from '../../../src/data-files/formats/index.ts';
import { readRecords, type RecordOptions } from '../../../src/data-files/read-records.ts';
import { columnKey } from '../../../src/trial/trial-data.ts';

// Header lines and encodings as people have them: longer than other files, since each is one row of a table.

type Options = Partial<RecordOptions> & { readonly encoding?: string; readonly delimiter?: string };

const bytesOf = (text: string, encoding: 'latin1' | 'utf16le' | 'utf8' = 'utf8'): Uint8Array => Buffer.from(text, encoding);

/** What a file holds: what was recognised of it, or why it is refused. */
async function read(content: string | Uint8Array, options: Options = {}): Promise<{ said: string; values: string[] } | string[]> {
  const opened = await openTable(typeof content === 'string' ? bytesOf(content) : content, options);
  const records = 'problems' in opened ? opened : readRecords(opened, { columns: {}, ...options });
  if ('problems' in records) return records.problems.map(({ line, message }) => `${line}: ${message}`);
  const { trials, treatments } = records.observations;
  const values = trials.flatMap(({ subjects, data }) =>
    [...data.columns].flatMap(([key, column]) =>
      subjects.flatMap((subject, place) =>
        Array.from({ length: data.periodCount }, (_, period) => {
          const at = place * data.periodCount + period;
          return `${subject} ${period + 1} ${treatments[data.treatment[at]] ?? '?'} ${key} ${column[at]}`;
        }),
      ),
    ),
  );
  return { said: records.said, values };
}

/** The four measurements that every readable file below holds. */
const four = (endpoint: string, visit: string, treatments = ['A', 'B'], subjects = ['1', '2']): string[] => {
  const [a, b] = treatments;
  const key = columnKey(endpoint, visit);
  return [
    `${subjects[0]} 1 ${a} ${key} 20.5`,
    `${subjects[0]} 2 ${b} ${key} 15`,
    `${subjects[1]} 1 ${b} ${key} 12`,
    `${subjects[1]} 2 ${a} ${key} 18.25`,
  ];
};
const longRows = (header: string, delimiter = ','): string =>
  [header, '1,1,A,20.5', '1,2,B,15', '2,1,B,12', '2,2,A,18.25', ''].join('\n').replaceAll(',', delimiter);
const commas = (header: string): string => [header, '1;1;A;20,5', '1;2;B;15', '2;1;B;12', '2;2;A;18,25', ''].join('\r\n');

it.each<[string, string | Uint8Array, string, string[], Options?]>([
  ['the standard names', longRows('subject,period,treatment,value'), '', four('value', 'visit')],
  ['names of a data manager', longRows('SUBJID,PERIOD,TRT,SCORE'), 'subject from SUBJID, period from PERIOD', four('SCORE', 'visit'), {}],
  ['names with blanks', longRows('Subject ID,Period,Treatment,Total score'), 'subject from Subject ID', four('Total score', 'visit')],
  [
    'tabs and the name of the endpoint',
    longRows('id\tperiod\tarm\thamd17', '\t'),
    'tab, subject from id',
    four('hamd17', 'visit'),
    { endpoint: 'hamd17' },
  ],
  [
    'semicolons and decimal commas of a German Excel',
    commas('Patient;Period;Treatment;Score'),
    'semicolon, decimal comma',
    four('Score', 'visit'),
  ],
  [
    'the same in Windows-1252',
    bytesOf(commas('patient;period;treatment;Größe'), 'latin1'),
    'windows-1252, decimal comma',
    four('Größe', 'visit'),
    { columns: { value: 'Größe' } },
  ],
  [
    'the same in UTF-16 with a mark',
    bytesOf(`\ufeff${commas('patient;period;treatment;score')}`, 'utf16le'),
    'semicolon, utf-16le, decimal comma',
    four('score', 'visit'),
  ],
  ['sep= in the first line', `sep=;\r\n${commas('subject;period;treatment;value')}`, 'a first line with sep=', four('value', 'visit')],
  [
    'decimal commas in quotes between commas',
    'subject,period,treatment,value\n1,1,A,"20,5"\n1,2,B,15\n2,1,B,12\n2,2,A,"18,25"\n',
    'decimal comma',
    four('value', 'visit'),
  ],
  ['carriage returns alone', longRows('subject,period,treatment,value').replaceAll('\n', '\r'), '', four('value', 'visit')],
  ['quoted fields of R', longRows('"subject","period","treatment","value"'), '', four('value', 'visit')],
  [
    'row names of R and NA',
    '"","subject","period","treatment","value"\n"1",1,1,"A",20.5\n"2",1,2,"B",15\n"3",2,1,"B",12\n"4",2,2,"A",18.25\n',
    'not analysed: ',
    four('value', 'visit'),
  ],
  [
    'visits as columns',
    'id,per,trt,day7\n1,1,A,20.5\n1,2,B,15\n2,1,B,12\n2,2,A,18.25\n',
    'wide layout (a row for each participant and period), visits day7',
    four('value', 'day7'),
  ],
  [
    'visits as columns with the endpoint in their names',
    'subject_id,period,treatment,age,HAMD17_D7\n1,1,A,34,20.5\n1,2,B,34,15\n2,1,B,51,12\n2,2,A,51,18.25\n',
    'not analysed: age',
    four('hamd17', 'day7'),
  ],
  [
    'visits as columns without words, which the user names',
    'subject,period,treatment,first\n1,1,A,20.5\n1,2,B,15\n2,1,B,12\n2,2,A,18.25\n',
    'wide layout',
    four('value', 'day1'),
    { layout: 'wide', values: [{ column: 'first', visit: 'day1' }] },
  ],
  [
    'endpoints as columns',
    'subject,period,treatment,hamd17\n1,1,A,20.5\n1,2,B,15\n2,1,B,12\n2,2,A,18.25\n',
    'wide layout',
    four('hamd17', 'visit'),
  ],
  [
    'visits as columns, the treatment in the sequence',
    'subject,sequence,period,day 7\n1,AB,1,20.5\n1,AB,2,15\n2,BA,1,12\n2,BA,2,18.25\n',
    'wide layout',
    four('value', 'day7'),
  ],
  [
    'a row for each participant',
    'id,seq,hamd_p1_day7,hamd_p2_day7\n1,AB,20.5,15\n2,BA,12,18.25\n',
    'participant layout (a row for each participant), periods 1, 2, visits day7',
    four('hamd', 'day7'),
  ],
  [
    'a row for each participant of a textbook',
    'Subject,Sequence,Period 1,Period 2\n1,AB,20.5,15\n2,BA,12,18.25\n',
    'periods 1, 2',
    four('value', 'visit'),
  ],
  [
    'numbers that can be periods alone',
    'subject,sequence,y1,y2\n1,AB,20.5,15\n2,BA,12,18.25\n',
    'y1, y2 as periods',
    four('value', 'visit'),
  ],
  [
    'treatments for each period',
    'subject,trt1,trt2,score_p1,score_p2\n1,A,B,20.5,15\n2,B,A,12,18.25\n',
    'periods 1, 2',
    four('score', 'visit'),
  ],
  [
    'columns with the names of treatments',
    'subject,sequence,placebo,drug\n1,placebo-drug,20.5,15\n2,drug-placebo,18.25,12\n',
    'columns for the treatments placebo, drug',
    four('value', 'visit', ['placebo', 'drug']),
  ],
  [
    'the variables of ADaM',
    'STUDYID,USUBJID,TRTSEQP,APERIOD,TRTP,TRTA,PARAMCD,AVISIT,AVISITN,AVAL,BASE,CHG\n' +
      'X,01,A-B,1,A,A,HAMD17,Day 7,7,20.5,,\nX,01,A-B,2,B,B,HAMD17,Day 7,7,15,,\nX,02,B-A,1,B,B,HAMD17,Day 7,7,12,,\nX,02,B-A,2,A,A,HAMD17,Day 7,7,18.25,,\n',
    'ADaM, TRTA as treatment',
    four('hamd17', 'day7', ['A', 'B'], ['01', '02']),
  ],
  ...[
    ['Day -1', 'day-1'],
    ['Day-7', 'day7'],
    ['Day 07', 'day7'],
    ['Week 2.5', 'week2.5'],
    ['Week -0.5', 'week-0.5'],
    ['Day - 1', 'Day - 1'],
  ].map(([avisit, visit]): [string, string, string, string[]] => [
    `the visit ${avisit} of ADaM`,
    `USUBJID,APERIOD,TRTA,PARAMCD,AVISIT,AVAL\n01,1,A,HAMD17,${avisit},20.5\n01,2,B,HAMD17,${avisit},15\n`,
    'ADaM',
    [`01 1 A ${columnKey('hamd17', visit)} 20.5`, `01 2 B ${columnKey('hamd17', visit)} 15`],
  ]),
  ...[
    ['Day -1', 'value', 'day-1'],
    ['hamd_day_-1', 'hamd', 'day-1'],
    ['hamd-1-day7', 'hamd_1', 'day7'],
    ['hamd Week 2.5', 'hamd', 'week2.5'],
    ['hamd.week.2', 'hamd', 'week2'],
    ['hamd Day -0.5', 'hamd', 'day-0.5'],
  ].map(([name, endpoint, visit]): [string, string, string, string[]] => [
    `a column ${name}`,
    `id,per,trt,${name}\n1,1,A,20.5\n1,2,B,15\n2,1,B,12\n2,2,A,18.25\n`,
    `visits ${visit}`,
    four(endpoint, visit),
  ]),
  [
    'missing values of SAS',
    `${longRows('subject,period,treatment,value')}3,1,A,.\n3,2,B,.\n`,
    '',
    [...four('value', 'visit'), '3 1 A value@visit NaN', '3 2 B value@visit NaN'],
  ],
  [
    'codes of missing values that are named',
    `${longRows('subject,period,treatment,value')}3,1,A,-99\n3,2,B,<5\n`,
    '',
    [...four('value', 'visit'), '3 1 A value@visit NaN', '3 2 B value@visit NaN'],
    { missing: ['-99', '<5'] },
  ],
  [
    'special missing values of SAS that are named',
    `${longRows('subject,period,treatment,value')}3,1,A,.A\n3,2,B,._\n`,
    '',
    [...four('value', 'visit'), '3 1 A value@visit NaN', '3 2 B value@visit NaN'],
    { missing: ['.A', '._'] },
  ],
  [
    'rows that are left out',
    'subject,period,treatment,visit,value\n1,1,A,run-in,9\n1,1,A,end,20.5\n1,2,B,end,15\n2,1,B,end,12\n2,2,A,end,18.25\n',
    '1 row left out by --where',
    four('value', 'end'),
    { where: 'visit != run-in' },
  ],
  [
    'comments above the header',
    `# exported on Monday\n${longRows('subject,period,treatment,value')}`,
    '1 line of comments',
    four('value', 'visit'),
  ],
  [
    'thousands that are told',
    'subject;period;treatment;value\n1;1;A;1,234\n1;2;B;2,000\n',
    '',
    ['1 1 A value@visit 1234', '1 2 B value@visit 2000'],
    { decimal: '.' },
  ],
])('a file with %s is read', async (_, content, said, values, options) => {
  const result = await read(content, options);
  expect(result).toMatchObject({ values });
  expect('said' in result ? result.said : '').toContain(said);
  if (said === '') expect('said' in result ? result.said : '').not.toContain('layout (a row for each participant');
});

it.each<[string, string | Uint8Array, RegExp, Options?]>([
  [
    'a decimal comma that may divide thousands',
    'subject;period;treatment;value\n1;1;A;1,234\n',
    /^2: '1,234' can be 1\.234 or 1234: say which, --decimal , or --decimal \.$/,
  ],
  [
    'decimal commas and points',
    'subject;period;treatment;value\n1;1;A;1,5\n1;2;B;2.5\n',
    /decimal commas \('1,5'\) and points \('2\.5' in line 3\): .*--decimal ,/,
  ],
  [
    'a code that is not named',
    `${longRows('subject,period,treatment,value')}3,1,A,-99\n`,
    /value: -99 \(1 value\) may stand for missing, since the others are from 12 to 20\.5: say so by --missing -99/,
  ],
  [
    'a code beyond a scale',
    `${longRows('subject,period,treatment,hamd17')}3,1,A,99\n`,
    /hamd17: 99 \(1 value\) .* the scale goes from 0 to 52/,
    { endpoint: 'hamd17' },
  ],
  ['a bound in place of a value', 'subject,period,treatment,value\n1,1,A,<5\n', /got '<5' \(a bound, no measurement; .*--missing '<5'\)/],
  [
    'a special missing value of SAS',
    `${longRows('subject,period,treatment,value')}3,1,A,.A\n3,2,B,._\n`,
    /got '\.A' \(a special missing value of SAS: say so by --missing \.A\)\n7: .* --missing \._\)$/,
  ],
  [
    'two columns that may be the participant',
    'ID,patient,period,treatment,value\n1,1,1,A,5\n',
    /ID, patient may each be the subject: say which one, --columns subject=ID/,
  ],
  [
    'numbers that may be periods or visits',
    'subject,group,y1,y2,y3\n1,a,1,2,3\n',
    /the numbers of y1, y2, y3 may be periods or visits: with --layout participant/,
  ],
  [
    'no treatment of a period',
    'subject,hamd_p1,hamd_p2\n1,5,6\n',
    /needs a column sequence \(AB, placebo-naltrexone\), or treatment_p1, treatment_p2/,
  ],
  [
    'sequences that are codes',
    'subject,sequence,hamd_p1,hamd_p2\n1,1,5,6\n',
    /2: sequence '1' cannot be divided into 2 treatments: write them as A\/B/,
  ],
  [
    'the participants of ADaM alone',
    'STUDYID,USUBJID,TRTSEQP,TRT01P,TRT02P\nX,1,A-B,A,B\n',
    /as ADSL: analyse ADQS, and name this one by --subjects/,
  ],
  [
    'blanks between fields',
    'subject period treatment value\n1 1 A 5\n',
    /the header has no column 'subject' .* it has subject period treatment value/,
  ],
  [
    'an expression without a column',
    longRows('subject,period,treatment,value'),
    /--where: there is no column 'vist'/,
    { where: 'vist = 1' },
  ],
  [
    'an expression that leaves out all',
    longRows('subject,period,treatment,value'),
    /--where leaves out all 4 rows of the file/,
    { where: 'treatment = C' },
  ],
  ['a fault in a column of a visit', 'id,per,trt,day1,day7\n1,1,A,5,x\n', /^2: column day7: expected a number or nothing, got 'x'$/],
])('a file with %s is refused with the cure', async (_, content, message, options) => {
  const result = await read(content, options);
  expect(Array.isArray(result) ? result.join('\n') : result).toMatch(message);
});

const rows = 'id,visit,age,site\n1,run-in,34,1\n2,end,51,2\n3,end,,3\n4,"day 1",18,NA\n';

it.each([
  ['visit != run-in', '234'],
  ['visit == end and age > 40', '2'],
  ["visit = 'day 1' or site in (1, 3)", '134'],
  ['not (visit = end)', '14'],
  ['site not in (1, 2)', '34'],
  ['age >= 18 && age < 50 || id = 2', '124'],
  ['age = NA', '3'],
  ['site != NA and age != NA', '12'],
  ['`id` <= 2', '12'],
])('the expression %j keeps the rows %s', async (where, kept) => {
  const { filteredTable } = await import('../../../src/data-files/layouts/row-filter.ts');
  const { csvTable } = await import('../../../src/data-files/reading/record-table.ts');
  expect([...filteredTable(csvTable(rows), where, {}).table.rows()].map(({ fields }) => fields[0]).join('')).toBe(kept);
});

it.each([
  ['visit', /expected =, !=, <, <=, >, >= or in, got the end in 'visit'/],
  ['visit = ', /expected a value, got the end/],
  ['visit in end', /expected '\(', got 'end'/],
  ['(visit = end', /expected '\)', got the end/],
  ['visit = end end', /expected and, or, or the end, got 'end'/],
  ["visit = 'end", /expected a column, a sign or a value, got/],
])('the expression %j is refused with what was expected', async (where, message) => {
  expect(await read(rows, { where })).toEqual([expect.stringMatching(message)]);
});
