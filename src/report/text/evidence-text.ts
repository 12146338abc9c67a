import { missInErrors, type Measured } from '../../evidence/acceptance-row.ts';
import type { EvidenceResult } from '../../evidence/evaluate.ts';
import type { LearnedUse } from '../../evidence/learned-figures.ts';
import type { PredictedFigure } from '../../evidence/posterior-predictive.ts';
import { references } from '../../evidence/references.ts';
import { textTable } from '../../text/text-table.ts';

const USES =
  'error: standard error of the published figure, of ratios that of the logarithm; miss: (simulated − published) / error\n' +
  'use: fitted = parameters were fitted to it; test = not used in the fit; set = a parameter was set to meet it';

const PREDICTED =
  'predicted: median, and 5 to 95 %, of what a new study with the published error would report over the draws of the posterior, under naltrexone with the opioid dependence of the draw; ' +
  'without a published error the figure of the model; p: two-sided, of a figure as far out as the published one';

const predictedCells = ({ median, lower, upper, p }: PredictedFigure): string[] => [
  shown(median),
  `${shown(lower)} to ${shown(upper)}`,
  p === undefined ? '' : p.toFixed(2),
];

const errorOf = (published: Measured | undefined): string =>
  published === undefined ? '' : `${published.error}${published.scale === 'log' ? ' (log)' : ''}`;

const LEARNED =
  'learn: fitted = the posterior was fitted to it, or to a figure that it is worked out of; test = it was held out of the fit; – = the evidence of the posterior does not have it';
const UNKNOWN = 'which figures the posterior was fitted to is not known: its file does not name them';

const LEARNED_TEXTS: Readonly<Record<LearnedUse, string>> = { fitted: 'fitted', 'held-out': 'test', 'not-used': '–' };

/** What a posterior predicts, and what became of the figures in it, row by row. */
export interface OfPosterior {
  readonly figures: readonly PredictedFigure[];
  readonly learned: readonly LearnedUse[] | undefined;
}

/** The acceptance table with what was simulated, as text; conflicts between sources and the sources themselves below it. */
export function evidenceText(results: readonly EvidenceResult[], patients: number, posterior?: OfPosterior): string {
  const { figures: predicted, learned } = posterior ?? {};
  const rows = results.map(({ row, figure, target, unit, lower, upper, simulated, met, sources, use, published }, place) => [
    String(row),
    figure,
    target,
    errorOf(published),
    `${shown(lower)} to ${shown(upper)}`,
    `${shown(simulated.value)} ± ${simulated.mcse < 1e-12 ? '0' : simulated.mcse.toPrecision(1)}`,
    published === undefined ? '' : `${missInErrors(published, simulated.value).toFixed(1).replace('-', '−')}`,
    ...(predicted === undefined ? [] : predictedCells(predicted[place])),
    unit,
    use,
    ...(learned === undefined ? [] : [LEARNED_TEXTS[learned[place]]]),
    met ? 'met' : 'MISSED',
    sources.join(', '),
  ]);
  const table = textTable([
    [
      'row',
      'figure',
      'published',
      'error',
      'accepted',
      'simulated ± MCSE',
      'miss',
      ...(predicted === undefined ? [] : ['predicted', '5–95 %', 'p']),
      'unit',
      'use',
      ...(learned === undefined ? [] : ['learn']),
      'verdict',
      'source',
    ],
    ...rows,
  ]);
  const conflicts = results.filter(({ conflict }) => conflict !== undefined).map(({ row, conflict }) => `  row ${row}: ${conflict}`);
  const used = [...new Set(results.flatMap(({ sources }) => sources))];
  const cited = used.map((key) => `  ${key}: ${references[key].authors} (${references[key].year}) ${references[key].locator}`);
  const missed = results.filter(({ met }) => !met);
  const verdict =
    missed.length === 0
      ? `all ${results.length} figures met`
      : [`${missed.length} of ${results.length} figures missed:`, ...missed.map(({ row, figure }) => `  row ${row}: ${figure}`)].join('\n');
  return [
    `published figures against ${patients} virtual patients`,
    table,
    posterior === undefined ? USES : `${USES}\n${learned === undefined ? UNKNOWN : LEARNED}\n${PREDICTED}`,
    verdict,
    `sources that disagree or fall short:\n${[...new Set(conflicts)].join('\n')}`,
    `sources:\n${cited.join('\n')}`,
  ].join('\n\n');
}

function shown(value: number): string {
  if (value === Infinity) return '∞';
  return (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)).replace('-', '−');
}
