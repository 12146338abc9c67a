import { expect, it } from 'vitest';
import { estimatePower } from '../../../src/power/index.ts';
import { summaryText } from '../../../src/report/index.ts';
import { readStudy, scenarioHash, starterScenario } from '../../../src/scenario/index.ts';

it('addresses, mentions and numbers of issues in a title are no links on the page of a pipeline', () => {
  const read = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 50, set: ['power.truthPatients=100'] });
  const study = { ...read, title: 'see https://evil.example/x www.evil.example @octocat a@b.c #12 owner/repo#3' };
  const [heading] = summaryText(
    [{ file: 'trial.yaml', study, hash: scenarioHash(study), result: estimatePower(study), command: 'crossover-sim power trial.yaml' }],
    '0.1.0',
  ).split('\n');
  expect(heading).toContain('see https:<!-- -->//evil.example/x www<!-- -->.evil.example @<!-- -->octocat a@<!-- -->b.c');
  expect(heading).not.toMatch(/@\w|#\d|:\/\/|www\./);
});
