import type { ReportedResult } from '../../power/characteristics/power-result.ts';
import { describedStudy, type Origins } from '../../scenario/index.ts';
import type { Study } from '../../study/study.ts';
import { writeNamedFile } from '../files/output-file.ts';
import { usageError } from '../terminal/exit-error.ts';
import { engineHead, type Provenance } from './result-document.ts';

/** A power run whose protocol text is asked for. */
export interface ProtocolRequest {
  readonly study: Study;
  readonly hash: string;
  readonly result: ReportedResult;
  /** Where the values of the study come from, where that is known. */
  readonly origins?: Origins | undefined;
  /** The program that made a stored result; this one where left out. */
  readonly engine?: Provenance['engine'] | undefined;
}

/** @throws ExitError (2) where the file's name does not say whether Markdown or Word is wanted */
export function assertProtocolFile(path: string | undefined): void {
  if (path !== undefined && !/\.(md|docx)$/i.test(path))
    throw usageError(`--protocol: expected a file that ends in .md or .docx, got ${path}`);
}

/** Writes what a protocol says of a power run: Markdown or Word, by the extension of the file. */
export async function writeProtocol(
  path: string,
  { study, hash, result, origins, engine = engineHead().engine }: ProtocolRequest,
): Promise<void> {
  const { protocolDocument } = await import('../../report/protocol/protocol-document.ts');
  const document = protocolDocument({ study, hash, result, engine, values: describedStudy(study, origins) });
  if (/\.md$/i.test(path)) {
    const { markdownOf } = await import('../../report/protocol/protocol-text.ts');
    writeNamedFile(path, markdownOf(document));
    return;
  }
  // The writer of Word files is large: it is loaded only where one is written.
  const { protocolDocx } = await import('../../report/protocol/protocol-docx.ts');
  writeNamedFile(path, await protocolDocx(document));
}
