import { readFileSync } from 'node:fs';

/** What a docstring says, as Markdown: its paragraphs, formulas as code, and its tags. */
export function docstringOf(file: string, declaration: string): string {
  const text = readFileSync(file, 'utf8');
  const end = text.indexOf(`export ${declaration}`);
  const start = text.lastIndexOf('/**', end);
  if (end < 0 || start < 0 || text.slice(start, end).trim().slice(-2) !== '*/')
    throw new Error(`${file}: no docstring before ${declaration}`);
  const lines = text
    .slice(start + 3, end)
    .replace(/\*\/\s*$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
  return lines
    .join('\n')
    .trim()
    .replace(/^@param (\w+)\s+/gm, '\n**$1**: ')
    .replace(/^@returns\s+/gm, '\n**Returns**: ')
    .replace(/^@throws\s+/gm, '\n**Throws**: ')
    .replace(/^@see\s+/gm, '\n**Sources**: ')
    .replace(/^ {4,}(?=\S)/gm, '    ');
}
