import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { syntaxFiles } from '../../data-files/packages/syntax/index.ts';
import { formatOfFile } from '../../data-files/writing/formats/index.ts';
import type { ArgumentTable } from '../arguments/define-command.ts';
import { checksumOf, statedChecksums } from '../files/checksums.ts';
import { usageError } from '../terminal/exit-error.ts';

const endings = syntaxFiles.map(({ extension }) => extension);

/** Formats that the code reads. */
const readFormats = ['csv', 'tsv'];

export const syntaxOption = {
  syntax: {
    type: 'string',
    describe: `beside each CSV or TSV table, code that reads it with labels: all, or some of ${endings.join(',')}`,
  },
} as const satisfies ArgumentTable;

/**
 * Endings of the files of code that `--syntax` asks for, in the order of their list.
 * @throws ExitError (2) for an ending that there is not, or a format that the code does not read
 */
export function syntaxOf(text: string | undefined, format: string): { readonly syntax?: readonly string[] } {
  if (text === undefined) return {};
  if (!readFormats.includes(format))
    throw usageError(`--syntax: the code reads files of ${readFormats.join(' and ')}, got --format ${format}; take one of them`);
  const asked = text.split(',').map((name) => name.trim());
  const unknown = asked.find((name) => name !== 'all' && !endings.includes(name));
  if (unknown !== undefined)
    throw usageError(`--syntax: expected all, or some of ${endings.join(',')}, got ${unknown === '' ? 'nothing' : unknown}`);
  return { syntax: asked.includes('all') ? endings : endings.filter((name) => asked.includes(name)) };
}

/** The path of the code of an ending that reads a table. */
export function codePath(table: string, ending: string): string {
  return `${formatOfFile(table)?.stem ?? table}.${ending}`;
}

/** Whether a file has the name of a table's code. @param stems  names of tables without endings */
export function isCode(file: string, stems: ReadonlySet<string>): boolean {
  return endings.some((ending) => file.endsWith(`.${ending}`) && stems.has(basename(file, `.${ending}`)));
}

/** Whether code is as this program wrote it, which the checksums of its folder state, or gone: people edit it. */
export function isOwnCode(path: string): boolean {
  return !existsSync(path) || statedChecksums(path).includes(checksumOf(readFileSync(path)));
}
