import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { denseModelCode } from '../../../src/analysis/r-code/dense-model.ts';
import { bindAnalysis, type Estimate } from '../../../src/analysis/index.ts';
import { readObservations } from '../../../src/data-files/reading/read-observations.ts';
import { note } from '../../reference/agreement.ts';
import { question } from '../trial-of.ts';

interface Inference {
  readonly standardError: number;
  readonly df: number;
}

interface Reference {
  readonly estimate: number;
  readonly standardError: number;
  readonly logLik: number;
  readonly robust?: Inference;
  readonly glmmTMB?: { readonly estimate: number; readonly logLik: number };
  readonly dense: Readonly<Record<'satterthwaite' | 'kenward-roger' | 'robust', Inference>> & {
    readonly estimate: number;
    readonly logLik: number;
    readonly variances: Readonly<Record<string, number>>;
    readonly singular: boolean;
  };
}

interface Details {
  readonly logLik: number;
  readonly singular: boolean;
  readonly varianceComponents: Readonly<Record<'subject' | 'infusion' | 'residual', number | Readonly<Record<string, number>> | undefined>>;
}

const folder = new URL('../../reference/variances/', import.meta.url);
const rows = readFileSync(new URL('data.csv', folder), 'utf8').trim().split('\n');
const { sets } = JSON.parse(readFileSync(new URL('results.json', folder), 'utf8')) as {
  sets: Readonly<Record<string, Readonly<Record<string, Reference>>>>;
};
const cases = Object.entries(sets).flatMap(([set, models]) =>
  Object.entries(models).map(([model, reference]) => ({ set, model, reference })),
);

function analyse(set: string, model: string, more: Readonly<Record<string, string>>): Estimate {
  const own = rows.filter((row, i) => i === 0 || row.startsWith(`${set},`)).map((row) => row.slice(row.indexOf(',') + 1));
  const read = readObservations(own.join('\n').replace('treatment,y', 'treatment,value'), {}, { endpoint: 'y', visit: 'day1' });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const asked = set.startsWith('four') ? { reference: 'P+K', comparator: 'N+K' } : {};
  const [variance, infusions] = model.split(' with ');
  const options = { variance, randomEffects: infusions === undefined ? 'participant' : 'participant-and-infusion', ...more };
  const outcome = bindAnalysis('mixed-model', question(asked), options).run(read.trials[0].data);
  if (outcome.status !== 'estimated') throw new Error(outcome.reason);
  return outcome;
}

const detailsOf = (outcome: Estimate): Details => outcome.details() as unknown as Details;

/** The relative difference is at most `allowed`. */
function expectClose(figure: string, ours: number, theirs: number, allowed: number): void {
  note('mixed-model', figure, ours, theirs, allowed * Math.abs(theirs));
  expect(Math.abs(ours - theirs) / Math.abs(theirs), figure).toBeLessThan(allowed);
}

/** Variances under the names of the dense R program: `subject`, `infusion K`, `residual 1`. */
function namedVariances({ varianceComponents }: Details): Map<string, number> {
  const found = new Map<string, number>();
  for (const [kind, values] of Object.entries(varianceComponents)) {
    if (typeof values === 'number') found.set(kind === 'residual' ? 'residual 1' : kind, values);
    else for (const [name, value] of Object.entries(values ?? {})) found.set(`${kind} ${name.replace('period ', '')}`, value);
  }
  return found;
}

describe('a mixed model whose variances differ', () => {
  it.each(cases)('the fit of nlme is reached, or passed where nlme stops early: $set, $model', ({ set, model, reference }) => {
    const outcome = analyse(set, model, { df: 'satterthwaite' });
    const { logLik, singular } = detailsOf(outcome);
    // On the boundary nlme, which takes logarithms of variances, comes near without arriving.
    const tolerance = singular ? 2e-5 : 2e-6;
    expect(logLik).toBeGreaterThan(reference.logLik - 1e-9);
    expect(logLik - reference.logLik).toBeLessThan(2e-6);
    expect(Math.abs(outcome.estimate - reference.estimate) / reference.standardError).toBeLessThan(tolerance);
    expectClose('nlme: se', outcome.standardError, reference.standardError, tolerance);
    if (reference.glmmTMB?.logLik !== undefined && Number.isFinite(reference.glmmTMB.logLik ?? NaN))
      expect(logLik).toBeGreaterThan(reference.glmmTMB.logLik - 1e-6);
  });

  it.each(cases)('variances, likelihood and degrees of freedom are those of dense matrices: $set, $model', ({ set, model, reference }) => {
    const { dense } = reference;
    for (const df of ['satterthwaite', 'kenward-roger'] as const) {
      const outcome = analyse(set, model, { df });
      expectClose(`dense: se, ${df}`, outcome.standardError, dense[df].standardError, 1e-6);
      expectClose(`dense: df, ${df}`, outcome.df, dense[df].df, 1e-6);
      const details = detailsOf(outcome);
      expectClose('dense: logLik', details.logLik, dense.logLik, 1e-9);
      expect(details.singular).toBe(dense.singular);
      const ours = namedVariances(details);
      expect([...ours.keys()].sort()).toEqual(Object.keys(dense.variances).sort());
      for (const [name, value] of ours)
        expect(Math.abs(value - dense.variances[name])).toBeLessThan(1e-6 * Math.max(dense.variances[name], 1));
    }
  });

  it.each(cases)('robust standard error and degrees of freedom are those of dense matrices: $set, $model', ({ set, model, reference }) => {
    const outcome = analyse(set, model, { standardErrors: 'robust' });
    expectClose('dense: robust se', outcome.standardError, reference.dense.robust.standardError, 1e-6);
    expectClose('dense: robust df', outcome.df, reference.dense.robust.df, 1e-6);
  });

  it.each(cases.filter(({ reference }) => reference.robust !== undefined))(
    'robust standard error and degrees of freedom are those of clubSandwich: $set, $model',
    ({ set, model, reference: { robust = { standardError: NaN, df: NaN } } }) => {
      const outcome = analyse(set, model, { standardErrors: 'robust' });
      expectClose('clubSandwich: se', outcome.standardError, robust.standardError, 2e-6);
      expectClose('clubSandwich: df', outcome.df, robust.df, 2e-6);
    },
  );

  it('the R program beside the reference figures is the one that `analyze --r` gives', () => {
    expect(readFileSync(new URL('dense.R', folder), 'utf8')).toBe(denseModelCode);
  });
});
