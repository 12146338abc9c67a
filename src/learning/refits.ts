import type { ChainLengths } from './posterior.ts';
import { spreadOf, type Spread } from './predictive.ts';
import type { Evidence } from './evidence-study.ts';
import { valueAtScore } from './simulated-study.ts';
import type { StudyEmulator } from './study-emulator.ts';
import { posteriorOf, type Posterior, type WaveOptions } from './wave.ts';

/** What is known of the differing parameters where something of the evidence is changed, by the same emulators. */
export interface Refit {
  readonly posterior: Readonly<Record<string, Spread>>;
}

/** By how much a prior is widened (Kallioinen et al. 2023 raise a prior to a power around 1; a normal one to the power ¼ is twice as wide). */
export const WIDENED = 2;
/** Numbers of the draws of each kind; smaller ones are those of waves. */
const [WITHOUT, WIDER] = [100, 200];

interface RefitOptions extends WaveOptions {
  readonly lengths?: ChainLengths;
}

/** The posterior without each of the studies. */
export async function withoutEachStudy(evidence: Evidence, emulators: readonly StudyEmulator[], { lengths, breathe }: RefitOptions) {
  const refits: ({ readonly study: string } & Refit)[] = [];
  for (const [left, { name }] of evidence.studies.entries()) {
    await breathe?.();
    refits.push({ study: name, ...refitOf(evidence, posteriorOf(evidence, emulators.toSpliced(left, 1), WITHOUT + left, lengths)) });
  }
  return refits;
}

/**
 * The posterior with the normal scores of all parameters twice as wide a priori, with the spreads between studies twice as wide, and with each parameter alone. A prior that is flat in the
 * normal score is none: parameters that the evidence does not identify would have no posterior.
 * @see Kallioinen, Paananen, Bürkner & Vehtari (2023) Detecting and diagnosing prior and likelihood sensitivity with power-scaling. Stat Comput 34:57, DOI 10.1007/s11222-023-10366-5
 */
export async function withWiderPriors(evidence: Evidence, emulators: readonly StudyEmulator[], { lengths, breathe }: RefitOptions) {
  const { parameters, betweenStudy } = evidence;
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
  const refits: ({ readonly prior: string } & Refit)[] = [];
  for (const [place, { prior, widths, scales }] of cases.entries()) {
    await breathe?.();
    const changed = { ...evidence, betweenStudy: scales };
    refits.push({ prior, ...refitOf(evidence, posteriorOf(changed, emulators, WIDER + place, lengths, widths)) });
  }
  return refits;
}

function refitOf({ parameters }: Evidence, { hierarchy, sampled: { draws } }: Posterior): Refit {
  const spreads = hierarchy.differing.map((at) => {
    const values = draws.map((draw) => valueAtScore(parameters[at], draw[at]));
    return [parameters[at].path, spreadOf(values)] as const;
  });
  return { posterior: Object.fromEntries(spreads) };
}
