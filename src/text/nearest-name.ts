/** Words that are longer are no mistyped names (assumed); comparing them would take long. */
const MAX_CHARACTERS = 200;

/**
 * The valid name nearest to a word by edit distance (one insertion, deletion, replacement or swap of neighbours counts 1), if it is near:
 * within a third of the longer length, case aside, or one begins with the other.
 * @see Damerau (1964) A technique for computer detection and correction of spelling errors. Commun ACM 7:171–176, DOI 10.1145/363958.363994
 */
export function nearestName(word: string, valid: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = Infinity;
  if (word.length > MAX_CHARACTERS) return undefined;
  const a = word.toLowerCase();
  for (const name of valid) {
    if (least === 0) break;
    const b = name.toLowerCase();
    const begins = a.length > 1 && (b.startsWith(a) || a.startsWith(b));
    const most = Math.max(1, Math.floor(Math.max(a.length, b.length) / 3));
    // The distance is no less than the difference of the lengths: most names need not be compared letter by letter.
    if (!begins && Math.abs(a.length - b.length) > Math.min(most, least)) continue;
    const distance = begins ? Number(a !== b) : editDistance(a, b);
    if (distance < least && (begins || distance <= most)) {
      nearest = name;
      least = distance;
    }
  }
  return nearest;
}

function editDistance(a: string, b: string): number {
  // Rows of the table by the letters of `a`: the last but one, the last, and the one that is filled.
  let [before, last, row] = [0, 1, 2].map(() => new Uint16Array(b.length + 1));
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last, row] = [last, row, before];
  }
  return last[b.length];
}
