import { withPatients } from '../trial/trial-model.ts';
import { scaledPlan } from './interim-plan.ts';
import type { Study } from './study.ts';

/** The same study with another number of participants; interim analyses stay at the same fractions of them. */
export function withParticipants(study: Study, participants: number): Study {
  const { trial, interim } = study;
  const sized = { ...study, trial: withPatients(trial, participants) };
  return interim === undefined ? sized : { ...sized, interim: scaledPlan(interim, trial.design.participants, participants) };
}

/**
 * The study with no more analyses than it takes to decide about some of them: they themselves, those that are judged together with them, and the one at which interim analyses
 * are made. The claim stays where all of its analyses do.
 * @param asked  names of analyses; those of the claim, or else all, where left out
 */
export function onlyWhatDecides(study: Study, asked: readonly string[] = study.claim?.all ?? Object.keys(study.analyses)): Study {
  const { analyses, interim, multiplicity, claim, ...rest } = study;
  const judged = asked.some((name) => multiplicity?.analyses.includes(name) === true) ? multiplicity : undefined;
  const needed = new Set([...asked, ...(judged?.analyses ?? []), ...(interim === undefined ? [] : [interim.analysis])]);
  return {
    ...rest,
    analyses: Object.fromEntries(Object.entries(analyses).filter(([name]) => needed.has(name))),
    ...(claim?.all.every((name) => needed.has(name)) === true ? { claim } : {}),
    ...(interim === undefined ? {} : { interim }),
    ...(judged === undefined ? {} : { multiplicity: judged }),
  };
}
