import { simulateStudy } from '../../src/power/index.ts';
import { fixedNumber } from '../../src/power/stopping/stopping-rule.ts';
import { costStudy, type Model } from './cost-studies.ts';

/** A process of its own for one run, whose peak memory is then that of the run: `cost-run.ts MODEL REPLICATES`. */
const [model, replicates] = process.argv.slice(2);
const before = process.cpuUsage();
const started = performance.now();
await simulateStudy(costStudy(model as Model), { rule: fixedNumber(Number(replicates)) });
const { user, system } = process.cpuUsage(before);
process.stdout.write(
  JSON.stringify({
    cpuSeconds: (user + system) / 1e6,
    seconds: (performance.now() - started) / 1000,
    peakMiB: process.resourceUsage().maxRSS / 1024,
  }),
);
