/** A JSON document of which each part down to the fifth level has a line, so that a change can be read and the deeper parts take little room. */
export function jsonLines(document: unknown): string {
  return `${JSON.stringify(document, null, 1).replaceAll(/\n {5,}|\n {4}(?=[}\]])/g, '')}\n`;
}
