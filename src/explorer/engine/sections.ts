/** Sections of a scenario in the order of its schema; those that the model does not read are left out. */
export function sectionsOf(model: 'mechanistic' | 'gaussian'): readonly string[] {
  return sections.filter((section) => !ofOtherModel[model].includes(section));
}

/** Keys that mean files, or the kind of the whole text: they are edited as text. */
export const TEXT_ONLY = ['extends', 'replace', '$schema', 'model', 'evidence'];

const sections = [
  ...['name', 'title', 'about', 'seed', 'design', 'visits', 'outcomes', 'population', 'treatments', 'response', 'belief'],
  ...['dissociation', 'adverseEffects', 'craving', 'assay', 'misuse', 'measurement', 'missingness', 'gaussian', 'analyses'],
  ...['claim', 'interim', 'multiplicity', 'uncertainty', 'power'],
];

const ofOtherModel = {
  mechanistic: ['gaussian'],
  gaussian: [
    ...['population', 'treatments', 'outcomes', 'visits', 'response', 'belief', 'dissociation'],
    ...['adverseEffects', 'craving', 'assay', 'misuse', 'measurement'],
  ],
};
