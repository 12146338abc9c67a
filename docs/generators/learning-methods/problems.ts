import { exp, log, log1p, squared } from '../../../src/elementary/index.ts';
import { rootKey, Stream } from '../../../src/random/index.ts';
import { factorise, invert, solve } from '../../../src/statistics/linear-algebra/cholesky.ts';
import { posteriorOnGrid, spreadAt, type KnownProblem } from './known-problem.ts';

/** SD of a figure of the normal problems, and the correlation of any two of them. */
const [SD, CORRELATION] = [0.6, 0.3];

/** Figures that are linear in the parameters, with equal correlations: the posterior is conjugate. */
function normal(parameters: number, figures: number): KnownProblem {
  const stream = new Stream().startAt(rootKey('loadings of the figures'), parameters, figures, 1);
  const loadings = Array.from({ length: figures }, (_, figure) =>
    Array.from({ length: parameters }, (_unused, at) => (at === figure % parameters ? 1 : 0.3 * stream.normal())),
  );
  const meanOf = (z: ArrayLike<number>, figure: number): number => loadings[figure].reduce((sum, loading, at) => sum + loading * z[at], 0);
  const factor = Float64Array.from({ length: figures * figures }, (_, place) =>
    place % (figures + 1) === 0 ? SD * SD : CORRELATION * SD * SD,
  );
  factorise(factor, figures);
  const solved = Array.from({ length: parameters }, (_, at) => {
    const column = Float64Array.from(loadings, (row) => row[at]);
    solve(factor, figures, column);
    return column;
  });
  const precision = Float64Array.from({ length: parameters * parameters }, (_, place) => {
    const [i, j] = [Math.floor(place / parameters), place % parameters];
    return (i === j ? 1 : 0) + loadings.reduce((sum, row, figure) => sum + row[i] * solved[j][figure], 0);
  });
  const covariance = new Float64Array(parameters * parameters);
  factorise(precision, parameters);
  invert(precision, parameters, covariance, new Float64Array(parameters * parameters));
  return {
    name: `normal, ${parameters} parameters`,
    parameters,
    betweenStudy: Array.from({ length: parameters }, () => 0),
    studies: [
      {
        reads: Array.from({ length: parameters }, (_, at) => at),
        figures,
        counts: [],
        trial(z, random, target) {
          const common = SD * Math.sqrt(CORRELATION) * random.normal();
          for (let figure = 0; figure < figures; figure++)
            target[figure] = meanOf(z, figure) + common + SD * Math.sqrt(1 - CORRELATION) * random.normal();
        },
      },
    ],
    exact([data]) {
      const mean = Float64Array.from(solved, (column) => column.reduce((sum, value, figure) => sum + value * data[figure], 0));
      solve(precision, parameters, mean);
      return { mean: [...mean], covariance, unknowns: { mean: [...mean], covariance } };
    },
  };
}

/** Scale of the SD between the three studies, and the SDs of their figures. */
const SCALE = 0.8;
const studySds = [0.25, 0.4, 0.6];

/** Three studies with one normal figure each, whose mean differs between them. */
const hierarchical: KnownProblem = {
  name: 'three studies that differ',
  parameters: 1,
  betweenStudy: [SCALE],
  studies: studySds.map((sd) => ({
    reads: [0],
    figures: 1,
    counts: [],
    trial(z, random, target) {
      target[0] = z[0] + sd * random.normal();
    },
  })),
  exact(data) {
    return posteriorOnGrid(this, 121, (x) => {
      const between = spreadAt(this, x, 0, 0);
      return studySds.reduce((sum, sd, study) => {
        const variance = squared(sd) + squared(between);
        return sum - squared(data[study][0] - x[0]) / (2 * variance) - log(variance) / 2;
      }, 0);
    });
  },
};

/** Doses, in units of the median of ED50, and the patients at each. */
const doses = [0, 0.5, 1, 3];
const PATIENTS = 20;

/** Responders at four doses: the logit of the probability is E0 + Emax·dose/(ED50 + dose), all three unknown. */
const emax: KnownProblem = {
  name: 'responders by dose (Emax)',
  parameters: 3,
  betweenStudy: [0, 0, 0],
  studies: [
    {
      reads: [0, 1, 2],
      figures: 0,
      counts: doses.map(() => PATIENTS),
      trial(z, random, target) {
        doses.forEach((dose, arm) => {
          const p = 1 / (1 + exp(-logitAt(z, dose)));
          target[arm] = 0;
          for (let patient = 0; patient < PATIENTS; patient++) if (random.uniform() < p) target[arm]++;
        });
      },
    },
  ],
  exact([data]) {
    return posteriorOnGrid(this, 31, (z) =>
      doses.reduce((sum, dose, arm) => {
        const logit = logitAt(z, dose);
        return sum + data[arm] * logit - PATIENTS * (logit > 0 ? logit + log1p(exp(-logit)) : log1p(exp(logit)));
      }, 0),
    );
  },
};

function logitAt(z: ArrayLike<number>, dose: number): number {
  return -1 + 0.7 * z[0] + (2.5 + 1.2 * z[1]) * (dose / (exp(0.8 * z[2]) + dose));
}

/** Patients of whom each of two groups reports a mean of exponential times. */
const FEW = 5;

/** Mean times of two groups of five: their sampling distributions are gamma, far from normal. @param scale  on which they are published */
function skewed(name: string, scale: (mean: number) => number, back: (figure: number) => number): KnownProblem {
  return {
    name,
    parameters: 2,
    betweenStudy: [0, 0],
    studies: [
      {
        reads: [0, 1],
        figures: 2,
        counts: [],
        trial(z, random, target) {
          for (const group of [0, 1]) {
            let sum = 0;
            for (let patient = 0; patient < FEW; patient++) sum -= log(random.uniform());
            target[group] = scale((exp(logTime(z, group)) * sum) / FEW);
          }
        },
      },
    ],
    exact([data]) {
      return posteriorOnGrid(this, 81, (z) =>
        [0, 1].reduce((sum, group) => sum - FEW * logTime(z, group) - FEW * back(data[group]) * exp(-logTime(z, group)), 0),
      );
    },
  };
}

function logTime(z: ArrayLike<number>, group: number): number {
  return 0.7 * z[0] + (group === 1 ? 0.5 * z[1] : 0);
}

/** Figures that each tend to a largest value as its parameter grows, and their SD. */
const [MANY, NOISE] = [12, 0.3];

/** Twelve figures of one trial, each of a parameter of its own. */
const saturating: KnownProblem = {
  name: 'saturating, 12 parameters',
  parameters: MANY,
  betweenStudy: Array.from({ length: MANY }, () => 0),
  studies: [
    {
      reads: Array.from({ length: MANY }, (_, at) => at),
      figures: MANY,
      counts: [],
      trial(z, random, target) {
        for (let at = 0; at < MANY; at++) target[at] = saturated(z[at]) + NOISE * random.normal();
      },
    },
  ],
  exact([data]) {
    const one: KnownProblem = { ...this, parameters: 1, betweenStudy: [0] };
    const each = Array.from(data, (value) => posteriorOnGrid(one, 181, ([z]) => -squared((value - saturated(z)) / NOISE) / 2));
    const mean = each.map((posterior) => posterior.mean[0]);
    const covariance = new Float64Array(MANY * MANY);
    each.forEach((posterior, at) => (covariance[at * (MANY + 1)] = posterior.covariance[0]));
    return { mean, covariance, unknowns: { mean, covariance } };
  },
};

function saturated(z: number): number {
  return 2 / (1 + exp(-z));
}

/** Problems with known posteriors. */
export const problems: readonly KnownProblem[] = [
  normal(3, 5),
  hierarchical,
  emax,
  skewed(
    'mean times of five patients',
    (mean) => mean,
    (figure) => figure,
  ),
  skewed('the same as logarithms', log, exp),
  normal(12, 14),
  saturating,
];
