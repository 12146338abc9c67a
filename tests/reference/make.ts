// Asks R the questions of questions.ts, in the R code of our own reports (needs Rscript with lmerTest and pbkrtest):
//   npm run build:reference                       writes the results.json of each set
//   npm run build:reference -- --check            compares them with what R says now; exits 1 beyond their tolerance
//   npm run build:reference -- --scripts FOLDER   only writes the R scripts, to read or to run elsewhere; needs no R
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ReferenceQuestion, type ReferenceSet, referenceSets, scriptOf } from './questions.ts';

type Figures = Readonly<Record<string, number>>;
type Results = Readonly<Record<string, Figures>>;

const here = fileURLToPath(new URL('.', import.meta.url));
const fileOf = ({ folder }: ReferenceSet): string => join(here, folder, 'results.json');

/**
 * What an R script prints, run in a folder.
 * @throws Error when R is missing or stops
 */
function runR(script: string, folder: string, name: string): string {
  const { status, error, stdout, stderr } = spawnSync('Rscript', ['--vanilla', script], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name}: ${error?.message ?? stderr}`);
  return stdout;
}

/** What R says to every question of a set. */
function askR({ folder, questions }: ReferenceSet): Results {
  const scripts = mkdtempSync(join(tmpdir(), 'crossover-sim-reference-'));
  const ask = (question: ReferenceQuestion): Figures => {
    const script = join(scripts, 'question.R');
    writeFileSync(script, scriptOf(question));
    const printed = runR(script, join(here, folder), question.name);
    return Object.fromEntries([...printed.matchAll(/^(\w+) (\S+)$/gm)].map(([, figure, value]) => [figure, Number(value)]));
  };
  try {
    return Object.fromEntries(questions.map((question) => [question.name, ask(question)]));
  } finally {
    rmSync(scripts, { recursive: true });
  }
}

/** R and the packages that these figures came from, as R names them. */
function versionsOfR(): string {
  const script = join(mkdtempSync(join(tmpdir(), 'crossover-sim-reference-')), 'versions.R');
  writeFileSync(script, 'cat(paste0("R ", getRversion(), ", ", paste(c("lme4", "lmerTest", "pbkrtest"), sapply(c("lme4", "lmerTest", "pbkrtest"), function(p) as.character(packageVersion(p))), collapse = ", ")))\n'); // prettier-ignore
  try {
    return runR(script, here, 'versions');
  } finally {
    rmSync(dirname(script), { recursive: true });
  }
}

function writeScripts(target: string): void {
  for (const { folder, questions } of referenceSets) {
    mkdirSync(join(target, folder), { recursive: true });
    for (const question of questions) writeFileSync(join(target, folder, `${question.name.replace('/', '-')}.R`), scriptOf(question));
  }
}

/** The figures of a set that differ from those kept by more than its tolerance, in words. */
function differences(set: ReferenceSet): string[] {
  const { results } = JSON.parse(readFileSync(fileOf(set), 'utf8')) as { results: Results };
  return Object.entries(askR(set)).flatMap(([name, figures]) =>
    Object.entries(figures)
      .filter(([figure, value]) => !(Math.abs(value - results[name]?.[figure]) <= set.tolerance * Math.abs(value)))
      .map(([figure, value]) => `${set.folder}, ${name}: R gives ${figure} ${value}, results.json ${results[name]?.[figure]}`),
  );
}

function writeResults(set: ReferenceSet, versions: string): void {
  const source = `${versions}: npm run build:reference, from the R code of our own reports`;
  writeFileSync(fileOf(set), `${JSON.stringify({ source, tolerance: set.tolerance, results: askR(set) }, null, 2)}\n`);
}

const [option, target] = process.argv.slice(2);
if (option === '--scripts' && target !== undefined) writeScripts(target);
else if (option === '--check') {
  const found = referenceSets.flatMap(differences);
  process.stdout.write(found.length === 0 ? 'R gives the figures that are kept\n' : `${found.join('\n')}\n`);
  process.exitCode = found.length === 0 ? 0 : 1;
} else if (option === undefined) {
  const versions = versionsOfR();
  for (const set of referenceSets) writeResults(set, versions);
} else {
  process.stderr.write(`expected nothing, --check or --scripts FOLDER, got '${process.argv.slice(2).join(' ')}'\n`);
  process.exitCode = 2;
}
