// Prints the commands of an example pipeline (docs/how-to/ci) as a shell script: those of a GitHub workflow's steps or of a GitLab job, without the installation,
// which the caller sees to. As on a runner a step ends at its first failing line, later steps are passed over unless they say `if: always()`,
// and the whole ends with the code of what failed first.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const pipeline = parse(readFileSync(process.argv[2], 'utf8'));
const [job] = Object.values(pipeline.jobs ?? pipeline);
const steps = job.steps ?? [{ run: job.script.join('\n') }];
const lines = steps
  .filter(({ run }) => run !== undefined && run.trim() !== 'npm ci')
  .flatMap(({ run, if: condition }) => [
    `if [ "$code" -eq 0 ] || [ '${condition ?? ''}' = 'always()' ]; then`,
    `( set -eo pipefail\n${run.trim()}\n)`,
    'result=$?; if [ "$code" -eq 0 ]; then code=$result; fi',
    'fi',
  ]);
console.log(['code=0', ...lines, 'exit "$code"'].join('\n'));
