/** The book as one self-contained page: light and dark, headings as a table of contents, tables that scroll on narrow screens. */
export function htmlBook(body: string): string {
  const headings: string[] = [];
  const withIds = body
    .replace(/<h([23])>(.*?)<\/h\1>/g, (_, level: string, words: string) => {
      const id = words
        .toLowerCase()
        .replace(/<[^>]+>/g, '')
        .replace(/[^a-z0-9]+/g, '-');
      headings.push(`<li class="level${level}"><a href="#${id}">${words}</a></li>`);
      return `<h${level} id="${id}">${words}</h${level}>`;
    })
    .replaceAll('<table>', '<div class="wide" tabindex="0" role="region" aria-label="table"><table>')
    .replaceAll('</table>', '</table></div>');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>crossover-sim: validation book</title>
<style>
:root { color-scheme: light dark; --ink: #1b1b1f; --paper: #ffffff; --line: #c5c5cf; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8ee; --paper: #16161a; --line: #4a4a55; --link: #8fc2ff; } }
body { color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1rem; }
a { color: var(--link); }
table { border-collapse: collapse; font-size: 0.85rem; }
th, td { border: 1px solid var(--line); padding: 0.2rem 0.5rem; text-align: left; vertical-align: top; }
.wide { overflow-x: auto; }
nav li.level3 { margin-left: 1.5rem; }
pre { overflow-x: auto; }
@media print { nav { display: none; } .wide { overflow: visible; } table { font-size: 0.65rem; } }
</style>
</head>
<body>
<nav aria-label="contents"><ul>
${headings.join('\n')}
</ul></nav>
<main>
${withIds}
</main>
</body>
</html>
`;
}
