/** What is loaded after the first figures are shown: changes of the text, pictures, documents and data files. */
export { decidedText } from '../../report/index.ts';
export { changedText, valueAt, withoutChangedSources } from './change-value.ts';
export { drawCurve } from './drawn.ts';
export { anotherAnalysis, otherKeys } from './other-keys.ts';
export { compareWorlds, drawTornado } from './rival-assumptions.ts';
export { showTrial } from './show-trial.ts';
export { runFile, trialTable } from './take-away.ts';
