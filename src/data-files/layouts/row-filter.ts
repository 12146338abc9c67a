import { decimalNumber } from '../../parameters/decimal-number.ts';
import { listedNames } from '../../text/listed-names.ts';
import { nearestName } from '../../text/nearest-name.ts';
import { isMissing } from '../reading/missing-codes.ts';
import type { ColumnNames } from '../reading/observation-rows.ts';
import { isBlank, type RecordTable } from '../reading/record-table.ts';
import { roleNamed } from './column-roles.ts';

// One small language, from signs to rows: longer than other files, since its parts share the place in the expression.

/** Whether a row is kept. */
type Condition = (fields: readonly string[]) => boolean;

/** A table without the rows that an expression leaves out. */
export interface FilteredTable {
  readonly table: RecordTable;
  /** Rows left out when the table was last walked through. */
  leftOut(): number;
}

const TOKEN = /\s*(?:("[^"]*"|'[^']*'|`[^`]*`)|(\(|\)|,|!=|<>|<=|>=|==|=|<|>|&&|\|\||&|\|)|([^\s(),=!<>"'`&|]+))/y;

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const sameAs: Readonly<Record<string, string>> = { '&&': 'and', '&': 'and', '||': 'or', '|': 'or' };

interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
}

/**
 * Leaves out the rows of a table for which an expression does not hold: `visit != run-in and (site in (1, 2) or age >= 18)`.
 * Numbers are compared as numbers, anything else as text; a missing value equals `NA` alone, and is neither less nor more than anything.
 * @param columns  what the table calls its columns: a condition may use either name
 * @throws SyntaxError in words where the expression cannot be read
 */
export function filteredTable(table: RecordTable, expression: string, columns: ColumnNames): FilteredTable {
  const keeps = new Expression(expression, table.header, columns).whole();
  let leftOut = 0;
  return {
    leftOut: () => leftOut,
    table: {
      header: table.header,
      *rows(onFault) {
        leftOut = 0;
        for (const row of table.rows(onFault)) {
          if (isBlank(row)) continue;
          if (keeps(row.fields)) yield row;
          else leftOut++;
        }
      },
    },
  };
}

class Expression {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #header: readonly string[];
  readonly #columns: ColumnNames;
  #place = 0;

  constructor(text: string, header: readonly string[], columns: ColumnNames) {
    this.#text = text;
    this.#tokens = tokensOf(text);
    this.#header = header;
    this.#columns = columns;
  }

  whole(): Condition {
    const condition = this.#either();
    if (this.#place < this.#tokens.length) throw this.#fault('and, or, or the end');
    return condition;
  }

  #either(): Condition {
    const parts = [this.#both()];
    while (this.#takes('or')) parts.push(this.#both());
    return (fields) => parts.some((part) => part(fields));
  }

  #both(): Condition {
    const parts = [this.#one()];
    while (this.#takes('and')) parts.push(this.#one());
    return (fields) => parts.every((part) => part(fields));
  }

  #one(): Condition {
    if (this.#takes('not')) {
      const condition = this.#one();
      return (fields) => !condition(fields);
    }
    if (!this.#takes('(')) return this.#comparison();
    const condition = this.#either();
    this.#expect(')');
    return condition;
  }

  #comparison(): Condition {
    const place = this.#columnPlace(this.#word('a column'));
    const isNot = this.#takes('not');
    if (this.#takes('in')) {
      const values = this.#list();
      return (fields) => values.some((value) => isEqual(fields[place] ?? '', value)) !== isNot;
    }
    const sign = this.#tokens[this.#place]?.text ?? '';
    const holds = Object.hasOwn(comparisons, sign) && !isNot ? comparisons[sign] : undefined;
    if (holds === undefined) throw this.#fault('=, !=, <, <=, >, >= or in');
    this.#place++;
    const value = this.#word('a value');
    return (fields) => holds(order(fields[place] ?? '', value));
  }

  #list(): string[] {
    this.#expect('(');
    const values = [this.#word('a value')];
    while (this.#takes(',')) values.push(this.#word('a value'));
    this.#expect(')');
    return values;
  }

  #columnPlace(name: string): number {
    const role = roleNamed(name);
    const others = [
      this.#header.find((each) => each.toLowerCase() === name.toLowerCase()),
      role === undefined ? undefined : this.#columns[role],
    ];
    const found = [name, ...others].find((each) => each !== undefined && this.#header.includes(each));
    if (found !== undefined) return this.#header.indexOf(found);
    const near = nearestName(name, this.#header);
    throw new SyntaxError(
      `--where: there is no column '${name}'${near === undefined ? '' : `; did you mean ${near}?`} (${listedNames(this.#header)})`,
    );
  }

  #takes(word: string): boolean {
    const token = this.#tokens[this.#place] ?? { text: '', isQuoted: false };
    const is = !token.isQuoted && (sameAs[token.text] ?? token.text.toLowerCase()) === word;
    if (is) this.#place++;
    return is;
  }

  #expect(word: string): void {
    if (!this.#takes(word)) throw this.#fault(`'${word}'`);
  }

  #word(what: string): string {
    const token = this.#tokens[this.#place];
    const isSign = token !== undefined && !token.isQuoted && /^[(),=!<>&|]+$/.test(token.text);
    if (token === undefined || isSign) throw this.#fault(what);
    this.#place++;
    return token.text;
  }

  #fault(expected: string): SyntaxError {
    const got = this.#tokens[this.#place]?.text;
    return new SyntaxError(`--where: expected ${expected}, got ${got === undefined ? 'the end' : `'${got}'`} in '${this.#text}'`);
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let place = 0; text.slice(place).trim() !== '';) {
    TOKEN.lastIndex = place;
    const [found, quoted, sign, word] = TOKEN.exec(text) ?? [];
    if (found === undefined) throw new SyntaxError(`--where: expected a column, a sign or a value, got '${text.slice(place).trim()}'`);
    tokens.push(quoted === undefined ? { text: sign ?? word ?? '', isQuoted: false } : { text: quoted.slice(1, -1), isQuoted: true });
    place = TOKEN.lastIndex;
  }
  return tokens;
}

function isEqual(field: string, value: string): boolean {
  return order(field, value) === 0;
}

/** Below 0 where a field comes before a value, 0 where they are equal; NaN where they are not and have no order. */
function order(field: string, value: string): number {
  const [a, b] = [field.trim(), value.trim()];
  if (isMissing(a) || isMissing(b)) return isMissing(a) && isMissing(b) ? 0 : NaN;
  const difference = decimalNumber(a) - decimalNumber(b);
  if (!Number.isNaN(difference)) return difference;
  return a === b ? 0 : a < b ? -1 : 1;
}
