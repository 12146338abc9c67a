import { conditionParts, givenConditions } from '../design/design.ts';
import { oddsRatioBetween } from '../outcomes/adverse-effects.ts';
import { processOf } from '../outcomes/endpoint-traits.ts';
import { adverseEffectNames } from '../outcomes/parameters.ts';
import { statedDose, type DeclaredDrug } from '../pharmacology/declared-drug.ts';
import type { Infusion, Pretreatment } from '../pharmacology/parameters.ts';
import { infusionForm, pretreatmentForm } from './short-forms.ts';
import type { MechanisticTrial } from './trial-model.ts';

/** A drug of a trial, ready for the engine: its declaration, whether the scenario wrote it out or by a short form. */
export interface TrialDrug {
  /** Its name in the scenario. */
  readonly name: string;
  /** Position among the drugs of the trial. */
  readonly index: number;
  readonly declaration: DeclaredDrug;
  /** Whether it is a short form, whose patients vary by the trial's common numbers. */
  readonly isShort: boolean;
  /** Whether anything is given. */
  readonly isActive: boolean;
  /** Whether it leaves the craving of the section `craving`. */
  readonly craves: boolean;
  /** Whether it is felt by dissociation, which differs with the patient's frailty. */
  readonly isFeltByFrailty: boolean;
  /** Probability of each adverse effect where it is the studied drug, in the order of `adverseEffectNames`. */
  readonly adverseProbabilities: readonly number[];
  /** Factor on the odds of each adverse effect where it is the pretreatment. */
  readonly adverseOddsRatios: readonly number[];
}

/** A drug as its form gives it. */
type DrugForm = Omit<TrialDrug, 'name' | 'index' | 'isFeltByFrailty'>;

/** The drugs of a trial by what declares them. */
interface TrialDrugs {
  readonly pretreatments: ReadonlyMap<string, TrialDrug>;
  readonly infusions: ReadonlyMap<string, TrialDrug>;
  readonly drugs: ReadonlyMap<string, TrialDrug>;
}

const known = new WeakMap<MechanisticTrial, TrialDrugs>();

/** Every drug that a trial declares, in the order of their indices. */
export function trialDrugs(model: MechanisticTrial): readonly TrialDrug[] {
  const { pretreatments, infusions, drugs } = drugsOf(model);
  return [...pretreatments.values(), ...infusions.values(), ...drugs.values()];
}

/** The pretreatment of that name; undefined where none is declared. */
export function pretreatmentNamed(model: MechanisticTrial, name: string): TrialDrug | undefined {
  const { pretreatments, drugs } = drugsOf(model);
  return pretreatments.get(name) ?? drugs.get(name);
}

/** The studied drug of that name; undefined where none is declared. */
export function studiedDrugNamed(model: MechanisticTrial, name: string): TrialDrug | undefined {
  const { infusions, drugs } = drugsOf(model);
  return infusions.get(name) ?? drugs.get(name);
}

/** Targets that a drug occupies without a full agonist's action, so that it takes away what others do there. */
export function blockedTargets({ declaration }: TrialDrug): string[] {
  return Object.entries(declaration.targets).flatMap(([target, { intrinsicActivity }]) => (intrinsicActivity < 1 ? [target] : []));
}

/**
 * The target whose blockade a trial is pictured by: the first that a declared drug of its conditions blocks, unless the opioid system is blocked or
 * nothing is.
 */
export function blockadeTarget(model: MechanisticTrial): string {
  const given = givenConditions(model.design).flatMap((condition) => {
    const { pretreatment, infusion } = conditionParts(condition, model.design.infusion);
    return [pretreatmentNamed(model, pretreatment), studiedDrugNamed(model, infusion)].filter((drug) => drug !== undefined);
  });
  const targets = given.flatMap((drug) => (drug.isShort ? [] : blockedTargets(drug)));
  const opioid = given.some((drug) => drug.isActive && blockedTargets(drug).includes('opioid'));
  return opioid ? 'opioid' : (targets[0] ?? 'opioid');
}

/** How what a trial studies is given: by infusion, or where a declared drug of it has another shape, as a dose. */
export function givenWord(model: MechanisticTrial): 'infusion' | 'dose' {
  const studied = givenConditions(model.design).map((condition) =>
    studiedDrugNamed(model, conditionParts(condition, model.design.infusion).infusion),
  );
  const isOther = studied.some((drug) => drug?.isShort === false && drug.declaration.kinetics.shape !== 'infusion');
  return isOther ? 'dose' : 'infusion';
}

function drugsOf(model: MechanisticTrial): TrialDrugs {
  const before = known.get(model);
  if (before !== undefined) return before;
  let index = 0;
  const each = <Declared>(declared: Readonly<Record<string, Declared>>, form: (given: Declared) => DrugForm) =>
    new Map(
      Object.entries(declared).map(([name, given]): [string, TrialDrug] => {
        const drug = form(given);
        const { endpoint } = drug.declaration.felt;
        const isFeltByFrailty = endpoint !== undefined && processOf(endpoint) === 'dissociation';
        return [name, { name, index: index++, ...drug, isFeltByFrailty }];
      }),
    );
  const found = {
    pretreatments: each(model.pretreatments, (given) => shortPretreatment(model, given)),
    infusions: each(model.infusions, (given) => shortInfusion(model, given)),
    drugs: each(model.drugs ?? {}, (given) => declaredDrug(model, given)),
  };
  known.set(model, found);
  return found;
}

function shortPretreatment({ adverseEffects }: MechanisticTrial, given: Pretreatment): DrugForm {
  const { drug, ...rest } = pretreatmentForm(given);
  const adverseOddsRatios = adverseEffectNames.map((effect) => adverseEffects[effect].blockerOddsRatio);
  return { declaration: drug, isShort: true, ...rest, adverseProbabilities: [], adverseOddsRatios };
}

function shortInfusion(model: MechanisticTrial, given: Infusion): DrugForm {
  const { drug, ...rest } = infusionForm(given, model);
  const adverseProbabilities = adverseEffectNames.map((effect) => drug.adverseEffects[effect]);
  return { declaration: drug, isShort: true, ...rest, adverseProbabilities, adverseOddsRatios: [] };
}

function declaredDrug({ adverseEffects }: MechanisticTrial, declaration: DeclaredDrug): DrugForm {
  const isActive = statedDose(declaration.dose).amount > 0;
  const background = adverseEffectNames.map((effect) => adverseEffects[effect].withoutDrug);
  const stated: Readonly<Record<string, number | undefined>> = isActive ? declaration.adverseEffects : {};
  const under = adverseEffectNames.map((effect, place) => stated[effect] ?? background[place]);
  const adverseOddsRatios = under.map((probability, place) => oddsRatioBetween(background[place], probability));
  return { declaration, isShort: false, isActive, craves: false, adverseProbabilities: under, adverseOddsRatios };
}
