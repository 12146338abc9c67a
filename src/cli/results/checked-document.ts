import * as z from 'zod';
import { resultSchemas } from '../../report/schema/results-schema.ts';
import { storedStudyProblem } from '../../scenario/schema/stored-study.ts';
import { shortName } from '../../text/listed-names.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Kinds of documents that are read back, by the part that shows which one it is. Of several results the head is not read. */
const kinds: readonly (readonly [part: string, schema: z.ZodType])[] = [
  ['comparison', resultSchemas.comparison.pick({ comparison: true })],
  ['cells', resultSchemas.powerCells.pick({ cells: true })],
  ['analyses', resultSchemas.power.extend({ tornado: z.unknown() }).partial({ tornado: true })],
  ['tornado', resultSchemas.tornado],
  ['assurance', resultSchemas.assurance],
];

/**
 * What is wrong with the form of a stored document: a number that is none, a part that is missing, a study that no scenario gives. Parts that this version
 * does not know are left to whoever wrote them.
 * @returns `path: expected …`; undefined where nothing is wrong, or where the document is of a kind that is not read back
 */
export function documentProblem(whole: Fields): string | undefined {
  const schema = kinds.find(([part]) => Object.hasOwn(whole, part))?.[1];
  const [issue] = (schema?.safeParse(whole).error?.issues ?? []).filter(({ code }) => code !== 'unrecognized_keys');
  if (issue !== undefined) return `${shownPath(issue.path)}: ${issue.message.replace('Invalid input: ', '').replace('received', 'got')}`;
  return studyProblem(whole, []);
}

/** The first problem of a study in a document, wherever it has one. */
function studyProblem(fields: Fields, path: readonly string[]): string | undefined {
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'study') {
      const found = storedStudyProblem(value);
      if (found !== undefined) return `${shownPath([...path, name])}.${found}`;
      const other = isMap(value) ? differentParts(fields, value) : undefined;
      if (other !== undefined) return `${shownPath([...path, other])}: expected what the study in the file has`;
    } else if (hasStudies.includes(name) && typeof value === 'object' && value !== null) {
      for (const [inner, each] of Array.isArray(value) ? value.entries() : [['', value] as const]) {
        const found = isMap(each) ? studyProblem(each, [...path, name, ...(inner === '' ? [] : [String(inner)])]) : undefined;
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}

/** A part of a result of `power` that its study has otherwise: other analyses, a claim or interim analyses where there are none. */
function differentParts(result: Fields, study: Fields): string | undefined {
  if (!isMap(result.analyses)) return undefined;
  if (namesOf(result.analyses) !== namesOf(study.analyses)) return 'analyses';
  if ((result.claim === undefined) !== (study.claim === undefined)) return 'claim';
  if ((result.groupSequential === undefined) !== (study.interim === undefined)) return 'groupSequential';
  return (result.multiplicity === undefined) === (study.multiplicity === undefined) ? undefined : 'multiplicity';
}

function namesOf(value: unknown): string {
  return JSON.stringify(isMap(value) ? Object.keys(value).sort() : []);
}

/** Parts in which studies stand. */
const hasStudies = ['cells', 'comparison', 'designStudies'];

function shownPath(path: readonly PropertyKey[]): string {
  return path.map((part) => shortName(String(part))).join('.');
}

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
