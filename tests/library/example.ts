import ts from 'typescript';

/** A piece of TypeScript that a reader may copy, with the place where it stands. */
export interface Example {
  /** What it is the example of: a door and a function, or a page and a line. */
  readonly of: string;
  readonly code: string;
}

/** A value that an example says it gives: `expression; // → value`. */
const SAID = /^[ \t]*\/\/ → (.*)/;

type Check = (found: unknown, said: string) => void;
type Loaded = Readonly<Record<string, unknown>>;
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
  ...words: string[]
) => (require: (name: string) => unknown, exports: object, check: Check) => Promise<void>;

/** Runs an example with what it imports, and has every value that it says checked. @returns how many it says */
export async function runExample({ code }: Example, modules: Loaded, check: Check): Promise<number> {
  let said = 0;
  const module = (name: string): unknown => {
    if (!Object.hasOwn(modules, name)) throw new Error(`an example imports ${name}`);
    return modules[name];
  };
  const { outputText } = ts.transpileModule(withChecks(code), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  await new AsyncFunction('require', 'exports', 'check', outputText)(module, {}, (found, words) => {
    said++;
    check(found, words);
  });
  return said;
}

/** The code with a call of `check` wherever a value is said. */
export function withChecks(code: string): string {
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const edits: { readonly from: number; readonly to: number; readonly text: string }[] = [];
  const visit = (node: ts.Node): void => {
    const said = SAID.exec(code.slice(node.getEnd()))?.[1];
    if (said !== undefined && ts.isExpressionStatement(node)) {
      const { expression } = node;
      edits.push({ from: node.getStart(), to: node.getEnd(), text: `check(${expression.getText()}, ${JSON.stringify(said)});` });
      return;
    }
    if (said !== undefined && ts.isVariableStatement(node)) {
      const [{ name }] = node.declarationList.declarations;
      edits.push({ from: node.getEnd(), to: node.getEnd(), text: ` check(${name.getText()}, ${JSON.stringify(said)});` });
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits.reduceRight((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), code);
}

/**
 * Whether a value is the one that is said: numbers to the digits that are said, of objects the properties that are said,
 * of texts with … at an end the rest.
 */
export function agrees(found: unknown, said: string): boolean {
  const file = ts.createSourceFile('said.ts', `(${said})`, ts.ScriptTarget.ES2022, true);
  const [statement] = file.statements;
  if (!ts.isExpressionStatement(statement)) throw new Error(`cannot read the value ${said}`);
  return same(found, statement.expression);
}

function same(found: unknown, said: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(said)) return same(found, said.expression);
  if (ts.isArrayLiteralExpression(said)) {
    if (!Array.isArray(found) && !ArrayBuffer.isView(found)) return false;
    const values = Array.from(found as ArrayLike<unknown>);
    return values.length === said.elements.length && said.elements.every((element, place) => same(values[place], element));
  }
  if (ts.isObjectLiteralExpression(said)) {
    if (typeof found !== 'object' || found === null) return false;
    return said.properties.every(
      (property) =>
        ts.isPropertyAssignment(property) &&
        same((found as Loaded)[property.name.getText().replace(/^'(.*)'$/, '$1')], property.initializer),
    );
  }
  if (ts.isStringLiteralLike(said)) return typeof found === 'string' && sameText(found, said.text);
  const words = said.getText();
  if (typeof found !== 'number' || !/\d/.test(words)) return typeof found !== 'string' && String(found) === words;
  const [mantissa, exponent] = words.toLowerCase().split('e');
  const digits = mantissa.split('.')[1]?.length ?? 0;
  return exponent === undefined ? found.toFixed(digits) === words : Number(found.toExponential(digits)) === Number(words);
}

function sameText(found: string, said: string): boolean {
  if (said.endsWith('…')) return found.startsWith(said.slice(0, -1));
  return said.startsWith('…') ? found.endsWith(said.slice(1)) : found === said;
}
