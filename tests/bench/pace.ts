import { compileStudy } from '../../src/power/simulation/compile-study.ts';
import { runReplicates } from '../../src/power/simulation/replicate-loop.ts';
import { BLOCK_SIZE } from '../../src/power/simulation/blocks.ts';
import type { Study } from '../../src/study/study.ts';
import { gaussianStudy, itemStudy, mainStudy, textbookStudy } from './pace-studies.ts';

/** Prints the pace of one line of `npm run bench -- against=COMMIT`: `pace NAME SECONDS`, trials per second of processor time. It is bundled with the engine of either commit. */
const studies: Readonly<Record<string, () => Study>> = {
  crossover: () => gaussianStudy('a: {method: crossover-t}'),
  textbook: textbookStudy,
  missing: () => gaussianStudy('a: {method: mixed-model}', 0.1),
  virtual: mainStudy,
  items: itemStudy,
};

const [name, seconds] = process.argv.slice(2);
const compiled = compileStudy(studies[name]());
const truths = compiled.names.map(() => 0);
const limit = 1e6 * Number(seconds);
let best = 0;
for (let window = 0, first = 0; window < 4; window++) {
  const started = process.cpuUsage();
  let [trials, spent] = [0, 0];
  for (; spent < limit / 4; first += BLOCK_SIZE) {
    trials += runReplicates(compiled, truths, first, BLOCK_SIZE).trials;
    const { user, system } = process.cpuUsage(started);
    spent = user + system;
  }
  best = Math.max(best, (1e6 * trials) / spent);
}
process.stdout.write(String(best));
