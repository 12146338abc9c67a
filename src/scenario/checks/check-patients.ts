import { choleskyFactor } from '../../population/patient.ts';
import { correlatedTraits } from '../../population/parameters.ts';
import { normalUpperTail } from '../../statistics/distributions/normal.ts';
import type { Findings } from '../document/finding.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';

/** Contradictions within the population and the response. */
export function checkPatients(scenario: ResolvedScenario, findings: Findings): void {
  checkCorrelations(scenario.population.correlations, findings);
  checkPopulation(scenario, findings);
  const { opioidDependence: mean, opioidDependenceSd: sd } = scenario.response;
  if (sd > 0 && (mean === 0 || mean === 1)) {
    findings.errors.push({
      path: 'response.opioidDependenceSd',
      message: `expected 0 where the mean dependence is ${mean}, got ${sd}`,
      at: 'value',
    });
  } else if (sd > 0 && sd * sd >= mean * (1 - mean)) {
    const most = Math.sqrt(mean * (1 - mean)).toFixed(3);
    findings.errors.push({
      path: 'response.opioidDependenceSd',
      message: `expected less than ${most}, the largest SD of a fraction with mean ${mean}, got ${sd}`,
      at: 'value',
    });
  }
}

function checkCorrelations(matrix: readonly (readonly number[])[], { errors }: Findings): void {
  const path = 'population.correlations';
  const size = correlatedTraits.length;
  if (matrix.length !== size || matrix.some((row) => row.length !== size)) {
    errors.push({
      path,
      message: `expected ${size} rows of ${size} (${correlatedTraits.join(', ')}), got rows of ${matrix.map((row) => row.length).join(', ')}`,
      at: 'value',
    });
    return;
  }
  for (let row = 0; row < size; row++) {
    if (matrix[row][row] !== 1)
      errors.push({
        path: `${path}.${row}`,
        message: `expected 1 on the diagonal (${correlatedTraits[row]}), got ${matrix[row][row]}`,
        at: 'value',
      });
    for (let column = 0; column < row; column++) {
      if (matrix[row][column] === matrix[column][row]) continue;
      const message = `expected a symmetric matrix, got ${matrix[column][row]} and ${matrix[row][column]} for ${correlatedTraits[column]} and ${correlatedTraits[row]}`;
      errors.push({ path: `${path}.${row}`, message, at: 'value' });
    }
  }
  if (errors.some((finding) => finding.path.startsWith(path))) return;
  try {
    choleskyFactor(matrix);
  } catch {
    errors.push({ path, message: 'expected a positive definite matrix, got one that no traits can have', at: 'value' });
  }
}

function checkPopulation({ population, measurement }: ResolvedScenario, { errors, warnings }: Findings): void {
  const { ageMinimum, ageMaximum, severityMean, severitySd, occasionSd, screeningMinimum } = population;
  if (!(ageMinimum < ageMaximum)) {
    errors.push({
      path: 'population.ageMaximum',
      message: `expected more than population.ageMinimum (${ageMinimum} years), got ${ageMaximum}`,
      at: 'value',
    });
  }
  const sd = Math.sqrt(severitySd * severitySd + occasionSd * occasionSd + measurement.errorSd * measurement.errorSd);
  const eligible = sd > 0 ? normalUpperTail((screeningMinimum - 0.5 - severityMean) / sd) : severityMean >= screeningMinimum ? 1 : 0;
  const path = 'population.screeningMinimum';
  if (eligible < 1e-4) {
    errors.push({
      path,
      message: `expected an entry score that at least 1 in 10 000 candidates reaches, got ${screeningMinimum} (severity ${severityMean}, SD ${sd.toFixed(1)})`,
      at: 'value',
    });
  } else if (eligible < 0.1) {
    warnings.push({ path, message: `only ${(100 * eligible).toFixed(1)} % of the candidates are eligible`, at: 'value' });
  }
  if (population.weightCv === 0)
    warnings.push({ path: 'population.weightCv', message: 'all patients of a sex have the same weight', at: 'value' });
}
