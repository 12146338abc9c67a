import { expect, it } from 'vitest';
import { rootKey, Stream } from '../../../src/random/index.ts';
import { unstructured } from '../../../src/statistics/mixed-models/covariance-structure.ts';
import { FixedRows } from '../../../src/statistics/mixed-models/fixed-rows.ts';
import { MeasuredUnit } from '../../../src/statistics/mixed-models/measured-unit.ts';
import { MeasurementPattern } from '../../../src/statistics/mixed-models/measurement-pattern.ts';

it.each([1, 2, 3, 5, 12])('the triangular factor of %i subjects gives their products about the mean, ties or not', (count) => {
  const size = 3;
  const unit = new MeasuredUnit();
  const stream = new Stream().startAt(rootKey('units'), count, 0, 1);
  for (const scale of [2, 1000]) {
    const subjects = Array.from({ length: count }, () =>
      Float64Array.from({ length: size }, () => (scale === 2 ? Math.floor(scale * stream.uniform()) : scale * stream.normal())),
    );
    unit.start(new MeasurementPattern([0, 1, 2], unstructured(size)), new FixedRows(), 1);
    for (const values of subjects) unit.add(values, size);
    const mean = [0, 1, 2].map((a) => subjects.reduce((sum, values) => sum + values[a], 0) / count);
    for (let a = 0; a < size; a++) {
      expect(unit.mean[a]).toBeCloseTo(mean[a], 9);
      for (let b = 0; b < size; b++) {
        const products = subjects.reduce((sum, values) => sum + (values[a] - mean[a]) * (values[b] - mean[b]), 0);
        let fromFactor = 0;
        for (let row = 0; row < unit.rows; row++) fromFactor += unit.spread[row * size + a] * unit.spread[row * size + b];
        expect(fromFactor / scale ** 2).toBeCloseTo(products / scale ** 2, 9);
      }
    }
  }
});
