import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Endings of the values that keep a run short. */
const SHORT = 'power: { replicates: 60, truthPatients: 100 }\n';
/** The same of scenarios that inherit priors. */
const SHORT_WITH_PRIORS = `${SHORT}uncertainty: { draws: 3 }\n`;

/** Scenarios of every kind, small enough that any question about them is answered in moments. */
export const smallScenarios: Readonly<Record<string, string>> = {
  'normal.yaml': `extends: gaussian-textbook\nname: normal\n${SHORT}`,
  'unsure.yaml': `extends: gaussian-textbook
name: unsure
${SHORT}uncertainty:
  draws: 3
  priors:
    gaussian.difference: { distribution: uniform, min: 3, max: 5, source: assumed }
`,
  'world.yaml': `extends: normal.yaml\nname: world\nclaim: { holds: true }\n`,
  'other.yaml': `extends: normal.yaml\nname: other\ngaussian: { difference: 0 }\nclaim: { holds: false }\n`,
  'clinical.yaml': `extends: williams-2018\nname: clinical\n${SHORT_WITH_PRIORS}`,
  'course.yaml': `extends: courses/six-infusions\nname: course\n${SHORT_WITH_PRIORS}`,
  'parallel.yaml': `extends: designs/parallel-groups\nname: parallel\n${SHORT_WITH_PRIORS}`,
  'sequential.yaml': `extends: designs/group-sequential\nname: sequential\n${SHORT_WITH_PRIORS}`,
  'items.yaml': `extends: williams-2018\nname: items\nmeasurement: { mode: items }\n${SHORT_WITH_PRIORS}`,
};

/** Writes the small scenarios into a folder. */
export function writeScenarios(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(smallScenarios)) writeFileSync(join(folder, name), text);
}
