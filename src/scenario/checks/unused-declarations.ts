import { bindAnalysis } from '../../analysis/index.ts';
import { conditionParts, givenConditions } from '../../design/design.ts';
import { SEVERITY_ENDPOINT } from '../../outcomes/scales/index.ts';
import { questionOf } from '../../study/question.ts';
import type { DocumentTree } from '../document/document-tree.ts';
import { mergeTree } from '../document/merge-tree.ts';
import { validateAgainstSchema } from '../schema/repair.ts';
import type { ResolvedScenario } from '../schema/scenario-schema.ts';
import { ofShortForm } from '../resolved/unread-declarations.ts';
import { designOf, plannedAnalysis } from '../resolved/study-of.ts';

/** A declaration that nothing uses, and the layer of files and options that wrote it last. */
export interface UnusedDeclaration {
  readonly path: string;
  readonly message: string;
  readonly layer: number;
}

/**
 * Infusions and pretreatments that no condition gives, visits at which no outcome is recorded, and outcomes that neither an analysis nor the
 * run-in nor a rule of the trial reads (unless they are exploratory), and values of the short forms where all studied drugs are declared, each by
 * its path with the reason.
 */
function unusedIn(scenario: ResolvedScenario): Map<string, string> {
  const unused = new Map<string, string>();
  if (scenario.model !== 'mechanistic') return unused;
  const note = (section: string, names: readonly string[], used: ReadonlySet<string>, reason: string): void => {
    for (const name of names) if (!used.has(name)) unused.set(`${section}.${name}`, `declared and never used: ${reason}`);
  };
  const design = designOf(scenario);
  const given = givenConditions(design).map((condition) => conditionParts(condition, design.infusion));
  const { pretreatments, infusions, drugs } = scenario.treatments;
  const unnamed = 'no condition of the design gives it';
  note('treatments.pretreatments', Object.keys(pretreatments), new Set(given.map((each) => each.pretreatment)), unnamed);
  note('treatments.infusions', Object.keys(infusions), new Set(given.map((each) => each.infusion)), unnamed);
  const recorded = Object.entries(scenario.outcomes).filter(([, outcome]) => outcome !== undefined);
  note('treatments.drugs', Object.keys(drugs), new Set(given.flatMap((each) => [each.pretreatment, each.infusion])), unnamed);
  if (given.every(({ infusion }) => Object.hasOwn(drugs, infusion)))
    for (const path of ofShortForm)
      unused.set(path, `acts on short-form drugs alone, of which none is given: ${insteadOf[path] ?? 'a declared drug says its own'}`);
  const rated = new Set(recorded.flatMap(([, outcome]) => outcome?.visits ?? []));
  note('visits', Object.keys(scenario.visits), rated, 'no outcome is recorded at it');
  const needed = new Set([...endpointsRead(scenario), ...recorded.flatMap(([name, outcome]) => (outcome?.exploratory ? [name] : []))]);
  note(
    'outcomes',
    recorded.map(([name]) => name),
    needed,
    'no analysis reads it (exploratory: true says that it is recorded for its own sake)',
  );
  return unused;
}

/** What says of a declared drug what a value says of a short form. */
const insteadOf: Readonly<Record<string, string>> = {
  'response.opioidDependence': 'say response.dependence.opioid',
  'response.otherDependence': 'say response.dependence with the name of the target',
};

/** Endpoints that an analysis, the run-in, the wait for the baseline or a missing-data mechanism reads. */
function endpointsRead(scenario: ResolvedScenario): string[] {
  const { analyses, design, missingness, power } = scenario;
  const read = Object.values(analyses).flatMap((written) => {
    const planned = plannedAnalysis(scenario, written);
    try {
      const bound = bindAnalysis(planned.method, questionOf(planned, power.level), planned.options);
      return bound.columns.map((column) => column.slice(0, column.indexOf('@')));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return [planned.endpoint]; // an analysis that is at fault itself still names its endpoint
    }
  });
  const { betweenPeriodsScoreSlope, betweenPeriodsChangeSlope, perVisitScoreSlope } = missingness;
  const isOnScores = [betweenPeriodsScoreSlope, betweenPeriodsChangeSlope, perVisitScoreSlope].some((slope) => slope !== 0);
  if (isOnScores || design.rebaselineShare > 0) read.push(SEVERITY_ENDPOINT);
  if (design.enrichment !== undefined) read.push(design.enrichment.endpoint);
  return read;
}

/**
 * What the files and options of a scenario declare and nothing uses: neither the scenario itself nor, for what it inherits unchanged, a file
 * that it extends. Defaults of every scenario are not declarations; a scenario without analyses is for its data alone,
 * so all its outcomes are used.
 *
 * @param base    what stands below all layers
 * @param layers  the files, the lowest first, then the options
 */
export function unusedDeclarations(scenario: ResolvedScenario, base: DocumentTree, layers: readonly DocumentTree[]): UnusedDeclaration[] {
  const isForData = Object.keys(scenario.analyses).length === 0;
  const last = layers.length - 1;
  const known = new Map<number, ReadonlyMap<string, string> | undefined>();
  const unusedBelow = (layer: number): ReadonlyMap<string, string> | undefined => {
    if (!known.has(layer)) {
      const { value } = layers.slice(0, layer + 1).reduce((below, above) => mergeTree(below, above), base);
      const written = Object.fromEntries(Object.entries({ name: 'base', ...value }).filter(([name]) => name !== 'extends'));
      const resolved = validateAgainstSchema(written).scenario;
      known.set(layer, resolved === undefined ? undefined : unusedIn(resolved));
    }
    return known.get(layer);
  };
  return [...unusedIn(scenario)].flatMap(([path, message]) => {
    if (isForData && path.startsWith('outcomes.')) return [];
    const layer = layers.findLastIndex(({ value }) => isWritten(value, path.split('.')));
    if (layer < 0) return [];
    for (let below = layer; below < last; below++) {
      const unused = unusedBelow(below);
      if (unused !== undefined && !unused.has(path)) return [];
    }
    return [{ path, message, layer }];
  });
}

function isWritten(value: unknown, path: readonly string[]): boolean {
  const found = path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part) ? (inner as Record<string, unknown>)[part] : undefined,
    value,
  );
  return found !== undefined && found !== null;
}
