import { log } from '../elementary/index.ts';
import type { Kinetics } from '../pharmacology/kinetics-shapes.ts';
import { studiedDrugNamed } from '../trial/drugs.ts';
import type { EvidenceSample } from './evidence-sample.ts';
import { average, figure, type Figure } from './figure.ts';

/** A parameter of the scenario's ketamine infusion, or a sum of two. */
export function ketamineParameter(...names: readonly ('clearance' | 'centralVolume' | 'peripheralVolume')[]): Figure {
  return figure([], ({ model }) => {
    const ketamine = infusionOf(model);
    return names.reduce((sum, name) => sum + ketamine[name], 0);
  });
}

function infusionOf(model: EvidenceSample['model']): Kinetics<'infusion'> {
  const kinetics = studiedDrugNamed(model, 'ketamine')?.declaration.kinetics;
  if (kinetics?.shape !== 'infusion') throw new RangeError('ketamine is not declared as an infusion');
  return kinetics;
}

/** Mean plasma concentration at the end of the infusion (ng/mL), or the share of patients between two concentrations. */
export function peakConcentration(between?: readonly [number, number]): Figure {
  return figure([], (sample, from, to) => {
    const hours = infusionOf(sample.model).minutes / 60;
    const levels = among(sample, from, to).map((medication) => medication.concentration(hours, 'plasma'));
    return between === undefined ? average(levels) : average(levels.map((level) => (level >= between[0] && level <= between[1] ? 1 : 0)));
  });
}

/** Mean μ-opioid blockade, fraction, so many hours after the tablet. */
export function blockade(hoursAfterTablet: number): Figure {
  return figure([], (sample, from, to) =>
    average(among(sample, from, to).map((medication) => medication.blockade(hoursAfterTablet - sample.leadHours(), 'opioid'))),
  );
}

/** Mean half-time of the fall of blockade between days 2 and 6, h. */
export function blockadeHalfTime(): Figure {
  return figure([], (sample, from, to) =>
    average(
      among(sample, from, to).map(
        (medication) => (96 * Math.LN2) / log(medication.blockade(48, 'opioid') / medication.blockade(144, 'opioid')),
      ),
    ),
  );
}

const among = (sample: EvidenceSample, from: number, to: number) => {
  const all = sample.medications();
  const scale = all.length / sample.patients;
  return all.slice(Math.floor(from * scale), Math.max(Math.floor(from * scale) + 1, Math.floor(to * scale)));
};
