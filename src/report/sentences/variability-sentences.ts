import { gaussianEndpoints, type GaussianEndpoint } from '../../outcomes/parameters.ts';
import type { GaussianTrial } from '../../trial/trial-model.ts';

/**
 * What the SDs of a normal model mean for the data, one sentence an endpoint: the SD of one period and of paired differences, the correlation of two
 * periods; of a log-normal endpoint, of logarithms, and the coefficient of variation.
 */
export function variabilitySentences({ gaussian }: Pick<GaussianTrial, 'gaussian'>): string[] {
  return [...gaussianEndpoints(gaussian)].map(([name, endpoint]) => `${endpoint.label ?? name}: ${endpointWords(endpoint)}`);
}

function endpointWords({ sdWithin, sdBetween, distribution }: GaussianEndpoint): string {
  const isLog = distribution === 'lognormal';
  const total = Math.sqrt(sdWithin ** 2 + sdBetween ** 2);
  const correlation = total > 0 ? (sdBetween / total) ** 2 : 0;
  const cv = Math.sqrt(Math.expm1(sdWithin ** 2));
  return [
    `paired differences${isLog ? ' of logarithms' : ''} have SD ${rounded(Math.SQRT2 * sdWithin)}`,
    `one period has SD ${rounded(sdWithin)} within and ${rounded(total)} over all participants`,
    `two periods correlate ${rounded(correlation)}`,
    ...(isLog ? [`the coefficient of variation within participants is ${rounded(100 * cv)} %`] : []),
  ].join('; ');
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(3)));
}
