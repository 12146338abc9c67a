import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { compileStudy } from '../../src/power/simulation/compile-study.ts';
import { runReplicates } from '../../src/power/simulation/replicate-loop.ts';
import { drawFigure } from '../../src/report/figures/draw-figure.ts';
import { columnKey } from '../../src/trial/trial-data.ts';
import { trialGenerator } from '../../src/trial/compile-trial.ts';
import { costFigure, slopeOf, type CostPanel, type CostPoint } from './cost-figure.ts';
import { costStudy, fivePeriods, type Change, type Model } from './cost-studies.ts';

/** `npm run bench -- cost [upto=1e9]`: what a run costs as it grows, as pictures and a table in docs/cost.md. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const models: readonly Model[] = ['normal', 'virtual'];
const labels: Readonly<Record<Model, string>> = { normal: 'normal responses', virtual: 'virtual patients' };

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Processor time of one piece of work, s: the least of several windows, or of one that takes more than a second. @param work  does the pieces of a number */
function costOf(work: (from: number, count: number) => void, windows = 4): number {
  let count = 1;
  let least = Infinity;
  for (let window = 0; window < windows;) {
    const started = cpuSeconds();
    work(window, count);
    const spent = cpuSeconds() - started;
    if (spent < 0.1 && count < 1 << 20) count *= spent < 0.01 ? 8 : 2;
    else {
      least = Math.min(least, spent / count);
      window = spent > 1 ? windows : window + 1;
    }
  }
  return least;
}

/** Microseconds of one trial, made and analysed. */
function trialCost(model: Model, change: Change): number {
  const compiled = compileStudy(costStudy(model, change));
  const truths = compiled.names.map(() => 0);
  return 1e6 * costOf((from, count) => void runReplicates(compiled, truths, from * 1_000_000, count));
}

/** Microseconds of one trial of which every visit is read. */
function visitCost(visits: number): number {
  const study = costStudy('virtual', { visits });
  const { key } = compileStudy(study);
  const reads = new Set(Array.from({ length: visits }, (_, i) => columnKey('hamd17', `v${i + 1}`)));
  const generator = trialGenerator(study.trial, key, reads, { guesses: false });
  return (
    1e6 *
    costOf((from, count) => {
      for (let i = 0; i < count; i++) generator.generate(from * 1_000_000 + i);
    })
  );
}

const shippedWorlds = [
  'no-block',
  'full-block',
  'partial-block',
  'both-blocked',
  'carry-over',
  'placebo-blocked',
  'tolerance',
  'unblinding',
];

/** Seconds of 500 replicates in each of so many worlds, each read, compiled and simulated. */
function worldCost(worlds: number): number {
  return costOf(() => {
    for (const world of shippedWorlds.slice(0, worlds)) {
      const compiled = compileStudy(costStudy('virtual', { world }));
      runReplicates(
        compiled,
        compiled.names.map(() => 0),
        0,
        500,
      );
    }
  }, 2);
}

/** A run of a process of its own, with the flags with which the program starts. */
function wholeRun(model: Model, replicates: number): { cpuSeconds: number; seconds: number; peakMiB: number } {
  const flags = ['--semi-space-growth-factor=1', '--max-inlined-bytecode-size-cumulative=4000', '--min-inlining-frequency=0.01'];
  const args = [...flags, '--import', 'tsx', 'tests/bench/cost-run.ts', model, String(replicates)];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })) as ReturnType<typeof wholeRun>;
}

function panelOf(
  words: Pick<CostPanel, 'name' | 'title' | 'amount'>,
  amounts: readonly number[],
  changeOf: (amount: number) => Change,
): CostPanel {
  const series = models.map((model) => {
    const points = amounts.map((amount): CostPoint => ({ amount, cost: trialCost(model, changeOf(amount)) }));
    return { label: labels[model], points };
  });
  return { ...words, cost: 'processor time of a trial (µs)', series };
}

/** The panels of replicates: processor time, and peak memory. */
function replicatePanels(upTo: number): CostPanel[] {
  const runs = models.map((model) => {
    const most = model === 'normal' ? upTo : Math.max(1e4, Math.min(upTo / 100, 1e6));
    const amounts = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9].filter((amount) => amount <= most);
    return {
      label: labels[model],
      points: amounts.map((amount) => {
        const run = wholeRun(model, amount);
        process.stderr.write(`${model}, ${amount} replicates: ${run.seconds.toFixed(1)} s, ${run.peakMiB.toFixed(0)} MiB\n`);
        return { amount, ...run };
      }),
    };
  });
  const seriesOf = (key: 'cpuSeconds' | 'peakMiB'): CostPanel['series'] =>
    runs.map(({ label, points }) => ({ label, points: points.map((point) => ({ amount: point.amount, cost: point[key] })) }));
  const amount = 'replicates';
  return [
    { name: 'replicates', title: 'Processor time by replicates', amount, cost: 'processor time (s)', series: seriesOf('cpuSeconds') },
    { name: 'memory', title: 'Peak memory by replicates', amount, cost: 'peak memory (MiB)', series: seriesOf('peakMiB') },
  ];
}

function tableOf(panels: readonly CostPanel[]): string {
  const rows = panels.flatMap(({ amount, cost, series }) =>
    series.map(({ label, points }) => {
      const [first, last] = [points[0], points[points.length - 1]];
      const shown = ({ amount: many, cost: spent }: CostPoint): string =>
        `${spent.toPrecision(3)} at ${many.toLocaleString('en-GB').replaceAll(',', ' ')}`;
      return `| ${amount} | ${label} | ${cost} | ${shown(first)} | ${shown(last)} | ${slopeOf(points).toFixed(2)} |`;
    }),
  );
  return ['| amount | model | cost | least | most | slope |', '| --- | --- | --- | ---: | ---: | ---: |', ...rows].join('\n');
}

const upTo = Number(process.argv.find((word) => word.startsWith('upto='))?.slice('upto='.length) ?? 1e7);
const panels: CostPanel[] = [
  ...replicatePanels(upTo),
  panelOf(
    { name: 'participants', title: 'Time of a trial by participants', amount: 'participants' },
    [10, 100, 1e3, 1e4, 1e5, 1e6],
    (participants) => ({
      participants,
    }),
  ),
  {
    ...{ name: 'visits', title: 'Time of a trial by visits', amount: 'visits', cost: 'processor time of a trial (µs)' },
    series: [{ label: labels.virtual, points: [1, 2, 4, 8, 16, 32, 64].map((amount) => ({ amount, cost: visitCost(amount) })) }],
  },
  panelOf(
    { name: 'sequences', title: 'Time of a trial of 24 participants by sequences', amount: 'sequences' },
    [2, 4, 8, 12, 24],
    (count) => ({
      sequences: fivePeriods(count),
    }),
  ),
  panelOf({ name: 'analyses', title: 'Time of a trial by analyses', amount: 'analyses' }, [1, 2, 4, 8, 16, 32, 64], (analyses) => ({
    analyses,
  })),
  {
    ...{ name: 'worlds', title: 'Time of 500 replicates in every world', amount: 'worlds', cost: 'processor time (s)' },
    series: [{ label: labels.virtual, points: [1, 2, 4, 8].map((amount) => ({ amount, cost: worldCost(amount) })) }],
  },
];
for (const panel of panels) writeFileSync(`${root}/docs/images/cost-${panel.name}.svg`, `${drawFigure(costFigure(panel))}\n`);
const machine = `\`npm run bench -- cost upto=${upTo.toExponential(0).replace('+', '')}\`, ${new Date().toISOString().slice(0, 10)}: ${cpus()[0].model}, ${availableParallelism()} cores of which one is used, load ${loadavg()[0].toFixed(0)}, Node ${process.versions.node}.`;
const pictures = panels.map((panel) => `![${panel.title}: ${costFigure(panel).alt}](images/cost-${panel.name}.svg)`);
const page = `${root}/docs/cost.md`;
const [before, after] = [/^[^]*<!-- cost:[^>]*-->\n/, /<!-- end of cost -->[^]*$/].map(
  (part) => part.exec(readFileSync(page, 'utf8'))?.[0] ?? '',
);
writeFileSync(page, `${before}\n${machine}\n\n${tableOf(panels)}\n\n${pictures.join('\n\n')}\n\n${after}`);
process.stdout.write(`${tableOf(panels)}\n`);
