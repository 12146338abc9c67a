import type { ChainLengths } from '../sampler/posterior.ts';
import { inThisThread, outcomesOf } from '../learning-task.ts';
import type { Evidence } from '../evidence-study.ts';
import type { Refit, RefitTask } from './refit.ts';
import type { StudyEmulator } from '../emulator/study-emulator.ts';
import type { WaveOptions } from '../wave.ts';

/** By how much a prior is widened (Kallioinen et al. 2023 raise a prior to a power around 1; a normal one to the power ¼ is twice as wide). */
export const WIDENED = 2;
/** Numbers of the draws of each kind; smaller ones are those of waves. */
const [WITHOUT, WIDER, ALONE] = [100, 200, 300];

interface RefitOptions extends WaveOptions {
  readonly lengths?: ChainLengths;
}

/** The posterior without each of the studies, and what it says of that study. */
export async function withoutEachStudy(
  { studies, parameters, betweenStudy, seed }: Evidence,
  emulators: readonly StudyEmulator[],
  { lengths, run = inThisThread }: RefitOptions,
): Promise<({ readonly study: string } & Refit)[]> {
  const tasks = studies.map((study, left): RefitTask => ({
    name: `without-study${left}`,
    leftOut: { study, parameters, seed },
    ...{ parameters, betweenStudy, seed, lengths, emulators: emulators.toSpliced(left, 1), purpose: WITHOUT + left },
  }));
  return (await outcomesOf(run, 'refit', tasks)).map((refit, left) => ({ study: studies[left].name, ...refit }));
}

/** The posterior with one of the studies that depend on the first differing parameter, and without the others that do: what each of them says. */
export async function withEachAlone(
  { parameters, betweenStudy, seed }: Evidence,
  emulators: readonly StudyEmulator[],
  { lengths, run = inThisThread }: RefitOptions,
): Promise<({ readonly study: string } & Refit)[]> {
  const first = betweenStudy.findIndex((scale) => scale > 0);
  const about = emulators.filter(({ reads }) => reads.includes(first));
  const ones = about.length > 1 ? about : [];
  const tasks = ones.map((one, place): RefitTask => {
    const kept = emulators.filter((each) => each === one || !about.includes(each));
    return { name: `alone${place}`, parameters, betweenStudy, seed, lengths, emulators: kept, purpose: ALONE + place };
  });
  return (await outcomesOf(run, 'refit', tasks)).map((refit, place) => ({ study: ones[place].study.name, ...refit }));
}

/**
 * The posterior with the normal scores of all parameters twice as wide a priori, with the spreads between studies twice as wide, and with each parameter alone. A prior that is flat in the
 * normal score is none: parameters that the evidence does not identify would have no posterior.
 * @see Kallioinen, Paananen, Bürkner & Vehtari (2023) Detecting and diagnosing prior and likelihood sensitivity with power-scaling. Stat Comput 34:57, DOI 10.1007/s11222-023-10366-5
 */
export async function withWiderPriors(
  { parameters, betweenStudy, seed }: Evidence,
  emulators: readonly StudyEmulator[],
  { lengths, run = inThisThread }: RefitOptions,
): Promise<({ readonly prior: string } & Refit)[]> {
  const one = parameters.map(() => 1);
  const cases = [
    { prior: 'all parameters', widths: parameters.map(() => WIDENED), scales: betweenStudy },
    ...(betweenStudy.some((scale) => scale > 0)
      ? [{ prior: 'SDs between studies', widths: one, scales: betweenStudy.map((scale) => WIDENED * scale) }]
      : []),
    ...(parameters.length === 1
      ? []
      : parameters.map(({ path }, at) => ({ prior: path, widths: one.with(at, WIDENED), scales: betweenStudy }))),
  ];
  const tasks = cases.map(({ widths, scales }, place): RefitTask => ({
    name: `wider-prior${place}`,
    ...{ parameters, betweenStudy: scales, seed, lengths, emulators, widths, purpose: WIDER + place },
  }));
  return (await outcomesOf(run, 'refit', tasks)).map((refit, place) => ({ prior: cases[place].prior, ...refit }));
}
