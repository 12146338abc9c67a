import type { Learned } from '../learning/learn.ts';
import type { SamplerSummary } from '../learning/emulated-posterior.ts';
import { movesOf, type Refit } from '../learning/refits/refit.ts';
import { WIDENED } from '../learning/refits/refits.ts';
import { isInside, type Spread } from '../learning/predictive.ts';
import { textTable } from '../text/text-table.ts';
import { MISFIT, probability, range, shown } from './learning-numbers.ts';

/** Move of a mean or of an end of a 90 % interval, in posterior SDs, from which a parameter is named (assumed). */
export const MOVED = 0.5;

/** A posterior with something changed, and what was. */
export type NamedRefit = readonly [change: string, refit: Refit];

/** What posteriors with something changed say, and how well the others predict a study that is left out; nothing where none was asked for. */
export function refitTexts(learned: Learned): string[] {
  const { without, alone, widened, parameters, betweenStudy } = learned;
  const first = [...betweenStudy, ...parameters][0].path;
  const left = without.map((refit): NamedRefit => [refit.study, refit]);
  const one = alone.map((refit): NamedRefit => [refit.study, refit]);
  const wider = widened.map((refit): NamedRefit => [refit.prior, refit]);
  return [
    ...changed(learned, left, 'each study left out', ['without', 'none']),
    ...leftOutTexts(learned),
    ...changed(learned, one, `one at a time of the studies that depend on ${first}, without the others of them`, ['only', 'all']),
    ...changed(learned, wider, `each prior ${WIDENED} times as wide`, ['wider prior', 'none']),
    ...(wider.length === 0
      ? []
      : ['wider: in normal scores; an emulator knows nothing of values that are rare under the priors as they are']),
  ];
}

function changed(
  learned: Learned,
  refits: readonly NamedRefit[],
  title: string,
  [change, unchanged]: readonly [change: string, unchanged: string],
): string[] {
  if (refits.length === 0) return [];
  const poor = refits.flatMap(([name, { sampler }]) =>
    sampler.notConverged.length === 0 ? [] : [`NOT CONVERGED (${change} ${name}): ${sampler.notConverged.join(', ')}`],
  );
  return [`${title}\n${refitTable(learned, change, unchanged, refits)}`, ...poor, movesText(learned, change, refits)];
}

/** The differing parameters (the first where none differs) as they are known, and after each change of the evidence, with the chains of each. */
function refitTable(learned: Learned, change: string, unchanged: string, refits: readonly NamedRefit[]): string {
  const { parameters, betweenStudy, diverged } = learned;
  const paths = (betweenStudy.length === 0 ? parameters.slice(0, 1) : betweenStudy).map(({ path }) => path);
  const all = [...parameters, ...betweenStudy];
  const whole = {
    posterior: Object.fromEntries(parameters.map(({ path, posterior }) => [path, posterior])),
    sampler: {
      rHat: Math.max(...all.map(({ rHat }) => rHat)),
      bulkEss: Math.min(...all.map(({ bulkEss }) => bulkEss)),
      diverged,
      notConverged: [],
    },
  };
  const rowOf = (name: string, of: Readonly<Record<string, Spread>>, sampler: SamplerSummary): string[] => [
    name,
    ...paths.map((path) => `${shown(of[path].mean)} (${range(of[path])})`),
    sampler.rHat.toFixed(3),
    sampler.bulkEss.toFixed(0),
    String(sampler.diverged),
    sampler.notConverged.length === 0 ? '' : 'NOT CONVERGED',
  ];
  return textTable([
    [change, ...paths, 'R-hat', 'ESS', 'divergent', ''],
    rowOf(unchanged, whole.posterior, whole.sampler),
    ...refits.map(([name, { posterior, sampler }]) => rowOf(name, posterior, sampler)),
  ]);
}

function movesText(learned: Learned, change: string, refits: readonly NamedRefit[]): string {
  const { title, header, rows, rest } = movesOfAll(learned, change, refits);
  return rows.length === 0 ? `${title}: nothing; ${rest}` : `${title}\n${textTable([header, ...rows])}\n${rest}`;
}

/** All that moves by more than `MOVED`, and how many do not. */
export function movesOfAll(learned: Learned, change: string, refits: readonly NamedRefit[]) {
  const all = refits.flatMap(([of, refit]) => movesOf(learned, refit).map((move) => ({ of, ...move })));
  const rows = all
    .filter(({ most }) => most > MOVED)
    .map(({ of, name, before, after, mean, most }) => [
      ...[of, name, `${shown(before.mean)} (${range(before)})`, `${shown(after.mean)} (${range(after)})`],
      ...[signed(mean), most.toFixed(2)],
    ]);
  return {
    title: `what moves by more than ${MOVED} posterior SDs (the mean, or an end of the 90 % interval)`,
    header: [change, 'parameter', 'before', 'after', 'mean', 'most'],
    rows,
    rest: `of ${all.length / refits.length} parameters and SDs between studies in ${refits.length} posteriors, ${all.length - rows.length} of ${all.length} do not move by more`,
  };
}

/** How well the others predict each study that is left out. */
function leftOutTexts(learned: Learned): string[] {
  const { without } = learned;
  const studies = without.flatMap(({ study, predicted }) => (predicted === undefined ? [] : [{ study, ...predicted }]));
  if (studies.length === 0) return [];
  const summaries = studies.flatMap((each) => each.summaries);
  const rows = summaries.map((summary) => {
    const { study, name, kind, published, heldOut, predicted, p } = summary;
    return [
      ...[study, name, kind, shown(published), shown(predicted.mean), range(predicted), probability(p)],
      ...[heldOut ? 'held out' : 'fitted', isInside(summary) ? '' : 'OUTSIDE'],
    ];
  });
  const outside = summaries.filter((summary) => !isInside(summary)).length;
  return [
    `how well the other studies predict each study that is left out\n${textTable([['study', 'figure', 'kind', 'published', 'predicted', '5–95 %', 'p', 'use', ''], ...rows])}`,
    textTable(togetherRows(learned)),
    `${outside} of ${summaries.length} figures lie outside of the 90 % interval that the other studies predict; p together: of fitted figures of the study that are jointly as far out (Mahalanobis distance); every trial has a deviation of its own from the centre of what differs between studies`,
  ];
}

/** What is said of each study that is left out as a whole, below a header. */
export function togetherRows({ without }: Learned): string[][] {
  const rows = without.flatMap(({ study, predicted }): string[][] => {
    if (predicted === undefined) return [];
    const { summaries, outside, p, trials } = predicted;
    const misfit = p !== undefined && p < MISFIT ? 'MISFIT' : '';
    return [[study, String(summaries.length), String(outside), p === undefined ? '' : probability(p), String(trials), misfit]];
  });
  return rows.length === 0 ? [] : [['study left out', 'figures', 'outside', 'p together', 'trials', ''], ...rows];
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
