import { parseDocument, stringify } from 'yaml';
import { labelOf } from './label.ts';
import type { Field, Remark } from './messages.ts';

/** The values that problems are about, as they are written: a key that is asked for and absent is empty. */
export function wrongFields(problems: readonly Remark[], text: string): Field[] {
  const document = parseDocument(text);
  const paths = new Set(problems.map(({ path }) => path).filter((path) => /^[\w-]+(\.[\w-]+)+$/.test(path)));
  return [...paths].map((path) => {
    const value: unknown = document.errors.length > 0 ? undefined : document.getIn(path.split('.'));
    const written = value === undefined ? '' : stringify(value, { lineWidth: 0, collectionStyle: 'flow', flowCollectionPadding: false });
    return {
      ...{ path, label: labelOf(path), about: path, unit: '', kind: 'line', value: written.trimEnd(), default: '' },
      ...{ source: '', origin: '', section: path.split('.')[0], basic: false, optional: true },
    };
  });
}
