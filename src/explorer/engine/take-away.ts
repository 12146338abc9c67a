import { compileTrial, rootKey, type Study } from '../../index.ts';
import { csvText, measurementsTable, tablesBeside } from '../../data-files/index.ts';
import { replayPowerCurves, type GateResult, type PowerResult, type SimulationOptions } from '../../power/index.ts';
import { htmlReport, powerDocument, protocolMarkdown, reportMaterial } from '../../report/index.ts';
import type { Origins } from '../../scenario/index.ts';

/** A run that is over. */
export interface Finished {
  readonly study: Study;
  readonly origins: Origins;
  readonly result: PowerResult;
  readonly decided: GateResult | undefined;
  readonly timing: Readonly<Record<string, number>>;
}

/** The version of the program; the build puts it in. */
const version = __VERSION__;

/**
 * A document of a run: what `power scenario.yaml --stated` writes with `--json`, with `--report power.html` or with `--protocol protocol.md`.
 * @param name  `power.json`, `power.html` or `protocol.md`
 */
export async function runFile(
  name: string,
  { study, origins, result, decided, timing }: Finished,
  options: SimulationOptions,
): Promise<string> {
  if (name === 'power.json') return `${JSON.stringify(powerDocument(study, result, { version, origins, decided, timing }), null, 2)}\n`;
  const changes = `--participants ${study.trial.design.participants} --seed ${JSON.stringify(study.seed)}`;
  const material = reportMaterial(study, result, {
    version,
    origins,
    decided,
    curves: name === 'power.html' ? await replayPowerCurves(study, result, options) : undefined,
    commands: [
      `crossover-sim power scenario.yaml ${changes} --replicates ${result.replicates} --out .`,
      'crossover-sim report power.json',
      `crossover-sim simulate scenario.yaml ${changes}`,
    ],
  });
  return name === 'power.html' ? htmlReport(material).text : protocolMarkdown(material);
}

/** A data file of one trial of the run, as `simulate --replicate` writes it. */
export function trialTable(name: string, study: Study, replicate: number): string {
  const key = rootKey(study.seed);
  const generator = compileTrial(study.trial, key, 'all');
  generator.generate(replicate);
  const tables = [measurementsTable(generator, study.trial, 'long', 'absent'), ...tablesBeside(study.trial, key, () => replicate)];
  const table = tables.find(({ file }) => file === name);
  if (table === undefined) throw new Error(`this trial has no ${name}`);
  return csvText([[...table.header], ...table.rows(generator, 1)]);
}
