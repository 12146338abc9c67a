import type { Study } from '../../study/study.ts';
import { estimandAttributes, type EstimandAttribute } from './estimand-attributes.ts';

/** The estimands of a study in the five attributes of ICH E9(R1), a line each: those that all analyses share once, then those of each analysis. */
export function estimandLines(study: Study): string[] {
  const all = Object.entries(study.analyses).map(([name, planned]) => ({ name, attributes: estimandAttributes(study, planned) }));
  const isShared = (place: number): boolean =>
    all.length > 1 && all.every(({ attributes }) => attributes[place][1] === all[0].attributes[place][1]);
  const shared = all[0].attributes.filter((_, place) => isShared(place));
  return [
    'estimands (attributes of ICH E9(R1)); the true effects are their values in the simulation',
    ...(shared.length === 0 ? [] : block('every analysis', shared)),
    ...all.flatMap(({ name, attributes }) =>
      block(
        name,
        attributes.filter((_, place) => !isShared(place)),
      ),
    ),
  ];
}

function block(name: string, attributes: readonly EstimandAttribute[]): string[] {
  return [`  ${name}`, ...attributes.map(([attribute, words]) => `    ${attribute.toLowerCase()}: ${words}`)];
}
