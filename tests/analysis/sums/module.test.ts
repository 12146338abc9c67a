import { expect, it } from 'vitest';
import { moduleBytes } from '../../../src/analysis/sums/module-bytes.ts';
import { moduleText } from '../../../src/analysis/sums/module-text.ts';
import { assembled } from '../../vectors/assembled.ts';

it('the shipped module of sums is what its text stands for', async () => {
  expect(moduleBytes).toBe(Buffer.from(await assembled(moduleText)).toString('base64'));
});
