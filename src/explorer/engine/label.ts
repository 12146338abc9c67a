/** How a name may end with its unit, which the form shows beside it. */
const endings: Readonly<Record<string, RegExp>> = {
  days: /Days$/,
  h: /Hours$/,
  min: /Minutes$/,
  mg: /Mg$/,
  'mg/kg': /MgPerKg$/,
  'ng/mL': /NgPerMl$/,
  points: /Points$/,
  logit: /Logit$/,
};

/** Maps of a scenario that hold what users name: their own names say nothing in a label. */
const groups = ['pretreatments', 'infusions', 'drugs', 'endpoints'];

/** Sections whose values have the names of values elsewhere. */
const named = ['dissociation', 'craving', 'misuse', 'belief', 'missingness', 'multiplicity', 'uncertainty', 'claim'];

/** `doseMgPerKg` in words. */
const wordsOf = (name: string): string =>
  name.replaceAll(/([a-z\d])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);

/** A name in words without the unit that stands beside it: `onsetHalfHours` in h is `onset half time`. */
function nameIn(name: string, unit: string): string {
  if (name === 'minutes' && unit === 'min') return 'duration';
  const ending = Object.hasOwn(endings, unit) ? endings[unit] : unit.endsWith(' points') ? endings.points : undefined;
  const rest = ending === undefined ? name : name.replace(ending, '');
  return wordsOf(rest.endsWith('Half') && rest !== name ? `${rest}Time` : rest);
}

/**
 * `treatments.pretreatments.naltrexone.doseMg` in words: `naltrexone: dose`.
 * @param unit  that stands beside the label; empty where there is none
 */
export function labelOf(path: string, unit = ''): string {
  const [section, ...names] = path.split('.');
  const owner = names.slice(0, -1).filter((name) => !groups.includes(name));
  // A dose of which the unit is the key: `dose.mg`.
  const last =
    Object.hasOwn(endings, unit) && names.at(-1) === unit && owner.length > 0
      ? wordsOf(owner.pop() ?? '')
      : nameIn(names.at(-1) ?? section, unit);
  if (owner.length > 0) return `${owner.map(wordsOf).join(', ')}: ${last}`;
  return names.length > 0 && named.includes(section) ? `${wordsOf(section)}: ${last}` : last;
}

/** Fields of one form, of which a later one of the same label has its section in front. */
export function withOwnLabels<Labelled extends { readonly label: string; readonly path: string; readonly section: string }>(
  fields: readonly Labelled[],
): Labelled[] {
  const seen = new Set<string>();
  return fields.map((field) => {
    const { label, path, section } = field;
    const own = [label, `${wordsOf(section)}: ${label}`, path].find((each) => !seen.has(each)) ?? path;
    seen.add(own);
    return own === label ? field : { ...field, label: own };
  });
}
