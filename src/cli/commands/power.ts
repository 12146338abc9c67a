import { loadStudy, tellWarnings, type LoadedStudy } from '../arguments/load-study.ts';
import { scenarioFiles } from '../arguments/common-options.ts';
import { defineCommand } from '../arguments/define-command.ts';
import { powerOptions, type PowerArguments } from '../arguments/power-options.ts';
import { requirementsOf } from '../arguments/requirements.ts';
import { workersOf } from '../arguments/workers.ts';
import { assertExecutorOptions } from '../cluster/execute-on-cluster.ts';
import { printAnalytic } from '../questions/exact-power.ts';
import { preparedParts, simulatedPower } from '../questions/power.ts';
import { planningQuestion } from '../questions/which-question.ts';
import { concludePower, printPower, writePipelineFiles, writePowerReport, writePowerResult } from '../results/power-outputs.ts';
import { assertProtocolFile } from '../results/write-protocol.ts';
import { usageError } from '../terminal/command-failure.ts';
import { warn } from '../terminal/terminal.ts';

export const powerCommand = defineCommand({
  usage: 'power <scenario..>',
  summary: 'Monte-Carlo operating characteristics of the analyses and the claim',
  positionals: scenarioFiles,
  options: powerOptions,
  examples: [
    ['power scenarios/williams-2018.yaml', 'how likely is the 2018 trial to show its claim'],
    ['power scenarios/gaussian-textbook.yaml --participants 20 --require 0.8 --json', 'gate a protocol in CI'],
  ],
  async run(argv, session) {
    const workers = workersOf(argv.workers);
    assertPrecision(argv.mcse);
    assertProtocolFile(argv.protocol);
    assertExecutorOptions(argv);
    if (await planningQuestion(argv, workers)) return;
    assertOneReport(argv);
    const loaded = argv.scenario.map((path) => loadStudy(path, argv));
    tellWarnings(loaded);
    if (argv.analytic === true) return exactPower(loaded, argv.json);
    const studies = loaded.map((one) => ({ loaded: one, required: requirementsOf(one.study, argv.require, one.scenario.power.require) }));
    const parts = await preparedParts(argv, studies, session);
    if (parts === undefined) return;
    const cells = await simulatedPower(studies, parts, argv, workers);
    // A merge has written the result of all parts of a folder that was computed elsewhere.
    if (argv.out !== undefined && !parts.merged) writePowerResult(argv.out, cells);
    await writePipelineFiles(cells, argv);
    await printPower(cells, argv, workers);
    await writePowerReport(cells[0], argv, workers);
    concludePower(cells);
  },
});

function assertPrecision(mcse: number | undefined): void {
  if (mcse !== undefined && !(mcse >= 1e-6 && mcse < 0.5))
    throw usageError(`--mcse: expected a standard error from 0.000001 to 0.5, got ${mcse}`);
}

function assertOneReport({ report, protocol, scenario }: PowerArguments): void {
  const named = report === undefined ? 'protocol' : 'report';
  if ((report ?? protocol) !== undefined && scenario.length > 1)
    throw usageError(`--${named}: expected one scenario, got ${scenario.length}; run power for each`);
}

/** Power by formula; requirements of the scenarios are not judged by it. */
function exactPower(loaded: readonly LoadedStudy[], json: boolean): void {
  const unjudged = loaded.filter(({ scenario }) => scenario.power.require !== undefined).map(({ study }) => study.name);
  if (unjudged.length > 0) warn(`power.require of ${unjudged.join(', ')} is judged by simulation; --analytic leaves it out`);
  printAnalytic(loaded, json);
}
