/** Names with a meaning of their own in SPSS, Stata, SAS or R, in lower case. */
const reserved: ReadonlySet<string> = new Set(
  [
    'all and by eq ge gt le lt ne not or to with', // SPSS
    '_all _b byte _coef _cons double float if in int long _n _pi _pred _rc _skip strl using _se', // Stata
    '_n_ _error_ _null_ _all_ _data_ _last_ _numeric_ _character_ _infile_ _file_ _iorc_', // SAS
    'else repeat while function for next break true false null inf nan na', // R
  ]
    .join(' ')
    .split(' '),
);

/** Longest name of a variable in Stata and SAS. */
const MAX_CHARACTERS = 32;

/** Whether SPSS, SAS, R and Stata all take a name as it is, without quotation marks. */
export function isPlainName(name: string): boolean {
  return /^[a-z]\w*$/i.test(name) && !name.endsWith('_') && name.length <= MAX_CHARACTERS && !isReserved(name.toLowerCase());
}

const isReserved = (name: string): boolean => reserved.has(name) || /^str\d+$/.test(name);

/** @throws RangeError unless every column has a plain name of its own, case aside */
export function assertPlainNames(columns: readonly { readonly name: string }[]): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (!isPlainName(name))
      throw new RangeError(`${name} cannot name a variable in SPSS, SAS, R and Stata: expected at most 32 letters, digits and _`);
    if (seen.has(name.toLowerCase())) throw new RangeError(`two columns are named ${name}`);
    seen.add(name.toLowerCase());
  }
}
