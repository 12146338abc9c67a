import wabt from 'wabt';

/** The bytes that the text of a WebAssembly module stands for. */
export async function assembled(moduleText: string): Promise<Uint8Array> {
  const module = (await wabt()).parseWat('module.wat', moduleText, { simd: true });
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}
