import { gaussianEndpoints, gaussianParameters, type GaussianEndpoint } from '../../outcomes/parameters.ts';
import type { PublishedTrial } from '../../outcomes/variability.ts';
import { variabilityWays } from '../../outcomes/variability.ts';
import { correlationFactor } from '../../trial/endpoint-correlations.ts';
import { unknownName, type Findings } from '../document/finding.ts';
import { gaussianOf, writtenEndpoints } from '../resolved/gaussian-of.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

/** Largest logarithm whose exponential is a number, about log(1.8e308). */
const MAX_LOG = 709;
/** SDs within which every draw is taken to lie; assumed, beyond the reach of any run. */
const FARTHEST = 10;

type Written = Readonly<Record<string, unknown>>;

/**
 * Parameters of the statistical outcome model that contradict one another, or that no number can hold together.
 * @param written  what the files say, without defaults
 */
export function checkGaussian(scenario: ResolvedScenario, written: Written, findings: Findings): void {
  const before = findings.errors.length;
  checkEndpoints(scenario, written, findings);
  checkCorrelations(scenario, findings);
  for (const { path, endpoint } of writtenEndpoints(scenario)) checkVariability(path, endpoint, mapAt(written, path), findings);
  if (findings.errors.length > before) return;
  const model = gaussianOf(scenario.gaussian);
  const paths = writtenEndpoints(scenario).map(({ path }) => path);
  [...gaussianEndpoints(model).values()].forEach((endpoint, position) => {
    checkLogarithms(paths[position], endpoint, findings);
  });
}

function mapAt(written: Written, path: string): Written {
  return path.split('.').reduce<Written>((inner, name) => {
    const next = inner[name];
    return typeof next === 'object' && next !== null ? (next as Written) : {};
  }, written);
}

/** Parameters beside named endpoints, which nothing reads. */
function checkEndpoints({ gaussian: { endpoints } }: ResolvedScenario, written: Written, { errors }: Findings): void {
  if (endpoints === undefined) return;
  if (Object.keys(endpoints).length === 0)
    errors.push({ path: 'gaussian.endpoints', message: 'expected at least one endpoint, got an empty map', at: 'value' });
  const beside = Object.keys(mapAt(written, 'gaussian')).filter((name) =>
    [...Object.keys(gaussianParameters), 'effects', 'variability', 'label', 'unit', 'better', 'smallestDifference'].includes(name),
  );
  for (const name of beside)
    errors.push({
      path: `gaussian.${name}`,
      message: `expected within an endpoint (gaussian.endpoints.${Object.keys(endpoints)[0] ?? 'NAME'}.${name}), got it beside gaussian.endpoints`,
      at: 'key',
    });
}

function checkCorrelations({ gaussian }: ResolvedScenario, { errors }: Findings): void {
  const { correlations } = gaussian;
  if (correlations === undefined) return;
  const names = [...gaussianEndpoints(gaussian).keys()];
  const before = errors.length;
  const pairs = correlations.map(({ of }) => [...of].sort().join(' and '));
  correlations.forEach(({ of }, place) => {
    const path = `gaussian.correlations.${place}.of`;
    of.forEach((name, side) => {
      if (!names.includes(name))
        errors.push({
          path: `${path}.${side}`,
          message: unknownName('an endpoint', name, names),
          at: 'value',
          causes: ['gaussian.endpoints'],
        });
    });
    if (of[0] === of[1]) errors.push({ path, message: `expected two different endpoints, got ${of[0]} twice`, at: 'value' });
    else if (pairs.indexOf(pairs[place]) < place)
      errors.push({ path, message: `expected each pair once, got ${pairs[place]} again`, at: 'value' });
  });
  if (errors.length > before) return;
  for (const [level, words] of [
    ['between', 'between participants'],
    ['within', 'within participants'],
  ] as const)
    if (correlationFactor(names, correlations, level) === undefined)
      errors.push({
        path: 'gaussian.correlations',
        message: `no distribution has these correlations ${words} of ${names.join(', ')}: the matrix is not positive definite`,
        at: 'value',
      });
}

type WrittenEndpoint = ReturnType<typeof writtenEndpoints>[number]['endpoint'];

/** Variability said in no way or in several, or in one that the endpoint cannot have. */
function checkVariability(path: string, { variability, distribution }: WrittenEndpoint, written: Written, { errors }: Findings): void {
  if (variability === undefined) return;
  const say = (part: string, message: string): void => void errors.push({ path: `${path}.variability${part}`, message, at: 'value' });
  const ways = [
    ...(Object.hasOwn(written, 'sdWithin') ? ['sdWithin'] : []),
    ...variabilityWays.filter((way) => variability[way] !== undefined).map((way) => `variability.${way}`),
  ];
  if (ways.length !== 1)
    say(
      '',
      `expected exactly one of sdWithin, ${variabilityWays.map((way) => `variability.${way}`).join(', ')}, got ${ways.length === 0 ? 'none' : ways.join(' and ')}`,
    );
  if (variability.sdTotal !== undefined && variability.correlation === undefined)
    say(
      '.sdTotal',
      'expected variability.correlation with it: of the SD of one period over all participants, what is within them must be known',
    );
  if (variability.correlation !== undefined && Object.hasOwn(written, 'sdBetween'))
    say('.correlation', 'expected either it or sdBetween, got both');
  if (variability.cv !== undefined && distribution !== 'lognormal')
    say('.cv', 'expected distribution: lognormal with a coefficient of variation; means and differences are then of logarithms');
  if (variability.published !== undefined) {
    const problem = publishedProblem(variability.published, distribution === 'lognormal');
    if (problem !== undefined) say('.published', problem);
  }
}

function publishedProblem({ interval, estimate, pValue }: PublishedTrial, isLog: boolean): string | undefined {
  const hasTest = estimate !== undefined || pValue !== undefined;
  if (interval === undefined && (estimate === undefined || pValue === undefined)) return 'expected interval, or estimate and pValue';
  if (interval !== undefined && hasTest) return 'expected either interval, or estimate and pValue, got both';
  const numbers = interval ?? [estimate ?? NaN];
  if (isLog && numbers.some((value) => !(value > 0))) return 'expected ratios above 0, since the endpoint is log-normal';
  if (interval !== undefined && !(interval[0] < interval[1])) return `expected a rising interval, got ${interval.join(' to ')}`;
  return estimate === (isLog ? 1 : 0)
    ? `expected an estimate other than ${estimate}: its p-value says nothing of its precision`
    : undefined;
}

/** Log-normal responses whose exponentials overflow. */
function checkLogarithms(path: string, endpoint: GaussianEndpoint, { errors }: Findings): void {
  if (endpoint.distribution !== 'lognormal') return;
  const { mean, difference, periodEffect, carryover, sdBetween, sdWithin, effects } = endpoint;
  const shift = Math.max(Math.abs(difference), ...Object.values(effects).map(Math.abs)) + Math.abs(periodEffect) + Math.abs(carryover);
  const largest = Math.abs(mean) + shift + FARTHEST * Math.sqrt(sdBetween * sdBetween + sdWithin * sdWithin);
  if (largest <= MAX_LOG) return;
  const message = `expected values on the log scale whose exponentials are numbers (within ±${MAX_LOG}), got up to ${Number(largest.toPrecision(4))} with ${FARTHEST} SD`;
  errors.push({ path: `${path}.distribution`, message, at: 'value' });
}
