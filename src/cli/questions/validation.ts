import type { LocatedDiagnostic } from '../../scenario/index.ts';
import { solvedSentence } from '../../report/sentences/attenuation-sentences.ts';
import { variabilitySentences } from '../../report/sentences/variability-sentences.ts';
import { lossSentences } from '../arguments/margin-warnings.ts';
import { InvalidScenario, loadStudy, type LoadedStudy, type StudyArguments } from '../arguments/load-study.ts';
import type { Answer } from '../results/emit-answer.ts';
import { engineHead, headOf, provenance, type ResultDocument } from '../results/result-document.ts';
import { ExitError } from '../terminal/exit-error.ts';

/** A scenario file that was checked. */
interface CheckedFile {
  readonly file: string;
  /** Where it is valid. */
  readonly loaded?: LoadedStudy;
  /** What is to be said of its margins. */
  readonly losses: readonly string[];
  /** Where it is not: every problem, and the same in lines. */
  readonly problems: readonly DiagnosticEntry[];
  readonly failure?: string;
}

/** A problem or a warning as the document lists it. */
type DiagnosticEntry = Readonly<Record<string, unknown>> & { readonly message: string };

/** Whether scenario files are valid. */
interface Validation {
  readonly answer: Answer;
  readonly warnings: readonly string[];
  /** The problems in lines, for those who read no document. */
  readonly failures: readonly string[];
}

/** `validate`: whether scenario files are valid, and everything that is wrong with those that are not. */
export function validation(files: readonly string[], argv: StudyArguments): Validation {
  const checked = files.map((file) => checkedFile(file, argv));
  const valid = checked.flatMap(({ loaded }) => (loaded === undefined ? [] : [loaded]));
  return {
    answer: {
      document: {
        ...(valid.length === 0 ? engineHead() : headOf(valid.map(provenance))),
        valid: valid.length === files.length,
        files: checked.map(entryOf),
      },
      timed: false,
      text: () => checked.flatMap(linesOf).join('\n'),
    },
    warnings: checked.flatMap(({ file, loaded, losses }) => [...(loaded?.warnings ?? []), ...losses.map((loss) => `${file} ${loss}`)]),
    failures: checked.flatMap(({ failure }) => failure ?? []),
  };
}

function checkedFile(file: string, argv: StudyArguments): CheckedFile {
  try {
    const loaded = loadStudy(file, argv);
    return { file, loaded, losses: lossSentences(loaded), problems: [] };
  } catch (error) {
    if (!(error instanceof ExitError)) throw error;
    const { message: failure } = error;
    const problems =
      error instanceof InvalidScenario ? error.problems.map(diagnosticEntry) : [{ source: file, path: '', message: failure }];
    return { file, losses: [], problems, failure };
  }
}

function diagnosticEntry({ place, path, message }: LocatedDiagnostic): DiagnosticEntry {
  const { source, line, column } = place;
  return { source, ...(line === undefined ? {} : { line, column: column ?? 1 }), path, message };
}

function entryOf({ file, loaded, losses, problems }: CheckedFile): ResultDocument {
  if (loaded === undefined) return { file, valid: false, problems, warnings: [] };
  const { name } = loaded.study;
  return {
    file,
    valid: true,
    scenario: { name, hash: loaded.hash },
    problems,
    warnings: [...loaded.located.map(diagnosticEntry), ...losses.map((message) => ({ source: file, path: '', message }))],
    notes: notesOf(loaded),
  };
}

/** What follows from the values of a scenario and is not written in it. */
function notesOf({ study: { trial }, solved }: LoadedStudy): string[] {
  return [...(solved === undefined ? [] : [solvedSentence(solved)]), ...(trial.kind === 'gaussian' ? variabilitySentences(trial) : [])];
}

function linesOf({ file, loaded }: CheckedFile): string[] {
  return loaded === undefined ? [] : [`${file}: valid (${loaded.hash.slice(0, 12)})`, ...notesOf(loaded).map((note) => `  ${note}`)];
}
