import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, describe, expect, it } from 'vitest';
import { threeTreatments } from '../../power/multiplicity/three-treatments.ts';
import { emptyFolder, run, shipped } from '../command-line.ts';

const folder = emptyFolder();
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(path, text);
  return path;
}

const interim =
  'interim: {analysis: crossover-t, looks: [16], spending: pocock}\nanalyses: {crossover-t: {direction: greater}}\nclaim: {holds: true}\n';
const holm = 'multiplicity: {procedure: holm, analyses: [a, b, c]}';
const prior = 'uncertainty: {draws: 2, priors: {gaussian.sdWithin: {distribution: uniform, min: 3, max: 6, source: assumed}}}\n';
const scenarios: readonly (readonly [name: string, path: string, swept: string, range: string])[] = [
  [
    'interim analyses',
    file('interim', `extends: ${shipped('gaussian-textbook.yaml')}\n${interim}${prior}`),
    'gaussian.sdWithin=5',
    'gaussian.sdWithin=4:6',
  ],
  [
    'analyses judged together',
    file('together', `${threeTreatments(holm, [3, 2, 2.5], 300, 'claim: {name: a works, all: [a], holds: true}')}\n${prior}`),
    'gaussian.sdWithin=4',
    'gaussian.sdWithin=3:5',
  ],
];
const lean = ['--replicates', '300', '--set', 'power.truthPatients=100', '--set', 'power.maxFailures=1', '--quiet', '--workers', '1'];

async function json(...words: string[]): Promise<Record<string, unknown>> {
  return JSON.parse((await run(...words, ...lean, '--json')).stdout) as Record<string, unknown>;
}

interface Power {
  readonly power: { readonly value: number };
}

describe.each(scenarios)('with %s', (_, path, swept, range) => {
  it('every command that prints the power of the claim prints the same number', async () => {
    const document = (await json('power', path)) as unknown as {
      claim: Power;
      analyses: Record<string, Power & { unadjustedPower?: { value: number } }>;
    };
    const { value } = document.claim.power;
    expect(Object.values(document.analyses).some(({ power, unadjustedPower }) => unadjustedPower?.value !== power.value)).toBe(true);
    const shown = value.toFixed(3);
    const percent = `${(100 * value).toFixed(1)} %`;
    const [junit, summary, report] = ['junit.xml', 'summary.md', 'report.html'].map((name) => join(folder, name));
    const written = ['--junit', junit, '--summary', summary, '--report', report];
    const printed = await run('power', path, ...lean, '--require', 'claim=0.999', ...written);
    expect(printed.exitCode).toBe(value < 0.999 ? 1 : 3);
    expect(printed.stdout).toMatch(new RegExp(`^Power of the claim: ${percent} \\(95 % Monte-Carlo interval `, 'm'));
    expect(printed.stderr).toMatch(new RegExp(`^claim: required 0\\.999, got ${percent} \\(95 % confidence sequence .*\\), missed$`, 'm'));
    expect(readFileSync(junit, 'utf8')).toContain(`required 0.999, simulated ${shown} ±`);
    expect(readFileSync(summary, 'utf8')).toContain(`Power of the claim: ${percent} (95 % `);
    expect(readFileSync(summary, 'utf8')).not.toContain('by itself'); // it has no such column
    const { document: html } = parseHTML(readFileSync(report, 'utf8'));
    expect(html.querySelector('#answer strong')?.textContent).toContain(percent);
    expect(html.querySelector('#operating-characteristics tbody tr')?.textContent).toContain(shown);
    const { cells } = (await json('power', path, '--vary', swept)) as unknown as { cells: { claim: Power }[] };
    expect(cells[0].claim.power.value).toBe(value);
    const { tornado } = (await json('power', path, '--tornado', '--vary', range)) as unknown as { tornado: { base: { value: number } } };
    expect(tornado.base.value).toBe(value);
    const { assurance } = (await json('power', path, '--assurance')) as unknown as { assurance: { asAssumed: { value: number } } };
    expect(assurance.asAssumed.value).toBe(value);
    const { comparison } = (await json('compare', path)) as unknown as { comparison: { cells: { probability: { value: number } }[] } };
    expect(comparison.cells[0].probability.value).toBe(value);
  });

  it('what is kept in a folder and merged is the same', async () => {
    const out = join(folder, `run-${swept}`);
    await run('power', path, ...lean, '--out', out);
    expect(JSON.parse(readFileSync(join(out, 'power.json'), 'utf8'))).toMatchObject({ claim: (await json('power', path)).claim });
  });
});

describe('a gate', () => {
  const gate = ['power', shipped('gaussian-textbook.yaml'), ...lean];

  it.each([
    ['0.99', 1, 'missed'],
    ['0.83', 3, 'undecided'],
  ])(
    'a gate at %s says on stderr what came of it, whatever --quiet says, and stdout stays one document',
    async (required, code, decision) => {
      const { exitCode, stdout, stderr } = await run(...gate, '--json', '--require', required);
      expect(exitCode).toBe(code);
      const { value } = (JSON.parse(stdout) as { claim: Power }).claim.power;
      expect(stderr).toMatch(
        new RegExp(
          `^claim: required ${required}, got ${(100 * value).toFixed(1)} % \\(95 % confidence sequence \\d+\\.\\d–\\d+\\.\\d %, 300 trials\\), ${decision}\n$`,
        ),
      );
    },
  );

  it('a gate that is met is silent, and of several scenarios each is named', async () => {
    expect((await run(...gate, '--require', '0.5')).stderr).toBe('');
    const other = file('other', `extends: ${shipped('gaussian-textbook.yaml')}\nname: other\n`);
    const { stderr } = await run('power', shipped('gaussian-textbook.yaml'), other, ...lean, '--require', '0.99');
    expect(stderr).toMatch(/^gaussian-textbook: claim: required 0\.99.*missed\nother: claim: required 0\.99.*missed\n$/);
  });

  it('a gate on a claim that is false speaks of false positives and of no number of patients', async () => {
    const path = file('false', `extends: ${shipped('gaussian-textbook.yaml')}\nclaim: {holds: false}\ngaussian: {difference: 0}\n`);
    const report = join(folder, 'false.html');
    const { stdout } = await run('power', path, ...lean, '--require', '0.8', '--report', report);
    expect(stdout).toContain('The claim is false in this scenario: this is a false-positive rate, not power');
    expect(stdout).not.toMatch(/enough/);
    const { document } = parseHTML(readFileSync(report, 'utf8'));
    expect(document.querySelector('#answer .answer')?.textContent).toMatch(/false-positive rate, not power/);
    expect(document.querySelector('#answer .answer')?.textContent).not.toMatch(/target|reaches/);
    for (const words of [
      ['power', path, '--vary', 'gaussian.sdWithin=4,5'],
      ['sample-size', path, '--max', '20'],
    ])
      expect((await run(...words, ...lean.slice(0, 6), '--quiet', '--workers', '1')).stdout).toMatch(/false-positive rate, not power/);
  });
});

describe('a direction against the true effect', () => {
  const path = file(
    'opposite',
    'model: gaussian\nseed: d\ndesign: {participants: 20, blockSize: 2}\ngaussian: {difference: 5, sdWithin: 5, sdBetween: 5}\nanalyses: {main: {method: crossover-t, direction: less}}\n',
  );

  it('a comparison tells it where a true claim is never made', async () => {
    const claimed = file(
      'claimed',
      'model: gaussian\ndesign: {participants: 20, blockSize: 2}\ngaussian: {difference: 5, sdWithin: 5}\nanalyses: {main: {method: crossover-t, direction: less}}\nclaim: {name: c, all: [main], holds: true}\n',
    );
    const words = /claimed in as written: main: it tests for an effect below 0 .*: power is 0 by direction/;
    expect((await run('compare', claimed, ...lean)).stdout.replaceAll('\n', ' ')).toMatch(words);
    const { comparison } = (await json('compare', claimed)) as { comparison?: { notes?: string[] } };
    expect(comparison?.notes).toEqual([expect.stringMatching(words)]);
    const { stdout } = await run('compare', claimed, ...lean, '--set', 'analyses.main.direction=greater');
    expect(stdout).not.toMatch(/by direction/);
  });

  it('a direction against the true effect is told with the power of 0, in text, JSON, report, summary, sweep and sample size', async () => {
    const words =
      /main: it tests for an effect below 0 \(direction: less\), and the true effect of this scenario, naltrexone minus placebo, is 5\.00: power is 0 by direction/;
    const [report, summary] = [join(folder, 'opposite.html'), join(folder, 'opposite.md')];
    const printed = (await run('power', path, ...lean, '--report', report, '--summary', summary)).stdout;
    expect(printed).toContain('\nwarning: power is 0 by direction: main tests for less than 0, the true effect is');
    expect(readFileSync(report, 'utf8')).toMatch(words);
    expect(readFileSync(summary, 'utf8')).toMatch(/power is 0 by direction/);
    const { analyses } = (await json('power', path)) as unknown as { analyses: { main: { notes: string[] } } };
    expect(analyses.main.notes).toHaveLength(1);
    expect((await run('power', path, ...lean, '--vary', 'gaussian.sdWithin=4,5')).stdout.replaceAll('\n', ' ')).toMatch(words);
    const sized = await run('sample-size', path, ...lean, '--max', '20');
    expect([sized.exitCode, words.test(sized.stdout.replaceAll('\n', ' '))]).toEqual([1, true]);
    for (const command of ['power', 'sample-size']) {
      expect((await run(command, path, '--analytic')).stdout.replaceAll('\n', ' ')).toMatch(words);
      expect(JSON.parse((await run(command, path, '--analytic', '--json')).stdout)).toMatchObject({
        notes: [expect.stringMatching(words)],
      });
    }
    expect(await json('power', path, '--set', 'analyses.main.direction=greater')).not.toMatchObject({ analyses: { main: { notes: [] } } });
  });

  it('a one-sided alternative against it is told too; the right side, both sides and no effect are not', async () => {
    const noted = async (...set: string[]): Promise<string[] | undefined> => {
      const { analyses } = (await json('power', path, ...set.flatMap((each) => ['--set', each]))) as unknown as {
        analyses: { main: { notes?: string[] } };
      };
      return analyses.main.notes;
    };
    expect((await noted('analyses.main.direction=either', 'analyses.main.alternative=less'))?.[0]).toMatch(/\(alternative: less\)/);
    expect(await noted('analyses.main.direction=greater')).toBeUndefined();
    expect(await noted('analyses.main.direction=either')).toBeUndefined();
    expect(await noted('gaussian.difference=0')).toBeUndefined();
  });

  it('describe says what it takes to succeed', async () => {
    const described = (await run('describe', path)).stdout;
    expect(described).toContain('naltrexone against placebo, two-sided α = 0.05, successful only with a difference below zero');
    const { stdout } = await run('describe', shipped('gaussian-textbook.yaml'));
    expect(stdout).toMatch(/analysis equivalence \(tost\): two one-sided t tests.*, each at α = 0\.05, margins −/);
  });
});

describe('sample-size --analysis', () => {
  it('sample-size --analysis runs no analysis that nobody asked for', async () => {
    // With two patients in a sequence the wide model cannot be fitted: it must not be tried.
    const path = file(
      'asked',
      'model: gaussian\nseed: a\ndesign: {participants: 20, blockSize: 2}\ngaussian: {difference: 5, sdWithin: 5, sdBetween: 5}\n' +
        'analyses: {main: {method: crossover-t}, slow: {method: permutation}}\nclaim: {name: both, all: [main, slow]}\n',
    );
    const only = file(
      'only',
      'model: gaussian\nseed: a\ndesign: {participants: 20, blockSize: 2}\ngaussian: {difference: 5, sdWithin: 5, sdBetween: 5}\nanalyses: {main: {method: crossover-t}}\n',
    );
    const answer = async (...words: string[]): Promise<unknown> => {
      const { participants, power, curve } = await json('sample-size', ...words, '--max', '60');
      return { participants, power, curve };
    };
    expect(await answer(path, '--analysis', 'main')).toEqual(await answer(only));
    const { exitCode, stderr } = await run('sample-size', path, ...lean, '--analysis', 'mian');
    expect([exitCode, /no analysis 'mian'; did you mean main\?/.test(stderr)]).toEqual([2, true]);
  });
});
