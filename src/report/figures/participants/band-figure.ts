import { areaY, lineY } from '@observablehq/plot';
import { conditionParts, type Design } from '../../../design/design.ts';
import type { BandPoint, MedicationBand } from '../../../trial/mechanistic/medication-bands.ts';
import { listWords } from '../../sentences/endpoint-words.ts';
import type { Figure } from '../figure.ts';
import { seriesStyle } from '../palette.ts';

/** Concentration of the studied drug by condition: median and middle 90 % of participants. @param isChanged  whether a drug of the trial changes the kinetics of another */
export function concentrationFigure(
  bands: readonly MedicationBand[],
  patients: number,
  { infusion }: Pick<Design, 'infusion'>,
  given: 'infusion' | 'dose' = 'infusion',
  isChanged = false,
): Figure | undefined {
  const shown = bands.filter(({ concentration }) => concentration.some(({ high }) => high > 0));
  const drugs = listWords([...new Set(shown.map(({ condition }) => conditionParts(condition, infusion).infusion))]);
  return bandFigure(shown, patients, {
    name: 'concentration',
    title: `${drugs.charAt(0).toUpperCase()}${drugs.slice(1)} in plasma, between participants`,
    y: `${drugs} in plasma (ng/mL)`,
    x: `minutes since the start of the ${given}`,
    perHour: 60,
    digits: 0,
    points: (band) => band.concentration,
    each: 6,
    about: isChanged
      ? 'A pretreatment changes the kinetics of the drug as far as the scenario declares an interaction.'
      : `A pretreatment does not change the kinetics of ${given === 'infusion' ? 'an infusion' : 'a drug'} in this model: conditions with the same ${given} share a curve.`,
  });
}

/** Blockade of one target by condition: median and middle 90 % of participants who took the pretreatment. @param name  of the figure, and of its files */
export function blockadeFigure(
  bands: readonly MedicationBand[],
  patients: number,
  target: string,
  given: 'infusion' | 'dose' = 'infusion',
  name = 'blockade',
): Figure | undefined {
  const shown = bands.filter(({ blockade }) => blockade[target].some(({ high }) => high > 0));
  return bandFigure(shown, patients, {
    name,
    title: `${target.charAt(0).toUpperCase()}${target.slice(1)} blockade, between participants`,
    y: `${target === 'opioid' ? 'μ-opioid' : target} blockade (fraction)`,
    x: `days since the start of the ${given}`,
    perHour: 1 / 24,
    digits: 3,
    most: 1,
    points: (band) => band.blockade[target],
    each: 4,
    about: 'Conditions without a blocker have none and are not drawn.',
  });
}

interface BandWords {
  readonly name: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly perHour: number;
  readonly digits: number;
  readonly most?: number;
  /** Every how many points the table has a row. */
  readonly each: number;
  readonly about: string;
  points(band: MedicationBand): readonly BandPoint[];
}

function bandFigure(all: readonly MedicationBand[], patients: number, words: BandWords): Figure | undefined {
  if (all.length === 0) return undefined;
  const bands = distinct(all, words);
  const { name, title, x, y, perHour, digits, each, about } = words;
  const marks = bands.flatMap((band, position) => {
    const { colour, dash } = seriesStyle(position);
    const rows = words.points(band).map((point) => ({ ...point, time: perHour * point.hours }));
    return [
      areaY(rows, { x: 'time', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.18 }),
      lineY(rows, { x: 'time', y: 'median', stroke: colour, strokeWidth: 2.2, strokeDasharray: dash }),
    ];
  });
  const peaks = bands.map((band) => {
    const top = words.points(band).reduce((best, point) => (point.median > best.median ? point : best));
    return `${band.condition}: highest median ${top.median.toFixed(digits)} (middle 90 % ${top.low.toFixed(digits)} to ${top.high.toFixed(digits)})`;
  });
  return {
    name,
    title,
    alt: `Median and middle 90 % of participants over time. ${peaks.join('; ')}.`,
    caption: `Simulated for ${patients} participants of this study, each given the condition as the first treatment and taking every pretreatment. Line: median; band: middle 90 %. ${about}`,
    legend: bands.map(({ condition }, position) => ({ label: condition, style: seriesStyle(position) })),
    options: {
      height: 280,
      marginLeft: 56,
      marginBottom: 40,
      x: { label: x },
      y: { label: y, grid: true, zero: true, ...(words.most === undefined ? {} : { domain: [0, words.most] }) },
      marks,
    },
    table: {
      header: ['condition', x, 'median', 'middle 90 %'],
      rows: bands.flatMap((band) =>
        words
          .points(band)
          .filter((_, place) => place % each === 0)
          .map(({ hours, low, median, high }) => [
            band.condition,
            String(Number((perHour * hours).toFixed(1))),
            median.toFixed(digits),
            `${low.toFixed(digits)} to ${high.toFixed(digits)}`,
          ]),
      ),
    },
  };
}

/** Conditions with the same course stand under one name. */
function distinct(bands: readonly MedicationBand[], words: BandWords): MedicationBand[] {
  const found = new Map<string, MedicationBand>();
  for (const band of bands) {
    const course = JSON.stringify(words.points(band));
    const same = found.get(course);
    found.set(course, same === undefined ? band : { ...same, condition: `${same.condition}, ${band.condition}` });
  }
  return [...found.values()];
}
