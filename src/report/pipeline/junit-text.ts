import { checkRuns } from '../check-arguments.ts';
import { XMLBuilder } from 'fast-xml-parser';
import type { PowerResult } from '../../power/characteristics/power-result.ts';
import { boundWords, type GateResult } from '../../power/stopping/requirement.ts';
import type { Study } from '../../study/study.ts';
import { failureText } from '../text/failure-text.ts';
import { proportion } from '../text/power-text.ts';

/** A scenario that was run, and what was decided about it. */
export interface GatedRun {
  /** The scenario's file: two files may have the same name within. */
  readonly file: string;
  readonly study: Study;
  readonly hash: string;
  readonly result: PowerResult;
  readonly decided?: GateResult | undefined;
}

/**
 * Decisions as JUnit XML: a suite for every scenario, in it a case that its analyses could be estimated and one for every requirement.
 * A missed requirement is a failure, an undecided one an error (more trials are needed before anything is known), so that both stop a pipeline and look different.
 * No times and no host: the same run gives the same bytes.
 *
 * @example
 * ```ts
 * import { estimatePower } from 'crossover-sim/power';
 * import { junitText } from 'crossover-sim/report';
 * import { readStudy, scenarioHash, starterScenario } from 'crossover-sim/scenario';
 * const study = readStudy(starterScenario({ participants: 24, difference: 3, sd: 5 }), { replicates: 200 });
 * const result = estimatePower(study);
 * junitText([{ file: 'trial.yaml', study, hash: scenarioHash(study), result }]); // → '<?xml version="1.0" encoding="UTF-8"?>…'
 * ```
 */
export function junitText(runs: readonly GatedRun[]): string {
  checkRuns('runs', runs);
  const suites = runs.map(suiteOf);
  const total = (name: '@tests' | '@failures' | '@errors'): number => suites.reduce((sum, suite) => sum + suite[name], 0);
  const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true, suppressBooleanAttributes: false });
  const document = builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      '@name': 'crossover-sim',
      '@tests': total('@tests'),
      '@failures': total('@failures'),
      '@errors': total('@errors'),
      testsuite: suites,
    },
  });
  return document.endsWith('\n') ? document : `${document}\n`;
}

function suiteOf({ file, study, hash, result, decided }: GatedRun) {
  const failed = failureText(study, result);
  const cases = [
    {
      '@classname': study.name,
      '@name': 'analyses can be estimated',
      '@file': inXml(file),
      ...(failed === undefined ? {} : { error: said('not estimable', failed) }),
    },
    ...(decided?.requirements ?? []).map(({ of, decision, power, bound, level, lower, upper }) => {
      const simulated = of === 'claim' && result.claim !== undefined ? result.claim.power : result.analyses[of].power;
      const words = `required ${bound === undefined ? '' : 'below '}${power}, simulated ${proportion(simulated)} in ${result.replicates} trials; ${Number((100 * level).toFixed(2))} % confidence sequence ${lower.toFixed(4)} to ${upper.toFixed(4)}`;
      return {
        '@classname': study.name,
        '@name': `${bound === undefined ? 'power' : 'rate of success'} of ${of} is ${boundWords({ power, bound })}`,
        '@file': inXml(file),
        ...(decision === 'missed'
          ? { failure: said('missed', words) }
          : decision === 'undecided'
            ? { error: said('undecided', words) }
            : { 'system-out': words }),
      };
    }),
  ];
  return {
    '@name': study.name,
    '@tests': cases.length,
    '@failures': cases.filter((each) => 'failure' in each).length,
    '@errors': cases.filter((each) => 'error' in each).length,
    properties: {
      property: [
        { '@name': 'scenario hash', '@value': hash },
        { '@name': 'seed', '@value': inXml(study.seed) },
        { '@name': 'replicates', '@value': result.replicates },
      ],
    },
    testcase: cases,
  };
}

function said(type: string, message: string) {
  return { '@type': type, '@message': inXml(message.split('\n').join('; ')) };
}

/** Text of characters that XML 1.0 may hold; others are replaced. */
function inXml(text: string): string {
  return text.replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
