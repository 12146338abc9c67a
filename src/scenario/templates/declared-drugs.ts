import { infusionKinds, pretreatmentKinds } from '../../pharmacology/parameters.ts';

/** A drug or a blocker that a shipped file declares. */
export interface DeclaredDrug {
  readonly name: string;
  readonly role: 'drug' | 'blocker';
  /** The shipped file that declares it, as `extends` names it; absent where the scenario that a starter extends does. */
  readonly file?: string;
  /** What a blocker blocks. */
  readonly target?: string;
  /** Of a drug whose effects are declared one by one: what it moves. */
  readonly effects?: readonly string[];
  /** Those of them that it lowers. */
  readonly lowers?: readonly string[];
}

/** An endpoint that a shipped file declares. */
export interface ShippedEndpoint {
  readonly name: string;
  /** As in sentences. */
  readonly label: string;
  /** The shipped file that declares it, as `extends` names it. */
  readonly file: string;
  /** Whether it is rated from severity, item by item; else it is a rating of its own, which moves where a drug says so. */
  readonly isScale: boolean;
}

/** The endpoints that a file declares. @param written  the section `outcomes` of the file as it is written   @param file  the name of the file */
export function shippedEndpoints(written: unknown, file: string): ShippedEndpoint[] {
  const entries = isMap(written) ? Object.entries(written) : [];
  return entries.flatMap(([name, entry]) => {
    if (!isMap(entry)) return [];
    const { shortLabel, label = name, items } = entry;
    return [{ name, label: String(shortLabel ?? label), file, isScale: items !== undefined }];
  });
}

/**
 * The drugs that a file declares. A pretreatment that blocks nothing and an infusion of nothing are none.
 * @param written  the section `treatments` of the file as it is written
 * @param file     the name of the file
 */
export function declaredDrugs(written: unknown, file?: string): DeclaredDrug[] {
  const from = file === undefined ? {} : { file };
  const blockers = entriesOf(written, 'pretreatments').flatMap(([name, { kind, target }]): DeclaredDrug[] => {
    const table: unknown = Object.entries(pretreatmentKinds).find(([known]) => known === kind)?.[1];
    const usual = isMap(table) && isMap(table.target) ? table.target.default : undefined;
    const blocked = target ?? usual;
    return typeof blocked === 'string' ? [{ name, role: 'blocker', target: blocked, ...from }] : [];
  });
  const drugs = entriesOf(written, 'infusions').flatMap(([name, { kind }]): DeclaredDrug[] =>
    isOfNothing(kind) ? [] : [{ name, role: 'drug', ...from }],
  );
  const byShape = entriesOf(written, 'drugs').flatMap(([name, { effects, targets }]): DeclaredDrug[] => {
    const moved = isMap(effects) ? Object.keys(effects) : [];
    const isLowered = (on: string): boolean => isMap(effects) && isMap(effects[on]) && Number(effects[on].size) < 0;
    if (moved.length > 0) return [{ name, role: 'drug', effects: moved, lowers: moved.filter(isLowered), ...from }];
    const [target] = isMap(targets) ? Object.keys(targets) : [];
    return target === undefined ? [] : [{ name, role: 'blocker', target, ...from }];
  });
  return [...blockers, ...drugs, ...byShape];
}

/** Whether a kind of infusion has no numbers: there is nothing in it. */
function isOfNothing(kind: unknown): boolean {
  return Object.entries(infusionKinds).some(([known, table]) => known === kind && Object.keys(table).length === 0);
}

function entriesOf(written: unknown, group: string): [string, Record<string, unknown>][] {
  const entries = isMap(written) && isMap(written[group]) ? Object.entries(written[group]) : [];
  return entries.flatMap(([name, entry]) => (isMap(entry) ? [[name, entry]] : []));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
