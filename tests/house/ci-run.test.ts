import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'crossover-sim-ci-'));
afterAll(() => rmSync(root, { recursive: true }));
let checkouts = 0;

/** A checkout of nothing but `.ci`, with these steps (script by name, in order); gives how `.ci/run` ends there. */
function ranWith(steps: Readonly<Record<string, string>>, ...words: string[]) {
  const checkout = join(root, String(checkouts++));
  mkdirSync(join(checkout, '.ci/steps'), { recursive: true });
  for (const file of ['run', 'counting.sh', 'count-suite.mjs']) cpSync(`.ci/${file}`, join(checkout, '.ci', file));
  Object.entries(steps).forEach(([name, script], i) => {
    writeFileSync(join(checkout, `.ci/steps/${10 + i}-${name}.sh`), `# about ${name}\n${script}\n`);
  });
  const { status, stdout, stderr } = spawnSync('bash', ['.ci/run', ...words], { cwd: checkout, encoding: 'utf8' });
  return { status, stderr, stdout, last: stdout.split('\n').slice(-2) };
}

/** A step with a suite that leaves this report and ends with this code. */
const vitest = (report: object, code: number): string =>
  `npm() { local file="\${@: -1}"; printf '%s' '${JSON.stringify(report)}' > "\${file#--outputFile.json=}"; return ${code}; }\nsuite test:some`;

it('.ci/run ends with a line that counts what passed, failed and was skipped', () => {
  const report = { numPassedTests: 40, numFailedTests: 0, numPendingTests: 2, numTodoTests: 0 };
  const ran = ranWith({ one: "check 'a thing' true\nskip 'another'", two: vitest(report, 0) });
  expect([ran.status, ran.last]).toEqual([0, ['41 passed, 0 failed, 3 skipped', '']]);
});

it('.ci/run goes on after a failure, counts it, and exits 1', () => {
  const ran = ranWith({
    one: "fails() { false; true; }\ncheck 'a thing' fails\ncheck 'the next thing' true",
    two: "check 'together' false & check 'with this' true & wait",
    three: "check 'before' true\nfalse\ncheck 'never tried' true",
    four: "check 'after' true",
  });
  expect([ran.status, ran.last]).toEqual([1, ['4 passed, 3 failed, 0 skipped', '']]);
  expect(ran.stdout).toMatch(/three broke off/);
});

it('.ci/run runs a step that says so beside those after it, prints it at the end, and counts its failure', () => {
  const ran = ranWith({
    one: "# beside the steps after it: it waits\nuntil [ -e of-two ]; do sleep 0.05; done\ncheck 'of one' false",
    two: "touch of-two\ncheck 'of two' true",
  });
  expect([ran.status, ran.last]).toEqual([1, ['1 passed, 1 failed, 0 skipped', '']]);
  expect([...ran.stdout.matchAll(/^-- (of \w+)$/gm)].map(([, name]) => name)).toEqual(['of two', 'of one']);
});

it.each([
  ['has a failed test', { numPassedTests: 5, numFailedTests: 1 }, '5 passed, 1 failed, 0 skipped'],
  ['has a file that cannot be loaded', { numPassedTests: 5, numFailedTests: 0 }, '5 passed, 1 failed, 0 skipped'],
])('.ci/run fails when a suite %s', (_, report, line) => {
  const ran = ranWith({ one: vitest(report, 1) });
  expect([ran.status, ran.last]).toEqual([1, [line, '']]);
});

it('.ci/run counts a suite without a report as failed', () => {
  const ran = ranWith({ one: 'npm() { return 1; }\nsuite test:some' });
  expect([ran.status, ran.last]).toEqual([1, ['0 passed, 1 failed, 0 skipped', '']]);
});

it('.ci/run runs the steps that are named, and refuses one that does not exist', () => {
  const steps = { one: "check 'a thing' true", two: "check 'a thing' false" };
  expect(ranWith(steps, 'one').last).toEqual(['1 passed, 0 failed, 0 skipped', '']);
  expect(ranWith(steps, 'three')).toMatchObject({ status: 2, stdout: '', stderr: "no step 'three'; there are: one two\n" });
});

it('.ci/run --list names every step with what it is about', () => {
  expect(ranWith({ one: 'true', two: 'true' }, '--list').stdout).toBe('one        about one\ntwo        about two\n');
  const { stdout } = spawnSync('bash', ['.ci/run', '--list'], { encoding: 'utf8' });
  const lines = stdout.trimEnd().split('\n');
  expect(lines.length).toBe(readdirSync('.ci/steps').length);
  for (const line of lines) expect(line).toMatch(/^[a-z]+ +\S.{9}/);
});
