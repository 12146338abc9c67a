/** Memory of a WebAssembly module. */
export interface ModuleMemory {
  readonly buffer: ArrayBuffer;
}

/** What is used of the engine's WebAssembly; absent where it has none. */
interface Engine {
  validate(bytes: Uint8Array): boolean;
  readonly Memory: new (limits: { readonly initial: number }) => ModuleMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new <Exports>(module: object, imports: object) => { readonly exports: Exports };
}

const compiled = new Map<string, object>();
const PAGE = 65_536;

/**
 * Memory of so many bytes, which a module imports: one that grows would take its buffer from the arrays upon it, and from then on V8 asks of every array of the program whether it has
 * lost its buffer.
 * @returns undefined on an engine without WebAssembly, and where it gives none
 */
export function moduleMemory(bytes: number): ModuleMemory | undefined {
  const { WebAssembly: engine } = globalThis as { readonly WebAssembly?: Engine };
  try {
    return engine === undefined ? undefined : new engine.Memory({ initial: Math.ceil(bytes / PAGE) });
  } catch {
    return undefined;
  }
}

/**
 * A new instance of a module.
 * @param encoded  the module in base64   @param imports  what it imports, by module and name
 * @returns undefined on an engine without WebAssembly or its SIMD instructions, and where it gives none: by the policy of a page, or because address space is missing
 */
export function moduleInstance<Exports>(
  encoded: string,
  imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Exports | undefined {
  const { WebAssembly: engine, atob: decode } = globalThis as { readonly WebAssembly?: Engine; readonly atob?: (text: string) => string };
  if (engine === undefined || decode === undefined) return undefined;
  try {
    let module = compiled.get(encoded);
    if (module === undefined) {
      const code = Uint8Array.from(decode(encoded), (letter) => letter.charCodeAt(0));
      if (!engine.validate(code)) return undefined;
      module = new engine.Module(code);
      compiled.set(encoded, module);
    }
    return new engine.Instance<Exports>(module, imports).exports;
  } catch {
    return undefined;
  }
}
