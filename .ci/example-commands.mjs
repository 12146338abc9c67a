// Prints the commands of an example pipeline as a shell script: those of a GitHub workflow's steps, of a composite action (action.yml), of a GitLab job
// (also of one that is included, with inputs) or of a Jenkinsfile; without the installation, which the caller sees to. As on a runner a step ends at its first
// failing line, later steps are passed over unless they say `if: always()`, and the whole ends with the code of what failed first.
// example-commands.mjs FILE [INPUT=VALUE…]
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

const [file, ...given] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const documents = file.endsWith('Jenkinsfile') ? [] : parseAllDocuments(text).map((document) => document.toJS());
const declared = documents[0]?.spec?.inputs ?? documents[0]?.inputs ?? {};
const inputs = {
  ...Object.fromEntries(Object.entries(declared).map(([name, input]) => [name, input.default ?? ''])),
  ...Object.fromEntries(given.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)])),
};
const filled = (value) => String(value).replaceAll(/\$(?:\[\[|\{\{) inputs\.([\w-]+) (?:\]\]|\}\})/g, (_, name) => inputs[name]);
const quoted = (value) => `'${value.replaceAll("'", "'\\''")}'`;

const lines = stepsOf()
  .filter(({ run, name = '' }) => run !== undefined && run.trim() !== 'npm ci' && !name.startsWith('install'))
  .flatMap(({ run, env = {}, if: condition }) => [
    `if [ "$code" -eq 0 ] || [ '${condition ?? ''}' = 'always()' ]; then`,
    `( ${Object.entries(env)
      .map(([name, value]) => `export ${name}=${quoted(filled(value))}; `)
      .join('')}set -eo pipefail\n${run.trim()}\n)`,
    'result=$?; if [ "$code" -eq 0 ]; then code=$result; fi',
    'fi',
  ]);
console.log(['code=0', ...lines, 'exit "$code"'].join('\n'));

function stepsOf() {
  if (documents.length === 0)
    return [...text.matchAll(/^\s*sh (?:'''([\s\S]*?)'''|'(.*)')$/gm)].map(([, long, short]) => ({ run: long ?? short }));
  const last = documents.at(-1);
  if (last.runs !== undefined) return last.runs.steps;
  const [job] = Object.values(last.jobs ?? last);
  return job.steps ?? [{ run: filled(job.script.join('\n')), env: job.variables }];
}
