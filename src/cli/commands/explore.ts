import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { defineCommand } from '../arguments/define-command.ts';
import { loadStudy, scenarioFilesOfDisk, tellWarnings } from '../arguments/load-study.ts';
import { assertNewFile, forceOption } from '../files/assert-new-file.ts';
import { writeNamedFile, writeOutput } from '../files/output-file.ts';
import { packageFile } from '../files/package-file.ts';
import { usageError } from '../terminal/exit-error.ts';
import { openBrowser } from '../page/open-browser.ts';
import { ScenarioWithFiles, pageWith } from '../page/page-scenario.ts';

/** The page without a scenario, as `npm run build` leaves it. */
const PAGE = 'dist/explorer.html.br';

export const exploreCommand = defineCommand({
  usage: 'explore [scenario]',
  summary: 'a page on which the scenario is changed and simulated in the browser, as one HTML file',
  positionals: {
    scenario: { type: 'string', default: 'williams-2018', describe: 'scenario file (YAML or JSON), or a shipped scenario by its name' },
  },
  options: {
    out: { type: 'string', describe: 'the HTML file (default output/<name>/explorer.html, which is written over)' },
    'no-open': { type: 'boolean', default: false, describe: 'do not open it in the browser' },
    force: { ...forceOption, describe: 'write over the file of --out' },
  },
  examples: [
    ['explore', 'the main example, in the default browser'],
    ['explore scenarios/null.yaml --out output/null.html --no-open', 'write the page, to be opened later or sent to somebody'],
  ],
  run({ scenario, out, noOpen, force }) {
    if (out !== undefined) assertNewFile(out, force);
    const read = new ScenarioWithFiles(scenarioFilesOfDisk);
    const loaded = loadStudy(scenario, {}, read);
    tellWarnings([loaded], { withoutAnalyses: true });
    const file = out ?? join('output', loaded.study.name, 'explorer.html');
    const write = out === undefined ? writeOutput : writeNamedFile;
    write(file, pageWith(emptyPage(), read.kept));
    process.stdout.write(`${file}\n`);
    if (!noOpen) openBrowser(file);
  },
});

/** @throws ExitError (2) in a checkout that was not built */
function emptyPage(): string {
  const file = packageFile(PAGE);
  if (!existsSync(file)) throw usageError(`${file} does not exist: npm run build makes it`);
  return brotliDecompressSync(readFileSync(file)).toString('utf8');
}
