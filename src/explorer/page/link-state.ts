import { startingTexts } from './shipped-scenarios.ts';

/** What the address keeps behind `#`: the name of a shipped scenario, or a text of one's own, compressed. */
const SHIPPED = 'scenario=';
const OWN = 'text=';

async function piped(bytes: BufferSource, through: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(through)).arrayBuffer());
}

/** The part of an address behind `#` that holds a scenario: a shipped one by its name, another as its compressed text. */
export async function linkOf(text: string): Promise<string> {
  for (const [path, shipped] of startingTexts) if (shipped === text) return SHIPPED + path.replace(/^scenarios\/|\.yaml$/g, '');
  const bytes = await piped(new TextEncoder().encode(text), new CompressionStream('deflate-raw'));
  const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return OWN + letters.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The scenario that an address holds behind `#`; undefined where it holds none, or one that is damaged. */
export async function textOfLink(hash: string): Promise<string | undefined> {
  const words = hash.replace(/^#/, '');
  if (words.startsWith(SHIPPED)) return startingTexts.get(`scenarios/${words.slice(SHIPPED.length)}.yaml`);
  if (!words.startsWith(OWN)) return undefined;
  try {
    const letters = atob(words.slice(OWN.length).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(await piped(bytes, new DecompressionStream('deflate-raw')));
  } catch {
    return undefined;
  }
}
