import { expect, it } from 'vitest';
import { loadStudy } from '../../../src/cli/arguments/load-study.ts';
import { cdiscDatasets } from '../../../src/data-files/cdisc-datasets.ts';
import { cdiscStandards } from '../../../src/data-files/cdisc/files/standard.ts';
import { cdiscTrial } from '../../../src/data-files/cdisc/trial.ts';
import { rootKey } from '../../../src/random/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';
import { nonconformities } from './conformance.ts';

/** Designs of one to six periods, a run-in, declared drugs and endpoints. */
const shipped = [
  'courses/six-infusions',
  'designs/balaam',
  'designs/extra-period',
  'designs/four-condition',
  'designs/parallel-groups',
  'designs/responder-enriched',
  'endpoints/qids',
  'questions/mdma-after-ssri',
];

it.each(shipped)('the datasets of scenarios/%s keep every rule that can be checked offline', (name) => {
  const { study, hash } = loadStudy(`scenarios/${name}.yaml`, { participants: 6 });
  const generator = compileTrial(study.trial, rootKey(study.seed), 'all');
  generator.generate(0);
  const trial = cdiscTrial(generator, { study, hash, version: '0.0.0', replicate: 0 }, { startDate: '2023-12-20' });
  for (const standard of cdiscStandards) expect(nonconformities(cdiscDatasets(trial, standard))).toEqual([]);
});
