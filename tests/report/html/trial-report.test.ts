import { expect, it } from 'vitest';
import { replayTrial } from '../../../src/power/simulation/replay-trial.ts';
import { trialReport } from '../../../src/report/html/trial-report.ts';
import { readStudy } from '../../../src/scenario/index.ts';

it('a study without analyses has its report of one trial, by participant of the first endpoint that is recorded', () => {
  const study = readStudy('name: none\ndesign: {participants: 8}\nanalyses: {}\n');
  expect(study.analyses).toEqual({});
  const { figures } = trialReport(study, replayTrial(study, 0), 'abc');
  expect(figures.map(({ name }) => name)).toEqual(expect.arrayContaining(['patients-hamd17', 'courses-hamd17', 'courses-cadss']));
});
