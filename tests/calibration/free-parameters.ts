import type { MechanisticTrial } from '../../src/trial/trial-model.ts';

/** One number that no publication gives and that the calibration may move. */
export interface FreeParameter {
  readonly path: string;
  /** Prior guess, and how far it may plausibly be off (one unit of the search), on the scale of `transform`. */
  readonly guess: number;
  readonly spread: number;
  readonly bounds: readonly [number, number];
  readonly transform: 'log' | 'logit' | 'none';
}

const free = (
  path: string,
  guess: number,
  spread: number,
  bounds: readonly [number, number],
  transform: FreeParameter['transform'],
): FreeParameter => ({ path, guess, spread, bounds, transform });

export const freeParameters: readonly FreeParameter[] = [
  free('response.benefit', 0.3, 1, [0.02, 0.95], 'logit'),
  free('response.benefitLogitSd', 2.5, 0.4, [0.3, 5], 'log'),
  free('response.expectancy', 0.15, 1, [0.005, 0.9], 'logit'),
  free('response.expectancyLogitSd', 2.5, 0.3, [0.3, 5], 'log'),
  free('response.persistenceScaleDays', 10, 0.4, [2, 60], 'log'),
  free('response.persistenceLogSd', 0.6, 0.5, [0.05, 3], 'log'),
  free('response.expectancyHalfDays', 30, 0.7, [1, 1000], 'log'),
  free('belief.activeIfUnnoticed', 0.5, 0.5, [0.01, 0.95], 'logit'),
  free('population.responseDissociationCorrelation', 0.5, 0.15, [0, 0.9], 'none'),
  free('dissociation.cadssPerReference', 7.8, 0.1, [4, 12], 'log'),
  free('dissociation.frailtyCv', 1.15, 0.15, [0.5, 2], 'log'),
  free('dissociation.background', 0.1, 1, [0.001, 1], 'log'),
];

const forward = { log: Math.log, logit: (p: number) => Math.log(p / (1 - p)), none: (x: number) => x } as const;
const backward = { log: Math.exp, logit: (x: number) => 1 / (1 + Math.exp(-x)), none: (x: number) => x } as const;

/** Place of a value in the search: 0 at the prior guess, ±1 one plausible spread away. */
export function placeOf({ guess, spread, transform }: FreeParameter, value: number): number {
  return (forward[transform](value) - forward[transform](guess)) / spread;
}

export function valueAt({ guess, spread, bounds, transform }: FreeParameter, place: number): number {
  return Math.min(bounds[1], Math.max(bounds[0], backward[transform](forward[transform](guess) + spread * place)));
}

/** Whether a place of the search lies at a bound of its parameter, where the fit would go further. */
export function isAtBound(parameter: FreeParameter, place: number): boolean {
  return parameter.bounds.some((bound) => Math.abs(valueAt(parameter, place) / bound - 1) < 1e-6);
}

/** The trial with the free parameters at these values. The correlation of response and dissociation is one number between patients and within them. */
export function withValues(trial: MechanisticTrial, values: readonly number[]): MechanisticTrial {
  const rooms: Record<string, Record<string, unknown>> = {};
  freeParameters.forEach(({ path }, i) => {
    const [room, name] = path.split('.');
    rooms[room] ??= { ...(trial[room as keyof MechanisticTrial] as unknown as Record<string, unknown>) };
    if (name !== 'responseDissociationCorrelation') rooms[room][name] = values[i];
    else {
      rooms[room].occasionCorrelation = values[i];
      rooms[room].correlations = trial.population.correlations.map((row, r) =>
        row.map((value, c) => (r + c === 3 && r * c === 2 ? values[i] : value)),
      );
    }
  });
  return { ...trial, ...rooms };
}
