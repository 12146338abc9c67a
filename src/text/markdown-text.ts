/**
 * Text that stays text in Markdown (CommonMark, and as GitHub writes it): on one line, no character of it is taken for markup, a formula or HTML, and no
 * address, mention, or number of an issue becomes a link. Control characters and those that turn the direction of text are shown as U+FFFD.
 * @see CommonMark 0.31, GitHub Flavored Markdown 0.29, "Autolinks (extension)"
 */
export function markdownText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
    .trim()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|~#!>$]/g, '\\$&')
    .replace(/^(\d*)([-+.)])(?=[- ]|$)/, '$1\\$2')
    .replace(/[@#](?=\w)|:(?=\/\/)|www(?=\.)|GH(?=-\d)/gi, '$&<!-- -->');
}
