// Makes the R scripts and results.json of this folder: npx tsx tests/reference/designs/make.ts (needs R with lmerTest and pbkrtest).
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { methods } from '../../../src/analysis/index.ts';
import { defaultsOf } from '../../../src/parameters/parameter-table.ts';
import { rCode } from '../../../src/report/r-code/index.ts';
import { designQuestions, questionName, wholeQuestion } from './questions.ts';

const names = ['trial', 'subject', 'sequence', 'period', 'treatment', 'visit', 'endpoint', 'value'];
const columns = Object.fromEntries(names.map((name) => [name, name]));
const folder = fileURLToPath(new URL('.', import.meta.url));

/** lme4 driven as far as it goes; its default stops at about 1e-4 of the variances. */
const toTheEnd =
  'REML = TRUE, control = lmerControl(optCtrl = list(xtol_abs = 1e-13, xtol_rel = 1e-13, ftol_abs = 1e-14, ftol_rel = 1e-15)))';

const results = designQuestions.map((question) => {
  const { data, method, options } = question;
  const asked = { ...defaultsOf(methods[method].options), ...options };
  const code = rCode(method, wholeQuestion(question), asked, { file: `${data}.csv`, columns, trial: '1' }) ?? '';
  const name = questionName(question);
  writeFileSync(`${folder}/${name}.R`, code.replaceAll('REML = TRUE)', toTheEnd));
  const { status, stdout, stderr } = spawnSync('Rscript', ['--vanilla', `${name}.R`], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  const figures = Object.fromEntries([...stdout.matchAll(/^(\w+) (\S+)$/gm)].map(([, figure, value]) => [figure, Number(value)]));
  return [name, figures] as const;
});

const source = 'R 4.2.2 with lmerTest 3.1.3 and pbkrtest 0.5.2: the .R files beside this one';
writeFileSync(`${folder}/results.json`, `${JSON.stringify({ source, tolerance: 1e-6, results: Object.fromEntries(results) }, null, 2)}\n`);
