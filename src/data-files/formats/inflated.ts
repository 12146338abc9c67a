import { dataLimits } from '../reading/limits.ts';

/**
 * Bytes that were packed by DEFLATE, as far as the limit of what is unpacked; or what is wrong with them, with the cure.
 * Unpacked by the engine itself (Compression Streams), which every browser and Node.js 20.19 have: a library would weigh more.
 * @see WHATWG Compression Standard; RFC 1951, RFC 1952
 */
export async function inflated(packed: Uint8Array, packing: 'gzip' | 'deflate-raw'): Promise<Uint8Array | string> {
  const stream = new DecompressionStream(packing);
  const writer = stream.writable.getWriter();
  // The reader reports what is wrong with the bytes.
  const written = writer.write(Uint8Array.from(packed)).then(
    () => writer.close(),
    () => undefined,
  );
  const closed = written.catch(() => undefined);
  const reader = stream.readable.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const chunk: Uint8Array = part.value;
      size += chunk.length;
      if (size > dataLimits.unpackedBytes) {
        await reader.cancel();
        return `unpacked it is larger than ${dataLimits.unpackedBytes / 1e6} MB, the limit; split it, by trial or by endpoint`;
      }
      parts.push(chunk);
    }
    await closed;
  } catch {
    return 'the file cannot be unpacked: it is damaged, or breaks off; copy it again';
  }
  const bytes = new Uint8Array(size);
  let place = 0;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.length;
  }
  return bytes;
}
