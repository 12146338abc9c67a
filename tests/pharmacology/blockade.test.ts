import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../src/parameters/parameter-table.ts';
import { doseCourseOf } from '../../src/pharmacology/dose-course.ts';
import { depotBlockerParameters, tabletBlockerParameters, type Pretreatment } from '../../src/pharmacology/parameters.ts';
import { pretreatmentForm } from '../../src/trial/short-forms.ts';

/** Blockade by one dose of a short form in a patient with this half-time. */
function blockade(pretreatment: Pretreatment, hours: number, halfTime: number): number {
  const { kinetics, targets, dose } = pretreatmentForm(pretreatment).drug;
  if (kinetics.shape !== 'plateau') throw new Error('short forms of pretreatments are plateaus');
  const course = doseCourseOf({ ...kinetics, halfTimeHours: halfTime, halfTimeCv: 0 });
  course.setPatient(70, { clearance: 0, volume: 0, halfTime: 0 });
  return Math.max(0, ...Object.values(targets).map((binding) => course.occupancy(binding, dose.mg, hours)));
}

const tablet: Pretreatment<'tablet'> = { kind: 'tablet', ...defaultsOf(tabletBlockerParameters) };
const depot: Pretreatment<'depot'> = { kind: 'depot', ...defaultsOf(depotBlockerParameters) };

describe('blockade', () => {
  it('blockade by 50 mg of naltrexone is 50/(50 + 5.59) from the peak to the end of the plateau and halves every half-time after it', () => {
    const peak = 50 / 55.59;
    for (const hours of [1, 8, 24]) expect(blockade(tablet, hours, 90)).toBeCloseTo(peak, 12);
    expect(blockade(tablet, 24 + 90, 90)).toBeCloseTo(peak / 2, 12);
    expect(blockade(tablet, 24 + 180, 90)).toBeCloseTo(peak / 4, 12);
  });

  it('blockade lies in the published ranges: 88–99 % at 1–8 h, at most 15 % at day 14', () => {
    for (const hours of [1, 4, 8]) {
      expect(blockade(tablet, hours, 90)).toBeGreaterThan(0.88);
      expect(blockade(tablet, hours, 90)).toBeLessThan(0.99);
    }
    for (const halfTime of [72, 108]) expect(blockade(tablet, 14 * 24, halfTime)).toBeLessThan(0.15);
  });

  it('blockade is nothing before intake, without a dose, and by an inert tablet', () => {
    expect([-5, 0].map((hours) => blockade(tablet, hours, 90))).toEqual([0, 0]);
    expect(blockade({ ...tablet, doseMg: 0 }, 5, 90)).toBe(0);
    expect(blockade({ kind: 'inert' }, 5, 90)).toBe(0);
    expect(blockade(depot, 0, 120)).toBe(0);
  });

  it('blockade of a depot rises to its plateau, keeps it for weeks, then halves', () => {
    expect(blockade(depot, 12, 120)).toBeCloseTo(0.95 / 2, 12);
    expect(blockade(depot, 24 * 20, 120)).toBe(0.95);
    expect(blockade(depot, 24 + 28 * 24 + 120, 120)).toBeCloseTo(0.95 / 2, 12);
  });

  it('blockade is a fraction that grows with the dose and, after its peak, never grows with time', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 500, noNaN: true }),
        fc.double({ min: 1, max: 2000, noNaN: true }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        fc.double({ min: 1, max: 500, noNaN: true }),
        (dose, hours, later, halfTime) => {
          const now = blockade({ ...tablet, doseMg: dose }, hours, halfTime);
          expect(now >= 0 && now < 1).toBe(true);
          expect(blockade({ ...tablet, doseMg: dose + 1 }, hours, halfTime)).toBeGreaterThanOrEqual(now);
          expect(blockade({ ...tablet, doseMg: dose }, hours + later, halfTime)).toBeLessThanOrEqual(now);
        },
      ),
      { seed: 2, numRuns: 300 },
    );
  });
});
