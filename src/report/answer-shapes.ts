import type { Shape } from '../arguments/shape.ts';
import { proportionShape } from '../power/check-arguments.ts';
import { curveShape } from './picture-shapes.ts';

/** A power as it was simulated; null where too many analyses failed for one. */
const power: Shape = { orNull: proportionShape };

const figure: Shape = { fields: { value: { orNull: 'number' }, mcse: { orNull: 'number' } } };

/** How a text is laid out. */
export const layoutShape: Shape = {
  fields: { 'columns?': 'aboveZero', 'details?': 'boolean', 'unicode?': 'boolean', 'paint?': 'function', 'rate?': 'text' },
};

/** How a power is laid out. */
export const powerLayoutShape: Shape = {
  every: [
    layoutShape,
    {
      fields: {
        'command?': 'function',
        'derived?': { list: 'text' },
        'over?': 'object',
        'blinding?': 'object',
        'risks?': { list: 'object' },
        'decided?': 'text',
      },
    },
  ],
};

const analysisResult: Shape = {
  fields: { power, trueEffect: { orNull: 'number' }, estimand: 'text', meanEstimate: figure, bias: figure, coverage: 'object' },
};

/** Operating characteristics as they are computed or stored. */
export const resultShape: Shape = {
  fields: {
    participants: 'size',
    replicates: 'size',
    analyses: { record: analysisResult },
    'claim?': { fields: { name: 'text', power } },
    flow: { fields: { screened: 'amount', randomised: 'amount', perPeriod: { list: 'amount' }, reasons: { record: 'number' } } },
  },
};

/** How a gate was decided. */
export const gateShape: Shape = {
  fields: {
    decision: { oneOf: ['met', 'missed', 'undecided'] },
    requirements: {
      list: { fields: { of: 'text', decision: 'text', power: 'number', level: 'number', lower: 'number', upper: 'number' } },
    },
  },
};

/** Values of a study with their sources. */
export const describedShape: Shape = {
  list: { fields: { path: 'text', value: 'anything', unit: 'text', origin: 'text', source: 'text', basis: 'text', parameter: 'object' } },
};

const end: Shape = { fields: { value: 'number', power: figure } };

/** A tornado. */
export const tornadoShape: Shape = {
  fields: {
    base: { fields: { value: 'number', mcse: 'number' } },
    target: 'probability',
    bars: { list: { fields: { path: 'text', unit: 'text', low: end, high: end, swing: figure } } },
  },
};

/** A tornado with what it is of. */
export const tornadoAnswerShape: Shape = {
  every: [
    tornadoShape,
    {
      fields: {
        of: 'text',
        from: 'text',
        base: proportionShape,
        bars: { list: 'object', least: 1 },
        refused: { list: 'text' },
        'threshold?': 'object',
        'falseClaim?': 'boolean',
      },
    },
  ],
};

const averaged: Shape = { fields: { value: 'number', mcse: 'number' } };

const rangeEnd: Shape = { fields: { power: 'number', mcse: 'number' } };

/** What assurance is. */
export const assuranceShape: Shape = {
  fields: {
    of: 'text',
    target: 'probability',
    trialsPerDraw: 'size',
    notEstimable: 'probability',
    asAssumed: proportionShape,
    assurance: averaged,
    sd: 'amount',
    quantiles: { list: { fields: { p: 'number', power: 'number' } } },
    reachesTarget: averaged,
    draws: { list: { fields: { weight: 'number', set: 'object', power: 'number' } } },
    ranges: { list: { fields: { share: 'probability', lower: rangeEnd, upper: rangeEnd } }, least: 1 },
    'posterior?': 'boolean',
    'falseClaim?': 'boolean',
  },
};

/** What a search for a sample size by assurance found. */
export const assuranceSizeShape: Shape = {
  fields: {
    target: 'probability',
    of: 'text',
    draws: 'size',
    trialsPerDraw: 'size',
    ceiling: 'probability',
    'answer?': { fields: { participants: 'size', assurance: averaged, interval: 'object' } },
    'notReached?': 'text',
    curve: { list: { fields: { participants: 'size', assurance: averaged } } },
  },
};

/** What a search for a sample size found. */
export const sampleSizeShape: Shape = {
  fields: {
    target: 'probability',
    of: 'text',
    replicates: 'size',
    'answer?': { fields: { participants: 'size', interval: 'object', power: proportionShape } },
    'notReached?': 'text',
    'failures?': 'text',
    'notes?': { list: 'text' },
    curve: curveShape,
  },
};

const difference: Shape = { fields: { value: 'number', mcse: 'number' } };

/** Rows of a sweep, the first with a study. */
export const sweepShape: Shape = { list: { fields: { set: 'object', study: 'object', result: resultShape, difference } }, least: 1 };

/** Designs against worlds. */
export const comparisonShape: Shape = {
  fields: {
    cells: {
      list: { fields: { design: 'text', world: 'text', holds: 'boolean', probability: power, difference: { orNull: difference } } },
    },
    separations: {
      list: {
        fields: { design: 'text', lowestPower: 'object', highestFalse: 'object', value: 'number', mcse: 'number', behindBest: 'object' },
      },
    },
    varianceRatio: 'object',
  },
};

/** What worlds change. */
export const changesShape: Shape = {
  list: { fields: { world: 'text', designs: { list: 'text' }, path: 'text', from: 'text', to: 'text' } },
};

const index: Shape = { fields: { estimate: 'number', standardError: 'number', lower: 'number', upper: 'number' } };

/** Blinding indices by question and period. */
export const blindingShape: Shape = {
  list: {
    fields: {
      question: 'text',
      period: 'size',
      'james?': index,
      arms: { list: { fields: { arm: 'text', right: 'count', wrong: 'count', doNotKnow: 'count', 'bang?': index } } },
    },
  },
};

/** Cells of a comparison, the first with a study. */
export const comparedShape: Shape = {
  list: { fields: { design: 'text', world: 'text', study: 'object', successes: 'object', sound: 'boolean' } },
  least: 1,
};

/** The file that R code reads. */
export const sourceShape: Shape = {
  fields: {
    file: 'text',
    'lines?': { list: 'text' },
    'delimiter?': 'text',
    columns: { record: 'text' },
    trial: 'text',
    'firstPeriod?': 'count',
  },
};
