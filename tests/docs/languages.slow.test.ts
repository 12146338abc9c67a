import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { environment, interpreterOf } from '../../docs/generators/language-pages.ts';
import { run, shipped } from '../cli/command-line.ts';

const rscript = interpreterOf('r');
const trial = shipped('gaussian-textbook.yaml');
const lean = { replicates: 200, 'power.truthPatients': 100 };

/** Runs statements of R after the functions of docs/how-to/r were sourced; what they print. */
function inR(code: string): string {
  const input = `source("docs/how-to/r/crossover-sim.R")\ntrial <- "${trial}"\n${code}`;
  const { stdout, stderr, status } = spawnSync(rscript ?? '', ['--vanilla', '-'], { input, encoding: 'utf8', env: environment });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.trimEnd();
}

it.skipIf(rscript === undefined)('cs_power of R gives the document of power --json', async () => {
  const words = ['--replicates', '200', '--set', 'power.truthPatients=100', '--workers', '1', '--quiet', '--json'];
  const { stdout } = await run('power', trial, ...words);
  const { analyses } = JSON.parse(stdout) as { analyses: Record<string, { power: { value: number }; meanEstimate: { value: number } }> };
  const printed = inR(
    `result <- cs_power(trial, replicates = ${lean.replicates}, set = list(power.truthPatients = ${lean['power.truthPatients']}), workers = 1)
for (name in names(result$analyses)) cat(name, format(result$analyses[[name]]$meanEstimate$value, digits = 15), "\\n")`,
  );
  const numbers = printed.split('\n').map((line) => line.trim().split(' '));
  expect(numbers.map(([name]) => name)).toEqual(Object.keys(analyses));
  for (const [name, value] of numbers) expect(Number(value)).toBeCloseTo(analyses[name].meanEstimate.value, 12);
});

it.skipIf(rscript === undefined)('arguments of R are the options of the command line', () => {
  const words = inR(
    `cat(cs_words(list(participants = 100000, quiet = TRUE, json = FALSE, out = NULL, at_once = 3, require = c(claim = 0.9, other = 0.1),
  vary = list(a.b = c(1, 2.5)), visits = c("day1", "day2"), set = list(name = "x"))))`,
  );
  expect(words).toBe(
    '--participants 100000 --quiet --at-once 3 --require claim=0.9 --require other=0.1 --vary a.b=1,2.5 --visits day1 --visits day2 --set name=x',
  );
});

it.skipIf(rscript === undefined)('cs_simulate of R gives the tables, and leaves no files', () => {
  const code = `tables <- cs_simulate(trial, participants = 6)
cat(nrow(tables$observations), names(tables)[1:2], length(list.files(tempdir(), "^crossover-sim-")))`;
  expect(inR(code)).toBe('12 observations subjects 0');
});

it('the pages of R and Python show what every block prints', () => {
  for (const page of ['from-r', 'from-python']) {
    const text = readFileSync(`docs/how-to/${page}.md`, 'utf8');
    expect(text.match(/```text\n[^`]+```/g)?.length).toBeGreaterThan(3);
    expect(text).not.toContain('```text\n```');
  }
});

it('the page on Quarto shows the document as it is', () => {
  const document = readFileSync('docs/how-to/quarto/power-curve.qmd', 'utf8');
  expect(readFileSync('docs/how-to/quarto.md', 'utf8')).toContain(`\`\`\`\`markdown\n${document}\`\`\`\``);
});
