import wabt from 'wabt';
import { moduleText } from '../../../src/power/crossover-kernel/module-text.ts';

/** The bytes that the text of the WebAssembly module stands for. */
export async function assembled(): Promise<Uint8Array> {
  const module = (await wabt()).parseWat('four-crossovers.wat', moduleText, { simd: true });
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}
