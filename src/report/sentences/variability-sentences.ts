import { expm1, squared } from '../../elementary/index.ts';
import { statedWords } from '../../outcomes/endpoint.ts';
import { gaussianEndpoints, gaussianParameters, type GaussianEndpoint } from '../../outcomes/parameters.ts';
import type { GaussianTrial } from '../../trial/trial-model.ts';

/**
 * What the SDs of a normal model mean for the data, one sentence an endpoint: the SD of one period and of paired differences, the correlation of two
 * periods; of a log-normal endpoint, of logarithms, and the coefficient of variation. Of an SD between participants that is the program's default
 * nothing is said: comparisons within participants do not need it.
 */
export function variabilitySentences({ gaussian }: Pick<GaussianTrial, 'gaussian'>): string[] {
  return [...gaussianEndpoints(gaussian)].map(([name, endpoint]) => {
    const { label = name, unit } = endpoint;
    const stated = [...(unit === undefined ? [] : [unit]), ...statedWords(endpoint)];
    return `${label}${stated.length === 0 ? '' : ` (${stated.join('; ')})`}: ${endpointWords(endpoint)}`;
  });
}

function endpointWords({ sdWithin, sdBetween, distribution }: GaussianEndpoint): string {
  const isLog = distribution === 'lognormal';
  const total = Math.sqrt(sdWithin * sdWithin + sdBetween * sdBetween);
  const correlation = total > 0 ? squared(sdBetween / total) : 0;
  const isDefault = sdBetween === gaussianParameters.sdBetween.default;
  const cv = Math.sqrt(expm1(sdWithin * sdWithin));
  return [
    `paired differences${isLog ? ' of logarithms' : ''} have SD ${rounded(Math.SQRT2 * sdWithin)}`,
    `one period has SD ${rounded(sdWithin)} within${isDefault ? ' participants' : ` and ${rounded(total)} over all participants`}`,
    ...(isDefault ? [] : [`two periods correlate ${rounded(correlation)}`]),
    ...(isLog ? [`the coefficient of variation within participants is ${rounded(100 * cv)} %`] : []),
  ].join('; ');
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(3)));
}
