import { canonicalJson } from '../../scenario/resolved/scenario-hash.ts';
import { sha256 } from '../../text/sha256.ts';

/** The content of a JSON file with a checksum of it, the SHA-256 of its canonical form, as the last key. */
export function withChecksum(content: object): Readonly<Record<string, unknown>> {
  const kept = JSON.parse(JSON.stringify(content)) as Record<string, unknown>;
  return { ...kept, checksum: sha256(canonicalJson(kept)) };
}

/** Whether the content of a file is what its checksum is of, whatever its spaces and the order of its keys; true where it has none. */
export function isAsWritten({ checksum, ...content }: Readonly<Record<string, unknown>>): boolean {
  return checksum === undefined || checksum === sha256(canonicalJson(content));
}
