const SVG = 'http://www.w3.org/2000/svg';

/** Text between elements, in which three letters and the space that does not break have names. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\u00a0', '&#160;');
}

/** Words inside an element. */
class SvgText {
  parentNode: SvgElement | null = null;
  readonly outerHTML: string;

  constructor(text: string) {
    this.outerHTML = escaped(text);
  }
}

type SvgNode = SvgElement | SvgText;

/** An element of a drawing, with what the library of the plots asks of one. */
class SvgElement {
  readonly namespaceURI = SVG;
  readonly ownerDocument: SvgDocument;
  readonly tagName: string;
  readonly childNodes: SvgNode[] = [];
  parentNode: SvgElement | null = null;
  readonly #attributes = new Map<string, string>();
  /** Styles by their names in a script, `fontFamily`: whoever draws assigns to it. */
  readonly style: Readonly<Record<string, string>> = {};

  constructor(ownerDocument: SvgDocument, tagName: string) {
    this.ownerDocument = ownerDocument;
    this.tagName = tagName;
  }

  setAttribute(name: string, value: unknown): void {
    this.#attributes.set(name, String(value));
  }

  setAttributeNS(_space: string, name: string, value: unknown): void {
    this.setAttribute(name, value);
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name);
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }

  /** The elements inside, without the words. */
  get children(): SvgElement[] {
    return this.childNodes.filter((node) => node instanceof SvgElement);
  }

  get firstChild(): SvgNode | null {
    return this.childNodes[0] ?? null;
  }

  get lastChild(): SvgNode | null {
    return this.childNodes.at(-1) ?? null;
  }

  set textContent(text: string) {
    this.childNodes.splice(0);
    if (text !== '') this.append(text);
  }

  append(...nodes: (SvgNode | string)[]): void {
    for (const node of nodes) this.appendChild(typeof node === 'string' ? new SvgText(node) : node);
  }

  appendChild<Node extends SvgNode>(node: Node): Node {
    return this.insertBefore(node, null);
  }

  insertBefore<Node extends SvgNode>(node: Node, before: SvgNode | null): Node {
    const { parentNode } = node;
    parentNode?.childNodes.splice(parentNode.childNodes.indexOf(node), 1);
    this.childNodes.splice(before === null ? this.childNodes.length : this.childNodes.indexOf(before), 0, node);
    node.parentNode = this;
    return node;
  }

  /** The element as text. Styles stand first, then what was set last. */
  get outerHTML(): string {
    const hyphenated = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const styles = Object.entries(this.style).map(([name, value]) => `${hyphenated(name)}:${value}`);
    const styled: [string, string][] = styles.length === 0 ? [] : [['style', styles.join(';')]];
    const attributes = [...styled, ...[...this.#attributes].reverse()].map(
      ([name, value]) => ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`,
    );
    const opening = `<${this.tagName}${attributes.join('')}`;
    if (this.childNodes.length === 0) return `${opening} />`;
    return `${opening}>${this.childNodes.map((node) => node.outerHTML).join('')}</${this.tagName}>`;
  }
}

/** A document that elements of a drawing are made from. */
export class SvgDocument {
  readonly documentElement = new SvgElement(this, 'svg');

  createElementNS(_space: string, name: string): SvgElement {
    return new SvgElement(this, name);
  }

  createTextNode(text: string): SvgText {
    return new SvgText(text);
  }
}
