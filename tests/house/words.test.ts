import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What is read: files and folders of the checkout. */
const places = ['README.md', 'CONTRIBUTING.md', 'docs', 'scenarios', 'src'];
/** What is made on demand. */
const unread: readonly string[] = ['docs/api'];

/** Words that nobody outside the project uses for what they meant, and the field's term (docs/glossary.md). */
const oldWords: readonly (readonly [old: RegExp, better: string])[] = [
  [/\b(?:common |same )?luck\b/i, 'common random numbers, random draws'],
  [/\bhopes?\b/i, 'expectancy'],
  [/\bseat(?:s|ed)?\b/i, 'start a stream; substream'],
  [/\bpurposeCode\b|\bluckText\b|\bsameAgain\b|\bownWords\b/, 'streamId, varianceReductionText, reproducingCommand, argvOfThisProcess'],
  [/\b(?:MOST|FEWEST|LEAST|FARTHEST)_[A-Z]/, 'MAX_…, MIN_…'],
  [/\bmade in (?:\d|[^.\n]{0,40}\bof (?:the )?(?:trials|replicates)\b)/i, 'power of the claim, false-positive rate'],
  [/\bmak(?:e|es|ing) the (?:whole )?claim\b|\bclaim (?:is|was) made\b/i, 'the trial supports the claim'],
  [/\b(?:tells?|told|telling)\b[^.\n]{0,60}\bapart\b|\btells? (?:[\w-]+ ){1,4}from (?:dysphoria|treatment|the effect)\b/i, 'distinguishes'],
  [/\bfalse alarms?\b|\bfalse conclusions?\b/i, 'false positive'],
  [/\bworlds? of (?:full|partial|no)\b/i, 'under full block; data-generating scenario'],
  [/\binterim looks?\b|\blooks? (?:before the end|after \d|at \d)|\ba look (?:at|after)\b/i, 'interim analysis'],
  [/\bhangs? (?:most |least )?on\b/i, 'depends on'],
  [/\bheld (?:against|to R\b|to published)/i, 'compared with'],
  [/\btak(?:e|es|ing) (?:[\w-]+ ){1,4}away\b/i, 'abolishes, removes, subtracts'],
  [/\bleav(?:e|es|ing) (?:the )?[\w-]+ alone\b/i, 'does not affect'],
  [/\bagain is the resume\b/i, 'run it again to resume'],
  [/\bstands? in `|\bstands? with its\b/i, 'is in, is reported with'],
  [/\b(?:have|had) (?:every number |a result |it )?again\b/i, 'reproduce'],
  [/\btoo few words\b/i, 'missing argument'],
  [/\bfor the eye\b/i, 'for inspection only'],
  [/\bfor want of\b/i, 'because … is missing'],
  [/\b(?:values|cut-points) that part\b/i, 'cut-points'],
  [/\bone (?:row|file|line|case|command) an? [a-z]/i, 'one … per'],
  [/\bhome case\b|\bhonest word\b|\bin half a page\b|\bunasked\b/i, 'main example; plain words'],
  [/@@\w+@@/, 'what the mark stands for'],
  [/(?:^|[.;] |# )Who (?![^\n]*\?)/m, 'Patients who …, Non-responders …'],
];

/** Without examples of code and tables made from docstrings; outputs of commands (`text`) are read. */
const proseOf = (markdown: string): string =>
  markdown
    .replaceAll(/<!-- ([\w-]+)[^>]*: made by [\s\S]*?<!-- end of [^>]*-->/g, '')
    .replaceAll(/^( *)```(?!text)\w+[\s\S]*?^\1```/gm, '');
/** A scenario's comments; its values are read by the program. */
const commentsOf = (yaml: string): string => [...yaml.matchAll(/#(.*)$/gm)].map(([, comment]) => comment).join('\n');
const readings: Readonly<Record<string, (text: string) => string>> = { md: proseOf, yaml: commentsOf, ts: (text) => text };

function filesIn(path: string): string[] {
  if (unread.includes(path)) return [];
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
  return Object.hasOwn(readings, path.split('.').at(-1) ?? '') ? [path] : [];
}

/** Old words in a text, each with what to write instead. */
function found(text: string): string[] {
  return oldWords.flatMap(([old, better]) => {
    const [match] = old.exec(text) ?? [];
    return match === undefined ? [] : [`“${match.trim()}”: write ${better}`];
  });
}

describe.each(places)('the prose of %s', (place) => {
  it(`the words of ${place} are the field's`, () => {
    const old = filesIn(place).flatMap((path) => {
      const [, reading] = Object.entries(readings).find(([ending]) => path.endsWith(`.${ending}`)) ?? [];
      return found(reading?.(readFileSync(path, 'utf8')) ?? '').map((each) => `${path}: ${each}`);
    });
    expect(old).toEqual([]);
  });
});

it.each([
  'all cells share their luck',
  'the claim is made in 67 % of trials',
  'four-condition tells the worlds apart',
  'power hangs most on the benefit',
  'naltrexone takes the effect away',
  'again is the resume',
  'Who feels the infusion believes in it.',
  '@@COUNTS@@',
])('an old phrase is found: %s', (phrase) => {
  expect(found(phrase)).not.toEqual([]);
});

it.each([
  'who responded, and for how long?',
  'finished shards are left alone',
  'a trial that was made in Berlin',
  'it stands for the order',
])('a plain sentence is not taken for an old phrase: %s', (phrase) => {
  expect(found(phrase)).toEqual([]);
});
