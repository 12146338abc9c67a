import { expect, it } from 'vitest';
import { describedStudy } from '../../../src/scenario/index.ts';
import { valid } from '../read.ts';

function units(text: string): ReadonlyMap<string, string> {
  const { study, origins } = valid(text);
  return new Map(describedStudy(study, origins).map(({ path, unit }) => [path, unit]));
}

it('values of the normal model have the units of their endpoints, and no unit is invented', () => {
  const found = units(`
model: gaussian
design: { participants: 8, blockSize: 2, sequences: [[a, b], [b, a]], reference: a }
gaussian:
  endpoints:
    pain: { unit: points, difference: -1.5, sdWithin: 2 }
    mood: { difference: 8, variability: { sdDifference: 14 } }
analyses: { pain: { method: crossover-t, endpoint: pain }, mood: { method: crossover-t, endpoint: mood } }
`);
  expect(found.get('gaussian.endpoints.pain.difference')).toBe('points');
  expect(found.get('gaussian.endpoints.pain.sdWithin')).toBe('points');
  expect(found.get('gaussian.endpoints.mood.difference')).toBe('units of the endpoint');
  expect(found.get('design.participants')).toBe('patients');
  expect(found.get('analyses.pain.variance')).toBe('');
});

it('effects of a declared drug, and what of it is felt, have the unit of what they move', () => {
  const found = units(`
design: { participants: 8, blockSize: 2, sequences: [[placebo, z], [z, placebo]], infusion: x, washoutDays: 28 }
visits: { before: -2, h2: 2 }
outcomes:
  hamd17: { visits: [before, h2] }
  cadss: { visits: [before, h2] }
  feeling: { label: Feeling, unit: mm, visits: [before, h2], maximum: 100, better: higher, sdError: 8 }
treatments:
  infusions: { ketamine: null }
  drugs:
    x:
      dose: { mg: 25 }
      kinetics: { shape: first-order, peakHours: 2, clearance: 145, centralVolume: 306 }
      targets: { T: { ec50NgPerMl: 6, intrinsicActivity: 1 } }
      effects:
        severity: { course: lasting, size: 0.3, halfDose: 10 }
        cadss: { course: level, size: 5, through: T }
        feeling: { course: level, size: 100, through: T }
      felt: { endpoint: feeling, scale: 15 }
    z:
      dose: { mg: 40 }
      kinetics: { shape: plateau, riseHours: 1, plateauHours: 6, halfTimeHours: 14 }
      targets: { T: { ed50Mg: 5 } }
analyses:
  peak: { method: crossover-t, endpoint: feeling, visit: peak, direction: less }
  cadss: { method: crossover-t, endpoint: cadss, visit: peak, direction: less }
  hamd17: { method: crossover-t, endpoint: hamd17, visit: h2 }
`);
  const of = (path: string) => found.get(`treatments.drugs.x.${path}`);
  expect([
    of('effects.severity.size'),
    of('effects.cadss.size'),
    of('effects.feeling.size'),
    of('felt.scale'),
    of('effects.severity.halfDose'),
  ]).toEqual([...['fraction of severity', 'points', 'mm', 'mm', 'mg']]);
  expect(found.get('outcomes.feeling.sdError')).toBe('mm');
});
