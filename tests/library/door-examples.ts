import { resolve } from 'node:path';
import ts from 'typescript';
import { doors } from './doors.ts';
import type { Example } from './example.ts';

/** A function or class of a door, and its examples. */
export interface DoorFunction {
  readonly door: string;
  readonly name: string;
  readonly examples: readonly Example[];
}

const options: ts.CompilerOptions = {
  ...ts.parseJsonConfigFileContent(ts.readConfigFile('tsconfig.json', ts.sys.readFile).config, ts.sys, '.').options,
  noUnusedLocals: false,
};

const program = ts.createProgram(
  doors.map(({ file }) => file),
  options,
);

/** What can be called of every door. */
export const doorFunctions: readonly DoorFunction[] = doors.flatMap(({ name: door, file }) => {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  const symbols = module === undefined ? [] : checker.getExportsOfModule(module);
  return symbols
    .filter(isValue)
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
    .filter(({ flags }) => flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class))
    .map((symbol) => {
      const examples = symbol
        .getJsDocTags(checker)
        .filter((tag) => tag.name === 'example')
        .map((tag) => ({ of: `of ${symbol.name} of ${door}`, code: codeIn(ts.displayPartsToString(tag.text)) }));
      return { door, name: symbol.name, examples };
    });
});

/** Whether a door exports more than the type of a name. */
function isValue({ declarations = [] }: ts.Symbol): boolean {
  return !declarations.some((each) => ts.isExportSpecifier(each) && (each.isTypeOnly || each.parent.parent.isTypeOnly));
}

/** The code of a fence; all of the text where there is none. */
function codeIn(text: string): string {
  return /```ts\n([^]*?)\n```/.exec(text)?.[1] ?? text;
}

/** What the compiler says against some examples, as a user would compile them. */
export function mistakesIn(examples: readonly Example[]): string[] {
  const files = new Map(examples.map(({ code }, place) => [resolve(`tests/library/example-${place}.mts`), code]));
  const paths = Object.fromEntries(doors.map(({ name, file }) => [name, [resolve(file)]]));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists.call(host, file);
  host.readFile = (file) => files.get(file) ?? readFile.call(host, file);
  host.getSourceFile = (file, ...how) => {
    const code = files.get(file);
    return code === undefined
      ? (program.getSourceFile(file) ?? getSourceFile.call(host, file, ...how))
      : ts.createSourceFile(file, code, how[0], true);
  };
  const compiled = ts.createProgram([...files.keys()], { ...options, paths }, host);
  return [...files.keys()].flatMap((file, place) =>
    [
      ...compiled.getSyntacticDiagnostics(compiled.getSourceFile(file)),
      ...compiled.getSemanticDiagnostics(compiled.getSourceFile(file)),
    ].map(({ messageText }) => `${examples[place].of}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
  );
}
