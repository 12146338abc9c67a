import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../src/parameters/parameter-table.ts';
import { setDisposition, withVariation } from '../../src/pharmacology/disposition.ts';
import { ketamineParameters } from '../../src/pharmacology/parameters.ts';
import { TwoCompartmentModel } from '../../src/pharmacology/two-compartment.ts';

const typical = (): TwoCompartmentModel => {
  const model = new TwoCompartmentModel();
  setDisposition(model, withVariation(defaultsOf(ketamineParameters)), 70, 0, 0);
  return model;
};

/** Area under a curve by Simpson's rule on a grid that is fine where the curve bends. */
function area(curve: (t: number) => number, from: number, to: number, steps: number): number {
  const step = (to - from) / steps;
  let sum = curve(from) + curve(to);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * curve(from + i * step);
  return (sum * step) / 3;
}

describe('the two-compartment model', () => {
  it('the two-compartment model gives the evidence table’s concentrations for 35 mg over 40 min in 70 kg (ng/mL at 30, 40, 60, 80, 110, 120, 180 min)', () => {
    const model = typical();
    const found = [30, 40, 60, 80, 110, 120, 180].map((minutes) => Math.round(1000 * model.plasma(35, 40 / 60, minutes / 60)));
    expect(found).toEqual([163, 186, 93, 80, 69, 66, 50]);
  });

  it('the two-compartment model conserves mass: CL · AUC = dose to 1e-9, plasma and effect site alike', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 200, noNaN: true }),
        fc.double({ min: 20, max: 150, noNaN: true }),
        fc.double({ min: 20, max: 400, noNaN: true }),
        fc.double({ min: 20, max: 600, noNaN: true }),
        fc.double({ min: 1, max: 60, noNaN: true }),
        (clearance, central, peripheral, exchange, ke0) => {
          const model = new TwoCompartmentModel().set(clearance, central, peripheral, exchange, ke0);
          const plasma = model.plasmaWeights.reduce((sum, weight, i) => sum + weight / model.rates[i], 0);
          const effect = model.effectWeights.reduce((sum, weight, i) => sum + weight / model.rates[i], 0);
          expect(Math.abs(clearance * plasma - 1)).toBeLessThan(1e-9);
          expect(Math.abs(clearance * effect - 1)).toBeLessThan(1e-9);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('the closed form’s area is the numerical area', () => {
    const model = typical();
    const during = area((t) => model.plasma(35, 2 / 3, t), 0, 2 / 3, 2000);
    const after = area((t) => model.plasma(35, 2 / 3, t), 2 / 3, 80, 40_000);
    expect(Math.abs((79 * (during + after)) / 35 - 1)).toBeLessThan(1e-8);
  });

  it('the two-compartment model is linear: two infusions superpose, and one infusion is its two halves one after the other', () => {
    const model = typical();
    for (const t of [0.1, 0.3, 0.5, 0.9, 2, 7]) {
      expect(model.plasma(70, 2 / 3, t)).toBeCloseTo(2 * model.plasma(35, 2 / 3, t), 12);
      expect(model.plasma(35, 2 / 3, t)).toBeCloseTo(model.plasma(17.5, 1 / 3, t) + model.plasma(17.5, 1 / 3, t - 1 / 3), 12);
      expect(model.effectSite(35, 2 / 3, t)).toBeCloseTo(model.effectSite(17.5, 1 / 3, t) + model.effectSite(17.5, 1 / 3, t - 1 / 3), 12);
    }
  });

  it('the concentration satisfies its differential equation at the effect site', () => {
    const model = typical();
    const ke0 = model.rates[2];
    for (const t of [0.2, 0.5, 1, 3]) {
      const slope = (model.effectSite(35, 2 / 3, t + 1e-5) - model.effectSite(35, 2 / 3, t - 1e-5)) / 2e-5;
      expect(slope).toBeCloseTo(ke0 * (model.plasma(35, 2 / 3, t) - model.effectSite(35, 2 / 3, t)), 6);
    }
  });

  it('the concentration is nothing before the dose, nothing without a dose, and fades to nothing', () => {
    const model = typical();
    expect([-1, 0].map((t) => model.plasma(35, 2 / 3, t))).toEqual([0, 0]);
    expect(model.plasma(0, 2 / 3, 1)).toBe(0);
    expect(model.effectSite(0, 2 / 3, 1)).toBe(0);
    expect(model.plasma(35, 2 / 3, 24 * 14)).toBeLessThan(1e-30);
  });

  it('an effect site as fast as a phase of plasma is the limit of its neighbours', () => {
    const { rates } = typical();
    const at = (ke0: number): number => new TwoCompartmentModel().set(79, 60, 192, 309, ke0).effectSite(35, 2 / 3, 1);
    expect(at(rates[0])).toBeCloseTo((at(rates[0] * 1.001) + at(rates[0] * 0.999)) / 2, 6);
  });
});
