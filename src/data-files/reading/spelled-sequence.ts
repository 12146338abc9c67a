/** More ways than this to read a label are not looked for: two are too many already. */
const MAX_SPELLINGS = 20;

/**
 * Every way in which a sequence's label can be read as one known treatment for each period: names joined by `-` (`placebo-beta-blocker`; each in quotation
 * marks where names alone would be ambiguous), or names of one letter side by side (`AB`). The label is compared with the names; it is never cut at `-`.
 * @returns the treatments' codes by period; none where the label spells nothing
 */
export function spellings(label: string, treatments: readonly string[], periodCount: number): number[][] {
  const letters = [...label].map((letter) => treatments.indexOf(letter));
  const found = letters.length === periodCount && !letters.includes(-1) ? [letters] : [];
  for (const mark of ['', '"']) {
    const names = treatments.map((treatment) => `${mark}${treatment}${mark}`);
    for (const codes of joinedSpellings(label, names, periodCount)) {
      if (!found.some((other) => other.every((code, period) => code === codes[period]))) found.push(codes);
    }
  }
  return found;
}

function joinedSpellings(label: string, names: readonly string[], periodCount: number): number[][] {
  const found: number[][] = [];
  const deadEnds = new Set<string>();
  const readFrom = (start: number, codes: readonly number[]): boolean => {
    const state = `${start} ${codes.length}`;
    if (deadEnds.has(state) || found.length >= MAX_SPELLINGS) return false;
    let isReadable = false;
    names.forEach((name, code) => {
      if (!label.startsWith(name, start)) return;
      const end = start + name.length;
      if (codes.length + 1 < periodCount) {
        if (label[end] === '-' && readFrom(end + 1, [...codes, code])) isReadable = true;
      } else if (end === label.length) {
        found.push([...codes, code]);
        isReadable = true;
      }
    });
    if (!isReadable) deadEnds.add(state);
    return isReadable;
  };
  readFrom(0, []);
  return found;
}
