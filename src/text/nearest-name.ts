/**
 * The valid name nearest to a word by edit distance (one insertion, deletion, replacement or swap of neighbours counts 1), if it is near:
 * within a third of the longer length, case aside, or one begins with the other.
 * @see Damerau (1964) A technique for computer detection and correction of spelling errors. Commun ACM 7:171–176, DOI 10.1145/363958.363994
 */
export function nearestName(word: string, valid: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = Infinity;
  for (const name of valid) {
    const [a, b] = [word.toLowerCase(), name.toLowerCase()];
    const begins = a.length > 1 && (b.startsWith(a) || a.startsWith(b));
    const distance = begins ? Math.min(1, editDistance(a, b)) : editDistance(a, b);
    if (distance < least && (begins || distance <= Math.max(1, Math.floor(Math.max(a.length, b.length) / 3)))) {
      nearest = name;
      least = distance;
    }
  }
  return nearest;
}

function editDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + change);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length][b.length];
}
