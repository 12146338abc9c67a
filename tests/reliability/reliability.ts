import { buildProgram, type BuiltProgram } from './support/built-program.ts';
import { Cases, type Failure } from './support/cases.ts';
import { bitFlips } from './parts/bit-flips.ts';
import { commandLines } from './parts/command-lines.ts';
import { disksAndStreams } from './parts/disks.ts';
import { equalNumbers } from './parts/equal-numbers.ts';
import { hostileCsvs } from './parts/hostile-csvs.ts';
import { hostileScenarios } from './parts/hostile-scenarios.ts';
import { injectedDeaths, kills } from './parts/kills.ts';
import { manyWorkers } from './parts/many-workers.ts';

/** A kind of ill fortune. */
interface Part {
  /** Number of cases where none is given: enough to see that all of it works. */
  readonly few: number;
  run(program: BuiltProgram, cases: Cases): Promise<void>;
}

const parts: Readonly<Record<string, Part>> = {
  lines: { few: 60, run: commandLines },
  flips: { few: 60, run: bitFlips },
  scenarios: { few: 40, run: hostileScenarios },
  csvs: { few: 40, run: hostileCsvs },
  deaths: { few: 60, run: injectedDeaths },
  kills: { few: 6, run: kills },
  workers: { few: 1, run: manyWorkers },
  pids: { few: 2, run: equalNumbers },
  disks: { few: 8, run: disksAndStreams },
};

const PROGRESS_MS = 60_000;

/** Failures of a part that are printed. */
const MAX_SHOWN = 100;

/**
 * `npm run test:reliability -- [PART] [COUNT] [SEED] [FIRST]`: tries each kind of ill fortune so many times, and prints how many of them were borne.
 * A failure is tried again by its part, a count of 1, its seed and its number. `RELIABILITY_MINUTES` ends each part after that time.
 */
const [part = 'all', count = 'few', seed = '1', first = '0'] = process.argv.slice(2);
const asked = part === 'all' ? Object.keys(parts) : part.split(',');
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  process.stderr.write(`there is no part ${unknown.join(', ')}; there are: ${Object.keys(parts).join(', ')}\n`);
  process.exit(2);
}

const minutes = Number(process.env.RELIABILITY_MINUTES ?? Infinity);
const program = await buildProgram();
let failed = 0;
try {
  for (const name of asked) {
    const numbers = { first: Number(first), count: count === 'few' ? parts[name].few : Number(count) };
    const cases: Cases = new Cases(numbers, seed, minutes, (failure) => {
      if (cases.failed <= MAX_SHOWN) process.stdout.write(shown(name, failure));
    });
    const started = performance.now();
    const progress = setInterval(() => process.stderr.write(`${name}: ${cases.tried} tried, ${cases.failed} failed so far\n`), PROGRESS_MS);
    await parts[name].run(program, cases).finally(() => clearInterval(progress));
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    const notes = [...cases.notes, `seed ${seed}`, `${seconds} s`].join(', ');
    process.stdout.write(`${name}: ${cases.tried} tried, ${cases.failed} failed (${notes})\n`);
    failed += cases.failed;
  }
} finally {
  program.remove();
}
process.exitCode = failed > 0 ? 1 : 0;

function shown(name: string, { number, why, how }: Failure): string {
  const again = `npm run test:reliability -- ${name} 1 ${seed} ${number}`;
  return `  ${why}\n    again: ${again}\n${how.trimEnd().replace(/^/gm, '    ')}\n`;
}
