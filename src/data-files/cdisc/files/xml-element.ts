import { escapeHtml } from '../../../text/escape-html.ts';

/** Attributes of an element; those without a value are left out. */
export type XmlAttributes = Readonly<Record<string, string | number | undefined>>;

/** An element with its attributes and children, each on lines of its own. */
export function xml(name: string, attributes: XmlAttributes, ...children: readonly (string | readonly string[])[]): string {
  const inner = children.flat();
  const head = `<${name}${written(attributes)}`;
  return inner.length === 0 ? `${head}/>` : [`${head}>`, ...inner, `</${name}>`].join('\n');
}

/** An element with a text and nothing else, on one line. */
export function xmlText(name: string, content: string, attributes: XmlAttributes = {}): string {
  return `<${name}${written(attributes)}>${escapeHtml(content)}</${name}>`;
}

function written(attributes: XmlAttributes): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return given.map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`).join('');
}
