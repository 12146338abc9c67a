/*
 * A text of JavaScript cannot hold a byte that is no UTF-8. Until a file is written, such a byte is the character U+F700 and the byte, of the area for private use.
 */
const AREA = 0xf700;

/** The character that stands for a byte from 0x80 to 0xFF. */
export function markedByte(byte: number): string {
  return String.fromCharCode(AREA + byte);
}

/** A text with those characters as people read them in the key: `naltr\xE9xone`. */
export function readableBytes(text: string): string {
  return text.replaceAll(/[\uF780-\uF7FF]/g, (character) => `\\x${(character.charCodeAt(0) - AREA).toString(16).toUpperCase()}`);
}

/** Bytes of UTF-8 in which every such character has become its byte. */
export function withRawBytes(bytes: Uint8Array): Uint8Array {
  // U+F780 to U+F7FF are EF 9E 80 to EF 9F BF.
  if (!bytes.includes(0xef)) return bytes;
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const second = bytes[at] === 0xef ? bytes[at + 1] : 0;
    if (second === 0x9e || second === 0x9f) {
      out[length++] = bytes[at + 2] + (second - 0x9e) * 0x40;
      at += 2;
    } else out[length++] = bytes[at];
  }
  return out.subarray(0, length);
}
