import { references } from '../../evidence/references.ts';
import { copulaFactor } from '../../power/uncertainty/prior-draws.ts';
import { priorMass, priorRange, type Prior } from '../../power/uncertainty/prior.ts';
import { nearestName } from '../../text/nearest-name.ts';
import type { Findings } from '../document/finding.ts';
import type { ParameterValue } from '../resolved/parameter-value.ts';
import { uncertainValues } from '../resolved/uncertain-parameters.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

/** Priors of parameters that do not exist, that lie outside what a parameter may be, or that contradict each other. */
export function checkUncertainty(scenario: ResolvedScenario, { errors }: Findings): void {
  const { uncertainty } = scenario;
  if (uncertainty === undefined) return;
  const say = (part: string, message: string, at: 'key' | 'value' = 'value'): void =>
    void errors.push({ path: part === '' ? 'uncertainty' : `uncertainty.${part}`, message, at });
  const { priors, joint, correlations, posterior } = uncertainty;
  if (posterior === undefined && (priors === undefined) === (joint === undefined)) {
    say('', `expected priors, joint, or posterior, got ${priors === undefined ? 'neither' : 'both'}`, 'key');
    return;
  }
  const known = new Map(uncertainValues(scenario).map((value) => [value.path, value]));
  const unknown = (path: string): string => {
    const near = nearestName(path, [...known.keys()]);
    return `expected the path of a number of this scenario, got '${path}'${near === undefined ? '' : `; did you mean ${near}?`}`;
  };
  const sources = ['assumed', ...Object.keys(references)];
  const checkSource = (part: string, source: string): void => {
    if (!sources.includes(source)) say(part, `expected a source key or assumed, got '${source}'`);
  };
  for (const [path, prior] of Object.entries(priors ?? {})) {
    const value = known.get(path);
    checkSource(`priors.${path}.source`, prior.source);
    if (value === undefined) say(`priors.${path}`, unknown(path), 'key');
    else checkPrior(prior, value, (message) => say(`priors.${path}`, message));
  }
  // Every draw of a posterior has the same paths: one that is at fault is told once.
  const told = new Set<string>();
  joint?.values.forEach(({ set }, place) => {
    for (const [path, number] of Object.entries(set)) {
      if (told.has(path)) continue;
      const parameter = known.get(path)?.parameter;
      const part = `joint.values.${place}.set.${path}`;
      const before = errors.length;
      if (parameter === undefined || !('min' in parameter)) say(part, unknown(path), 'key');
      else if (number < parameter.min || number > parameter.max)
        say(part, `expected a number from ${parameter.min} to ${parameter.max} ${parameter.unit}, got ${number}`);
      if (posterior !== undefined && errors.length > before) told.add(path);
    }
  });
  if (joint !== undefined) checkSource('joint.source', joint.source);
  const paths = Object.keys(priors ?? {});
  correlations.forEach(({ of }, place) => {
    for (const path of of)
      if (!paths.includes(path)) say(`correlations.${place}.of`, `expected paths of uncertainty.priors, got '${path}'`);
    if (of[0] === of[1]) say(`correlations.${place}.of`, 'expected two different paths, got the same twice');
  });
  if (errors.some(({ path }) => path.startsWith('uncertainty'))) return;
  try {
    copulaFactor(
      paths.map((path) => ({ path })),
      correlations,
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    say('correlations', error.message);
  }
}

/** Least probability that a prior may leave inside the bounds of its parameter: below it the bounds decide, not the prior (assumed). */
const MIN_MASS = 0.01;

/** What is wrong with a prior of a parameter. */
export function checkPrior(prior: Prior, { parameter }: Pick<ParameterValue, 'parameter'>, say: (message: string) => void): void {
  if (!('min' in parameter)) return;
  const { min, max, unit } = parameter;
  const range = priorRange(prior);
  const bounded = prior.distribution === 'uniform' || prior.distribution === 'triangular' || prior.distribution === 'point';
  if (prior.distribution !== 'point' && !(range.min < range.max)) say(`expected min below max, got ${range.min} and ${range.max}`);
  else if (prior.distribution === 'triangular' && !(prior.mode >= prior.min && prior.mode <= prior.max))
    say(`expected mode from min to max, got ${prior.mode}`);
  else if (bounded && (range.min < min || range.max > max)) {
    const got = range.min === range.max ? String(range.min) : `${range.min} to ${range.max}`;
    say(`expected values from ${min} to ${max} ${unit}, got ${got}`);
  } else if (priorMass(prior, { min, max }) < MIN_MASS)
    say(`expected a prior within ${min} to ${max} ${unit}, got one that lies almost wholly outside`);
}
