// Writes docs/multiplicity.md: npm run docs:multiplicity
import { writeFileSync } from 'node:fs';
import { estimatePower } from '../../src/power/estimate-power.ts';
import { procedures } from '../../src/study/multiplicity-plan.ts';
import type { PowerResult } from '../../src/power/characteristics/power-result.ts';
import type { SimulatedProportion } from '../../src/statistics/intervals/simulated-proportion.ts';
import { readScenario } from '../../src/scenario/index.ts';
import { threeTreatments } from '../../tests/power/multiplicity/three-treatments.ts';
import { markdownTable } from './validation/agreement-table.ts';

const TRIALS = 100_000;

/** True effects of the three treatments against the reference, in points: 0 is a true null hypothesis; the power for 8 is nearly 1. */
const truths: readonly (readonly [number, number, number])[] = [[0, 0, 0], [8, 0, 0], [0, 8, 0], [0, 0, 8], [8, 8, 0], [0, 8, 8], [8, 0, 8]]; // prettier-ignore

function simulate(multiplicity: string, effects: readonly number[], claim = ''): PowerResult {
  const read = readScenario({ path: 'several.yaml', text: threeTreatments(multiplicity, effects, TRIALS, claim) }, { readFile: () => '' });
  if ('problems' in read) throw new Error(read.problems.map((each) => each.text).join('\n'));
  return estimatePower(read.study);
}

const percent = ({ value, mcse }: SimulatedProportion): string => `${(100 * value).toFixed(2)} ± ${(100 * mcse).toFixed(2)}`;

/** The page as the code gives it today. */
export function multiplicityPage(): string {
  const names = Object.keys(procedures);
  const errors = truths.map((effects) => [
    effects.map((effect) => (effect === 0 ? 'null' : 'effect')).join(', '),
    ...names.map((procedure) => {
      const { multiplicity } = simulate(`multiplicity: {procedure: ${procedure}, analyses: [a, b, c]}`, effects);
      return multiplicity?.familywiseError ? percent(multiplicity.familywiseError) : '–';
    }),
  ]);
  const worst = [[0, 8, 8], [8, 0, 8], [8, 8, 0], [0, 0, 8], [0, 0, 0]].map((effects) => {
    const { claim } = simulate('', effects, 'claim: {name: all three, all: [a, b, c]}');
    return [effects.map((effect) => (effect === 0 ? 'null' : 'effect')).join(', '), claim === undefined ? '–' : percent(claim.power)];
  }); // prettier-ignore
  return `# Multiplicity

Made by \`npm run docs:multiplicity\`: ${TRIALS.toLocaleString('en-US').replaceAll(',', ' ')} replicates of 24 patients per row. Three treatments are
compared with one reference by paired t tests (two-sided 5 %) in a Williams square, so that the
tests are correlated; the power for an effect of 8 points is nearly 1. Percentages ± Monte-Carlo
standard error.

## Familywise error rate

Probability of rejecting at least one true null hypothesis, under the global null and every kind of
partial null:

${markdownTable(['a, b, c', ...names], errors)}

In a scenario: \`multiplicity: { procedure: holm, analyses: [a, b, c] }\`. With \`fixed-sequence\` and
\`fallback\` the order counts, and \`fallback\` takes \`weights\`. Hochberg’s procedure is exact where the
tests are independent or positively dependent, as here; the others control the error under any
dependence. The validation book has their formulas and sources.

## The claim

An analysis that is judged together with others succeeds after adjustment: in its own power, in a
claim that names it, and in a requirement. Its power at its own alpha is printed beside it (“by
itself”). An analysis whose alpha is spent over interim analyses cannot be judged together with
others.

Without \`multiplicity\`, a claim is supported when all of its analyses succeed (intersection–union
test; Berger 1982, DOI 10.1080/00401706.1982.10487790). Each analysis has its full level, and the
type I error of the claim is at most that level. The bound is reached in the worst case, when one
null hypothesis is true and the other analyses have a power of 1. The more null hypotheses are true,
the smaller the error is:

${markdownTable(['a, b, c', 'claim supported (%)'], worst)}
`;
}

if (process.argv[1].endsWith('multiplicity.ts')) writeFileSync('docs/multiplicity.md', multiplicityPage());
