import { dirname, join } from 'node:path';
import { replayTrial } from '../../power/simulation/replay-trial.ts';
import type { GateResult } from '../../power/stopping/requirement.ts';
import type { ReportedResult } from '../../power/characteristics/power-result.ts';
import type { Study } from '../../study/study.ts';
import type { Tornado } from '../../power/uncertainty/tornado.ts';
import type { Origins } from '../../scenario/index.ts';
import { writePage } from '../files/write-figures.ts';
import { isOfThisProgram, type Provenance } from './result-document.ts';
import { writeProtocol } from './write-protocol.ts';
import { replayedCurves } from '../runs/replay-curves.ts';
import type { WorkersOptions } from '../runs/with-workers.ts';
import { engineVersion } from '../workers/engine-version.ts';

/** What a report is asked for. */
export interface ReportRequest {
  readonly study: Study;
  readonly hash: string;
  readonly result: ReportedResult;
  readonly tornado?: Tornado | undefined;
  /** What was required of the run, and how that was decided. */
  readonly decided?: GateResult | undefined;
  /** Where the values of the study come from, where that is known. */
  readonly origins?: Origins;
  /** How the scenario is named on a command line. */
  readonly scenario: string;
  /** The stored result that is reported on; its study is then what is run again. */
  readonly stored?: string;
  /** The program that made it; this one where left out. */
  readonly engine?: Provenance['engine'] | undefined;
  /** The HTML file; none is written where left out. */
  readonly out?: string | undefined;
  /** File for the text of a protocol, Markdown or Word. */
  readonly protocol?: string | undefined;
  /** Folder for the pictures as SVG and PNG. */
  readonly figures?: string | undefined;
}

/** Writes the report of a power run, and the text for a protocol, as far as they are asked for. @returns the paths written */
export async function writeReport(request: ReportRequest, options: WorkersOptions): Promise<string[]> {
  const { out, protocol } = request;
  if (protocol !== undefined) await writeProtocol(protocol, request);
  return [...(out === undefined ? [] : await writePowerPage(request, out, options)), ...(protocol === undefined ? [] : [protocol])];
}

/** The report as a page, replaying the trials that its pictures show. */
async function writePowerPage(request: ReportRequest, out: string, options: WorkersOptions): Promise<string[]> {
  const { study, hash, result, scenario } = request;
  // The plotting library is large: it is loaded only where a report is written.
  const { htmlReport } = await import('../../report/html/html-report.ts');
  const { reportMaterial } = await import('../../report/assembled-material.ts');
  const { participants } = study.trial.design;
  const changes = `--participants ${participants} --seed ${JSON.stringify(study.seed)}`;
  const material = reportMaterial(study, result, {
    version: engineVersion(),
    ...(request.origins === undefined ? {} : { origins: request.origins }),
    decided: request.decided,
    curves: await replayedCurves(study, result, options),
    commands: [
      ...(request.stored === undefined
        ? [
            `crossover-sim power ${scenario} ${changes} --replicates ${result.replicates} --out ${dirname(out)}`,
            `crossover-sim report ${join(dirname(out), 'power.json')}`,
          ]
        : [`crossover-sim reproduce ${request.stored}`, `crossover-sim report ${request.stored}`]),
      `crossover-sim simulate ${scenario} ${changes}`,
    ],
  });
  const report = htmlReport({
    ...material,
    hash,
    engine: request.engine ?? material.engine,
    ...(isOfThisProgram(request.engine) ? {} : { picturedBy: material.engine }),
    tornado: request.tornado,
  });
  return writePage(report, out, request.figures);
}

/** Draws one simulated trial, patient by patient, as an HTML file. @returns the paths written */
export async function writeTrialReport(
  study: Study,
  hash: string,
  replicate: number,
  out: string,
  figures: string | undefined,
): Promise<string[]> {
  const { trialReport } = await import('../../report/html/trial-report.ts');
  const report = trialReport(study, replayTrial(study, replicate), hash);
  return writePage(report, out, figures);
}
