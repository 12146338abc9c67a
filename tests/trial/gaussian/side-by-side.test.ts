import { expect, it } from 'vitest';
import { rootKey } from '../../../src/random/index.ts';
import { moduleBytes } from '../../../src/trial/gaussian/four-trials/module-bytes.ts';
import { moduleText } from '../../../src/trial/gaussian/four-trials/module-text.ts';
import { GaussianGenerator } from '../../../src/trial/gaussian/gaussian-generator.ts';
import { GaussianSideBySide } from '../../../src/trial/gaussian/gaussian-side-by-side.ts';
import type { Study } from '../../../src/study/study.ts';
import { assembled } from '../../vectors/assembled.ts';
import { designs } from './designs.ts';

const key = rootKey('side by side');

function generatorOf({ trial }: Study): GaussianGenerator {
  if (trial.kind !== 'gaussian') throw new Error('not gaussian');
  return new GaussianGenerator(trial, key);
}

/** Everything that a generator tells of its trial, as one text. */
function told({ data, flow, records, values }: GaussianGenerator): string {
  const columns = [data.sequence, data.treatment, ...values].map((column) => Buffer.from(column.buffer).toString('base64'));
  return JSON.stringify({ columns, flow, records: { withdrawal: [...records.withdrawal], periodsGiven: [...records.periodsGiven] } });
}

it('the shipped module of four trials is what its text stands for', async () => {
  expect(moduleBytes).toBe(Buffer.from(await assembled(moduleText)).toString('base64'));
});

it('this engine makes trials side by side', () => {
  expect(generatorOf(designs.Balaam()).sideBySide()).toBeInstanceOf(GaussianSideBySide);
});

it.each(Object.entries(designs))('trials side by side have the bits of every trial by itself: %s', (_, study) => {
  const one = study();
  const [together, alone] = [generatorOf(one), generatorOf(one)];
  for (let replicate = 100; replicate < 141; replicate++) {
    together.generate(replicate);
    alone.generateAlone(replicate);
    expect(told(together)).toBe(told(alone));
  }
});

it('the order in which trials are asked for does not matter', () => {
  const study = designs['dropout after high scores, and participants who do not come']();
  const [together, alone] = [generatorOf(study), generatorOf(study)];
  for (const replicate of [0, 1, 2, 2, 1, 7, 8, 9, 3, 0, 4, 5, 6, 7, 8, 9, 10, 2 ** 31 - 2, 2 ** 31 - 1, 5]) {
    together.generate(replicate);
    alone.generateAlone(replicate);
    expect(told(together)).toBe(told(alone));
  }
});

it('the first participants of a trial are a trial of that many, made side by side or alone', () => {
  const study = designs['AB/BA in pairs']();
  if (study.trial.kind !== 'gaussian') throw new Error('not gaussian');
  const few = new GaussianGenerator({ ...study.trial, design: { ...study.trial.design, participants: 12 } }, key);
  const many = generatorOf(study);
  for (let replicate = 0; replicate < 9; replicate++) {
    for (const generator of [few, many]) generator.generate(replicate);
    expect([...many.values[0].subarray(0, 24)]).toEqual([...few.values[0]]);
  }
});
