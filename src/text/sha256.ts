import { sha256 as digest } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * SHA-256 in hexadecimal digits.
 * @param content  bytes, or a text that is hashed in UTF-8
 * @see FIPS 180-4 (2015)
 */
export function sha256(content: string | Uint8Array): string {
  return bytesToHex(digest(content));
}
