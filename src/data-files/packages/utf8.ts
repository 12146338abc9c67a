const encoder = new TextEncoder();

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  for (let position = 0; position < text.length; position++) {
    if (text.charCodeAt(position) > 0x7f) return encoder.encode(text).length;
  }
  return text.length;
}

/** The beginning of a text that has at most so many bytes in UTF-8, cut between characters. */
export function cutToBytes(text: string, bytes: number): string {
  if (utf8Length(text) <= bytes) return text;
  const { read } = encoder.encodeInto(text, new Uint8Array(bytes));
  return text.slice(0, read);
}

/** Puts a text into bytes as UTF-8. @returns the number of bytes that it took */
export function putText(target: Uint8Array, offset: number, text: string): number {
  for (let position = 0; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code > 0x7f) return encoder.encodeInto(text, target.subarray(offset)).written;
    target[offset + position] = code;
  }
  return text.length;
}
