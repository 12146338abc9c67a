/** Most characters of the name of a variable in SAS and Stata; SPSS takes 64, R any number. */
const MAX_CHARACTERS = 32;

/** Most characters of the name of a variable in the transport format of SAS (XPORT version 5). */
const MAX_SHORT = 8;

/** A text as a name that SPSS, SAS, Stata and R take without quotes: letters, digits and underscores, a letter first. */
export function plainName(text: string, most = MAX_CHARACTERS): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/\W+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return (/^[A-Za-z]/.test(plain) ? plain : `v_${plain}`).slice(0, most);
}

/** Plain names of texts, no two of them the same in upper and lower case; one that would be gets a number at its end. */
export function plainNames(texts: readonly string[], most = MAX_CHARACTERS): string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const name = plainName(text, most);
    let distinct = name;
    for (let i = 2; taken.has(distinct.toLowerCase()); i++) distinct = `${name.slice(0, most - String(i).length)}${i}`;
    taken.add(distinct.toLowerCase());
    return distinct;
  });
}

/**
 * Names of at most eight letters and digits, in capitals, for formats that take no longer ones.
 * @param names  of the columns of one table, each plain
 */
export function shortNames(names: readonly string[]): string[] {
  return plainNames(
    names.map((name) => name.replaceAll('_', '').toUpperCase()),
    MAX_SHORT,
  );
}
