/** Words that YAML or a reader may take for something else than a text. */
const OTHER_THAN_TEXT = /^(true|false|null|yes|no|on|off|y|n)$/i;

/** A text as a value of a YAML file, also within a list in brackets. */
export function yamlText(text: string): string {
  return /^[A-Za-z][\w.()/ -]*$/.test(text) && text === text.trim() && !OTHER_THAN_TEXT.test(text) ? text : JSON.stringify(text);
}
