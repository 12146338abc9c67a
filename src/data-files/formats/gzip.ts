import { startsWith, type ReadableFormat, unreadable } from './table-format.ts';
import { inflated } from './inflated.ts';

/** A file that was packed by gzip (RFC 1952): what is in it is read. */
export const gzip: ReadableFormat = {
  name: 'gzip',
  recognises: (bytes) => startsWith(bytes, [0x1f, 0x8b]),
  async open(bytes) {
    const content = await inflated(bytes, 'gzip');
    return typeof content === 'string' ? unreadable(content) : { bytes: content, packing: 'gzip' };
  },
};
