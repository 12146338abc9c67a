import { describe, expect, it } from 'vitest';
import { participantFlow } from '../../../src/data-files/writing/participant-flow.ts';
import { rootKey } from '../../../src/random/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';
import { exampleTrial } from '../../trial/example-trial.ts';

describe('participant-flow.csv', () => {
  const missingness = { ...exampleTrial.missingness, betweenPeriods: 0.3 };
  const generator = compileTrial({ ...exampleTrial, missingness }, rootKey('flow'), 'all');
  generator.generate(0);
  const rows = participantFlow.rows(generator, 1);
  const patients = (sequence: string, stage: string): number =>
    rows.filter((row) => row[1] === sequence && row[2] === stage).reduce((sum, row) => sum + Number(row[4]), 0);

  it('the participant flow adds up: who is assigned is given period 1, and who is given it is lost or given period 2', () => {
    for (const { name: sequence } of generator.data.sequences) {
      expect(patients(sequence, 'period 1')).toBe(patients(sequence, 'assigned'));
      expect(patients(sequence, 'period 1') - patients(sequence, 'lost after period 1')).toBe(patients(sequence, 'period 2'));
      expect(patients(sequence, 'lost after period 1')).toBeGreaterThan(0);
    }
  });

  it('the participant flow names those who are lost after the last period', () => {
    const withdrawn = compileTrial(
      { ...exampleTrial, missingness: { ...exampleTrial.missingness, afterAdverseEffect: 0.5 } },
      rootKey('flow'),
      'all',
    );
    withdrawn.generate(0);
    const all = participantFlow.rows(withdrawn, 1);
    const count = (stage: string): number => all.filter((row) => row[2] === stage).reduce((sum, row) => sum + Number(row[4]), 0);
    expect(count('lost after period 2')).toBeGreaterThan(0);
    expect(count('period 2') - count('lost after period 2')).toBe(count('completed'));
  });

  it('the participant flow agrees with the flow of the whole trial', () => {
    const total = (stage: string): number => generator.data.sequences.reduce((sum, { name }) => sum + patients(name, stage), 0);
    expect([total('assigned'), total('period 2'), total('completed')]).toEqual([
      generator.flow.randomised,
      generator.flow.perPeriod[1],
      generator.flow.completed,
    ]);
    expect(patients('', 'screened') - patients('', 'not eligible')).toBe(patients('', 'randomised'));
  });
});
