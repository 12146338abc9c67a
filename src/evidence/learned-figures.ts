import type { AcceptanceRow } from './acceptance-row.ts';

/** What a posterior made of a row's published figure: it was fitted to it, it only predicted it (`held-out`), or its evidence does not have it. */
export type LearnedUse = 'fitted' | 'held-out' | 'not-used';

/**
 * Published figures behind the rows of the table, as the posterior's file names them, by the names of the rows: the same number, or numbers of the same patients from which the row's is
 * worked out. A row that is not here has none that `learn` could read.
 */
const figures: Readonly<Record<string, readonly string[]>> = {
  'CADSS at 40 min, mean': ['van-schalkwyk-2018: mean of value of cadss at m40 after placebo+ketamine'],
  'CADSS at 40 min, SD': ['van-schalkwyk-2018: sd of value of cadss at m40 after placebo+ketamine'],
  'r(CADSS at 40 min, % change of HAM-D17 at 230 min)': [dissociation('m230')],
  'r(CADSS at 40 min, % change of HAM-D17 on day 7)': [dissociation('day7')],
  'response on day 1, placebo + ketamine': [rate('han-2016', 'response', 'day1'), rate('williams-2018', 'response', 'day1')],
  'response on day 3': [rate('han-2016', 'response', 'day3')],
  'response on day 7': [rate('han-2016', 'response', 'day7')],
  'response on day 14': [rate('abdallah-2020', 'response', 'day14')],
  'remission on day 1': [rate('han-2016', 'remission', 'day1'), rate('williams-2018', 'remission', 'day1')],
  'ketamine − saline, HAM-D17 on day 1, Hedges g': [
    'kishimoto-2016: standardised-difference of value of hamd17 at day1 after placebo+ketamine against placebo+saline',
  ],
  'response at 24 h, midazolam': [rate('cochrane-2021', 'response', 'day1', 'placebo+midazolam')],
  'response on day 1 under naltrexone, full block': [rate('williams-2018', 'response', 'day1', 'naltrexone+ketamine')],
  // Published of MADRS, which the row has as the figure of HAM-D17.
  'paired effect size dz, partial block': [
    'jelen-2025: paired-effect of change of madrs at day1 after naltrexone+ketamine against placebo+ketamine',
  ],
  'day 7, remission under ketamine': [rate('xu-2016', 'remission', 'day7')],
  'day 7, remission under saline': [rate('xu-2016', 'remission', 'day7', 'placebo+saline')],
  'response at 24 h, ketamine against saline, odds ratio': [oddsRatio('response')],
  'remission at 24 h, ketamine against saline, odds ratio': [oddsRatio('remission')],
  'remission on day 3': [rate('han-2016', 'remission', 'day3')],
  'remission on day 7': [rate('han-2016', 'remission', 'day7')],
  'remission on day 14': [rate('abdallah-2020', 'remission', 'day14')],
  'remission at 24 h, midazolam': [rate('cochrane-2021', 'remission', 'day1', 'placebo+midazolam')],
  'inert control, fall on day 14 over that on day 1': ['day14', 'day1'].map(
    (visit) => `lii-2023: mean of change of madrs at ${visit} after placebo+saline`,
  ),
};

function rate(source: string, measure: 'response' | 'remission', visit: string, condition = 'placebo+ketamine'): string {
  return `${source}: ${measure} of hamd17 at ${visit} after ${condition}`;
}

function dissociation(visit: string): string {
  return `luckenbaugh-2014: correlation of change of cadss at m40 after placebo+ketamine with percent-change of hamd17 at ${visit} after placebo+ketamine`;
}

function oddsRatio(measure: 'response' | 'remission'): string {
  return `newport-2015: odds-ratio of ${measure} of hamd17 at day1 after placebo+ketamine against placebo+saline`;
}

/** Names of the published figures behind a row; none where `learn` could read none of them. */
export function figuresBehind({ figure }: Pick<AcceptanceRow, 'figure'>): readonly string[] {
  return Object.hasOwn(figures, figure) ? figures[figure] : [];
}

/** What became of a row's figure in a posterior; a row is no test of it where one of the figures behind it was fitted. */
export function learnedUse(
  row: Pick<AcceptanceRow, 'figure'>,
  { fitted, heldOut }: { readonly fitted: readonly string[]; readonly heldOut: readonly string[] },
): LearnedUse {
  const behind = figuresBehind(row);
  if (behind.some((name) => fitted.includes(name))) return 'fitted';
  return behind.some((name) => heldOut.includes(name)) ? 'held-out' : 'not-used';
}
