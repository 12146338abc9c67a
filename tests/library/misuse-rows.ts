import type { MisuseRow } from './misuse.ts';

const freeTextOfStudy = (name: string): Readonly<Record<string, string>> => ({
  [`${name}.name`]: 'text empty-text',
  [`${name}.title`]: 'text empty-text',
  [`${name}.seed`]: 'text empty-text',
});

const freeTextOfQuestion = (name: string): Readonly<Record<string, string>> => ({
  [`${name}.endpoint`]: 'text',
  [`${name}.visit`]: 'text empty-text',
  [`${name}.baseline`]: 'text empty-text',
  [`${name}.reference`]: 'text',
  [`${name}.comparator`]: 'text',
});

/** Sections of a scenario of the statistical outcome model from which no number comes. */
/** What the material of a report may have that a program does not check. */
const ofMaterial: Readonly<Record<string, string>> = {
  'material.hash': 'text empty-text',
  'material.samples': 'list',
  'material.curves': 'missing',
  'material.values': 'list',
  'material.commands': 'list',
};

const unreadSections: Readonly<Record<string, string>> = {
  'scenario.name': 'anything',
  'scenario.title': 'anything',
  'scenario.about': 'anything',
  'scenario.seed': 'anything',
  'scenario.visits': 'anything',
  'scenario.outcomes': 'anything',
  'scenario.population': 'anything',
  'scenario.treatments': 'anything',
  'scenario.response': 'anything',
  'scenario.belief': 'anything',
  'scenario.dissociation': 'anything',
  'scenario.adverseEffects': 'anything',
  'scenario.craving': 'anything',
  'scenario.assay': 'anything',
  'scenario.misuse': 'anything',
  'scenario.measurement': 'anything',
  'scenario.claim': 'anything',
  'scenario.evidence': 'anything',
};

/**
 * Every function of every door: its arguments, and what is legitimate of them beside what its example shows. `anything` stands for values that the function
 * does not read. What a scenario or a data file says wrongly is no wrong argument: `readScenario` and the readers of data return it as problems, `readStudy`
 * throws an Error that lists them.
 */
export const rows: Readonly<Record<string, MisuseRow>> = {
  // crossover-sim
  readScenario: { arguments: 'source options', accepts: { 'source.path': 'text empty-text', 'source.text': 'text empty-text' } },
  readStudy: { arguments: 'text options?', text: 'text', accepts: { options: 'object', 'options.set': 'missing list' } },
  declaredRequirements: {
    arguments: 'study scenario',
    accepts: {
      'scenario.seed': 'missing negative list',
      'scenario.design': 'missing negative list',
      'scenario.missingness': 'missing negative list',
      'scenario.analyses': 'missing negative list',
    },
  },
  scenarioHash: { arguments: 'study', whole: true, accepts: { ...freeTextOfStudy('study'), 'study.claim': 'missing' } },
  scenarioJsonSchema: { arguments: '' },
  estimatePower: { arguments: 'study' },
  estimatePowerAsync: {
    arguments: 'study options?',
    accepts: {
      options: 'object',
      'options.signal': 'missing',
      'options.onProgress': 'missing',
    },
  },
  decide: { arguments: 'power required', accepts: { 'power.mcse': 'fractional' } },
  compileTrial: {
    arguments: 'model key reads keepItems? concentrations?',
    whole: true,
    accepts: { keepItems: 'boolean', concentrations: 'list' },
  },
  potentialOutcomes: { arguments: 'model key reads patients replicate?', accepts: { replicate: 'negative' } },
  attenuationOf: { arguments: 'trial key asked' },
  solveDependence: {
    arguments: 'trial key asked share set?',
    accepts: { 'asked.share': 'anything', share: 'negative fractional' },
  },
  withTotalLoss: { arguments: 'trial endpoint', accepts: { endpoint: 'text' } },
  derivedFigures: { arguments: 'model' },
  columnKey: { arguments: 'endpoint visit', accepts: { endpoint: 'text empty-text', visit: 'text empty-text' } },
  bindAnalysis: { arguments: 'name question options?', accepts: { ...freeTextOfQuestion('question'), options: 'object' } },
  estimandOf: { arguments: 'name options?', accepts: { options: 'object' } },
  streamId: { arguments: 'name', accepts: { name: 'text empty-text' } },
  rootKey: { arguments: 'seed', accepts: { seed: 'text empty-text negative fractional' } },
  powerText: { arguments: 'study result layout?', accepts: { layout: 'object' } },

  // crossover-sim/scenario
  describedStudy: {
    arguments: 'study origins',
    accepts: {
      origins: 'missing object',
      'origins.*': 'object',
    },
  },
  unreadValues: {
    arguments: 'study origins',
    accepts: {
      origins: 'object',
      'origins.*': 'object',
    },
  },
  usedStudy: { arguments: 'study' },
  parameterValues: {
    arguments: 'scenario',
    whole: true,
    accepts: {
      ...unreadSections,
      'scenario.analyses': 'object',
    },
  },
  isOrigins: { arguments: 'value', accepts: { value: 'anything', 'value.gaussian.difference': 'anything' } },
  uncertaintyOf: {
    arguments: 'scenario',
    whole: true,
    accepts: {
      ...unreadSections,
      'scenario.analyses': 'object',
      'scenario.uncertainty': 'missing',
    },
  },
  uncertainValues: {
    arguments: 'scenario',
    whole: true,
    accepts: {
      ...unreadSections,
      'scenario.analyses': 'object',
    },
  },
  starterScenario: { arguments: 'numbers', accepts: { 'numbers.difference': 'negative fractional', 'numbers.sd': 'fractional' } },

  // crossover-sim/analysis
  blindingOf: { arguments: 'table level?', accepts: { 'table.question': 'text empty-text' } },
  methodNamed: { arguments: 'name' },

  // crossover-sim/statistics
  betaCdf: { arguments: 'x a b', accepts: { x: 'negative infinite fractional', a: 'fractional', b: 'fractional' } },
  betaQuantile: { arguments: 'p a b', accepts: { a: 'fractional', b: 'fractional' } },
  betaUpperTail: { arguments: 'x a b', accepts: { x: 'negative infinite fractional', a: 'fractional', b: 'fractional' } },
  binomialCdf: { arguments: 'x n p', accepts: { x: 'negative' } },
  binomialProbability: { arguments: 'x n p', accepts: { x: 'negative' } },
  binomialUpperTail: { arguments: 'x n p', accepts: { x: 'negative' } },
  chiSquareCdf: { arguments: 'x df', accepts: { x: 'negative infinite fractional', df: 'fractional' } },
  chiSquareUpperQuantile: { arguments: 'p df', accepts: { df: 'fractional' } },
  chiSquareUpperTail: { arguments: 'x df', accepts: { x: 'negative infinite fractional', df: 'fractional' } },
  fUpperQuantile: { arguments: 'p df1 df2', accepts: { df1: 'fractional', df2: 'infinite fractional' } },
  fUpperTail: { arguments: 'f df1 df2', accepts: { f: 'negative infinite fractional', df1: 'fractional', df2: 'infinite fractional' } },
  logBeta: { arguments: 'a b', accepts: { a: 'fractional', b: 'fractional' } },
  logGamma: { arguments: 'x', accepts: { x: 'fractional' } },
  noncentralTCdf: {
    arguments: 't df ncp',
    accepts: { t: 'negative infinite fractional', df: 'infinite fractional', ncp: 'negative fractional' },
  },
  noncentralTQuantile: { arguments: 'p df ncp', accepts: { df: 'infinite fractional', ncp: 'negative fractional' } },
  noncentralTUpperTail: {
    arguments: 't df ncp',
    accepts: { t: 'negative infinite fractional', df: 'infinite fractional', ncp: 'negative fractional' },
  },
  normalCdf: { arguments: 'x', accepts: { x: 'negative infinite fractional' } },
  normalDensity: { arguments: 'x', accepts: { x: 'negative infinite fractional' } },
  normalQuantile: { arguments: 'p' },
  normalUpperTail: { arguments: 'x', accepts: { x: 'negative infinite fractional' } },
  owensQ: {
    arguments: 'df t ncp a? b?',
    accepts: { df: 'fractional', t: 'negative fractional', ncp: 'negative fractional', a: 'fractional', b: 'infinite fractional' },
  },
  criticalT: { arguments: 'alpha df', accepts: { df: 'infinite fractional' } },
  studentTCdf: { arguments: 't df', accepts: { t: 'negative infinite fractional', df: 'infinite fractional' } },
  studentTQuantile: { arguments: 'p df', accepts: { df: 'infinite fractional' } },
  studentTTwoSided: { arguments: 't df', accepts: { t: 'negative infinite fractional', df: 'infinite fractional' } },
  studentTUpperTail: { arguments: 't df', accepts: { t: 'negative infinite fractional', df: 'infinite fractional' } },
  rankSumQuantile: { arguments: 'p m n' },
  untiedRankSumTails: { arguments: 'm n u' },
  signedRankQuantile: { arguments: 'p n' },
  untiedSignedRankTails: { arguments: 'n v' },
  signTestTails: { arguments: 'x n' },
  trendTest: { arguments: 'first second' },
  criticalTAtLooks: { arguments: 'bounds df', accepts: { 'df.0': 'infinite fractional' } },
  crossingProbabilities: { arguments: 'bounds drift', accepts: { drift: 'negative fractional' } },
  driftAfterStopping: { arguments: 'bounds stopped level?', accepts: { 'stopped.z': 'negative fractional' } },
  efficacyBoundary: { arguments: 'plan' },
  futilityBoundary: { arguments: 'plan rule' },
  nominalPValues: { arguments: 'bounds' },
  spentBy: { arguments: 'spending level t', accepts: { t: 'infinite fractional' } },
  stageWisePValue: { arguments: 'bounds stopped', accepts: { 'stopped.z': 'negative fractional' } },
  stageWiseTwoSided: { arguments: 'bounds stopped', accepts: { 'stopped.z': 'negative fractional' } },
  bangIndex: { arguments: 'counts weights? level?', accepts: { 'weights.0': 'negative fractional' } },
  jamesIndex: { arguments: 'guesses unknown level? weights?' },
  proportionDifferenceInterval: {
    arguments: 'x1 n1 x2 n2 level?',
    accepts: { x1: 'fractional', n1: 'fractional', x2: 'fractional', n2: 'fractional' },
  },
  confidenceSequence: { arguments: 'successes trials level' },
  clopperPearsonInterval: { arguments: 'x n level?', accepts: { x: 'fractional', n: 'fractional' } },
  proportionStandardError: { arguments: 'x n', accepts: { x: 'fractional', n: 'fractional' } },
  wilsonInterval: { arguments: 'x n level?', accepts: { x: 'fractional', n: 'fractional' } },
  fiellerInterval: {
    arguments: 'means t',
    accepts: {
      'means.numerator': 'negative fractional',
      'means.denominator': 'negative fractional',
      'means.numeratorVariance': 'fractional',
      'means.covariance': 'negative fractional',
      'means.denominatorVariance': 'fractional',
      t: 'negative fractional',
    },
  },
  simulatedProportion: { arguments: 'successes trials level?' },
  fallback: { arguments: 'p weights?' },
  fixedSequence: { arguments: 'p' },
  hochberg: { arguments: 'p' },
  holm: { arguments: 'p' },
  intersectionUnion: { arguments: 'p' },

  // crossover-sim/power
  simulateStudy: { arguments: 'study options?', accepts: { options: 'object' } },
  summarise: { arguments: 'study tally truths' },
  lossesWithinMargins: { arguments: 'study' },
  inlineRunner: { arguments: 'afterTask?' },
  doTask: { arguments: 'kind task', accepts: { 'task.id': 'text empty-text', 'task.truths': 'list', 'task.blocks': 'list' } },
  runTasksInOrder: {
    arguments: 'run workers trials onTally options?',
    accepts: {
      'trials.id': 'text empty-text',
      'trials.truths': 'list',
      options: 'object',
      'options.signal': 'missing',
      'options.onTrials': 'missing',
    },
  },
  analyticPower: {
    arguments: 'study planned',
    accepts: { ...freeTextOfQuestion('planned'), 'planned.options': 'object' },
  },
  claimPower: { arguments: 'study' },
  mcnemarPower: { arguments: 'n plan' },
  crossoverTostSampleSize: {
    arguments: 'target withinSd plan',
    accepts: { withinSd: 'fractional', 'plan.effect': 'negative fractional', 'plan.lower': 'negative', 'plan.upper': 'fractional' },
  },
  crossoverTSampleSize: { arguments: 'target plan', accepts: { 'plan.d': 'negative fractional' } },
  mcnemarSampleSize: { arguments: 'target plan horizon?' },
  pairedTostSampleSize: {
    arguments: 'target withinSd plan',
    accepts: {
      withinSd: 'fractional',
      'plan.effect': 'negative fractional',
      'plan.lower': 'negative fractional',
      'plan.upper': 'negative fractional',
    },
  },
  pairedTSampleSize: { arguments: 'target plan', accepts: { 'plan.d': 'negative fractional' } },
  crossoverTPower: { arguments: 'n1 n2 plan', accepts: { 'plan.d': 'negative fractional' } },
  pairedTPower: { arguments: 'n plan', accepts: { 'plan.d': 'negative fractional' } },
  parallelTPower: { arguments: 'n1 n2 plan', accepts: { 'plan.d': 'negative fractional' } },
  tTestPower: { arguments: 'ncp df alpha sides', accepts: { ncp: 'negative fractional', df: 'infinite fractional' } },
  crossoverTostPower: {
    arguments: 'n1 n2 withinSd plan',
    accepts: { withinSd: 'fractional', 'plan.effect': 'negative fractional', 'plan.lower': 'negative', 'plan.upper': 'fractional' },
  },
  logSdOfCv: { arguments: 'cv', accepts: { cv: 'fractional' } },
  pairedTostPower: {
    arguments: 'n withinSd plan',
    accepts: {
      withinSd: 'fractional',
      'plan.effect': 'negative fractional',
      'plan.lower': 'negative fractional',
      'plan.upper': 'negative fractional',
    },
  },
  ratioPlan: { arguments: 'plan', accepts: { 'plan.effect': 'fractional', 'plan.upper': 'fractional' } },
  tostPower: {
    arguments: 'plan standardError df',
    accepts: {
      'plan.effect': 'negative fractional',
      'plan.lower': 'negative fractional',
      'plan.upper': 'negative fractional',
      standardError: 'fractional',
      df: 'infinite fractional',
    },
  },
  runComparison: { arguments: 'grid options?', accepts: { options: 'object' } },
  replayPowerCurves: {
    arguments: 'study result options?',
    accepts: { 'result.flow': 'object', options: 'object' },
  },
  allocationStep: {
    arguments: 'study',
    whole: true,
    accepts: {
      'study.name': 'anything',
      'study.title': 'anything',
      'study.seed': 'anything',
      'study.analyses': 'anything',
      'study.power': 'anything',
      'study.claim': 'anything',
    },
  },
  searchSampleSize: {
    arguments: 'whole question options?',
    accepts: { 'question.target': 'missing', options: 'object' },
  },
  replayEstimates: { arguments: 'study trials' },
  replayTrial: { arguments: 'study replicate' },
  replayReplicates: { arguments: 'study first count' },
  decisionOf: {
    arguments: 'study simulated requirements',
    accepts: { 'simulated.truths': 'anything', requirements: 'list' },
  },
  ruleOf: {
    arguments: 'study mcse requirements',
    accepts: { mcse: 'missing fractional', requirements: 'list' },
  },
  assuranceCeiling: { arguments: 'drawn options? analysis?', shortened: 'drawn', accepts: { options: 'object' } },
  searchAssuranceSize: {
    arguments: 'study drawn question options?',
    shortened: 'drawn',
    accepts: { 'question.target': 'missing', options: 'object' },
  },
  runAssurance: { arguments: 'study drawn options', shortened: 'drawn' },
  drawsWorth: { arguments: 'replicates asked' },
  runOverUncertainty: { arguments: 'study drawn options', shortened: 'drawn' },
  drawsOf: {
    arguments: 'uncertainty seed',
    accepts: { 'uncertainty.parameters': 'list', 'uncertainty.correlations': 'list', seed: 'text empty-text' },
  },
  priorQuantile: {
    arguments: 'prior p support',
    accepts: {
      'prior.mean': 'negative fractional',
      'prior.sd': 'fractional',
      'support.min': 'negative fractional',
      'support.max': 'infinite fractional',
    },
  },
  spaceFillingDesign: { arguments: 'sampling count axes key' },
  runTornado: {
    arguments: 'study ranges studyAt options?',
    accepts: {
      'ranges.from': 'text empty-text',
      'ranges.ranges': 'list',
      options: 'object',
    },
  },
  rangesByShare: { arguments: 'known', accepts: { known: 'list' } },
  rangesOfPriors: { arguments: 'known parameters', accepts: { known: 'list', parameters: 'list' } },
  runSweep: { arguments: 'studies options?', accepts: { options: 'object' } },

  // crossover-sim/data
  observationLayout: {
    arguments: 'text names defaults',
    accepts: {
      text: 'text empty-text',
      names: 'object',
      'names.subject': 'missing text empty-text',
      'defaults.endpoint': 'text empty-text',
      'defaults.visit': 'text empty-text',
    },
  },
  readCovariates: {
    arguments: 'text names read columns?',
    accepts: {
      text: 'text empty-text',
      names: 'list',
      'names.0': 'text',
      'read.trial': 'text empty-text',
      'read.subjects': 'list',
      columns: 'object',
    },
  },
  readGuesses: { arguments: 'text', accepts: { text: 'text empty-text' } },
  readObservations: {
    arguments: 'text names defaults',
    accepts: { text: 'text empty-text', names: 'object', 'defaults.endpoint': 'text empty-text', 'defaults.visit': 'text empty-text' },
  },
  openTable: { arguments: 'file options?', accepts: { options: 'object' } },
  readRecords: {
    arguments: 'opened options',
    accepts: { 'opened.said': 'list', 'opened.delimiter': 'missing text empty-text', 'options.columns': 'object' },
  },
  restoredRows: { arguments: 'rows key file', accepts: { file: 'text' } },
  scoreCleaning: { arguments: 'messed cleaned key file', accepts: { file: 'text' } },
  csvText: { arguments: 'rows', accepts: { rows: 'list', 'rows.0': 'list' } },
  dictionaryText: {
    arguments: 'endpoints tables kind declared?',
    accepts: { endpoints: 'list', 'endpoints.0': 'text', tables: 'list', declared: 'object' },
  },
  dataPackageText: {
    arguments: 'tables provenance contents?',
    accepts: {
      tables: 'list',
      'provenance.scenario': 'text empty-text',
      'provenance.hash': 'text empty-text',
      'provenance.seed': 'text empty-text',
      'provenance.version': 'text empty-text',
      contents: 'object',
    },
  },
  formatOfFile: { arguments: 'file', accepts: { file: 'text empty-text' } },
  measurementsTable: { arguments: 'generator model shape missed' },
  guessesTable: { arguments: 'model' },
  adverseEventsTable: { arguments: 'model key replicateOf' },
  datedTables: { arguments: 'tables generator plan', accepts: { tables: 'list' } },
  truthTable: { arguments: 'model key replicateOf' },
  tablesBeside: { arguments: 'model key replicateOf' },

  // crossover-sim/report
  analysisDocument: {
    arguments: 'method question outcome warnings?',
    accepts: { ...freeTextOfQuestion('question'), method: 'text', warnings: 'list' },
  },
  analysisTable: {
    arguments: 'label question options outcome',
    accepts: { ...freeTextOfQuestion('question'), label: 'text empty-text', options: 'object' },
  },
  assuranceText: {
    arguments: 'study answer layout?',
    accepts: {
      'answer.of': 'text empty-text',
      'answer.notEstimable': 'fractional',
      'answer.sd': 'fractional',
      'answer.quantiles': 'list',
      'answer.draws': 'list',
      layout: 'object',
    },
  },
  assuranceSizeText: {
    arguments: 'study found layout?',
    accepts: {
      'found.of': 'text empty-text',
      'found.curve': 'list',
      'found.notReached': 'missing text empty-text',
      layout: 'object',
    },
  },
  blindingText: { arguments: 'results level columns', accepts: { results: 'list', columns: 'infinite fractional' } },
  comparisonText: {
    arguments: 'cells comparison changes layout?',
    accepts: {
      'comparison.cells': 'list',
      'comparison.separations': 'list',
      'comparison.varianceRatio': 'object',
      changes: 'list',
      layout: 'object',
    },
  },
  decidedText: {
    arguments: 'study gate result coloured?',
    accepts: { 'gate.requirements': 'list', coloured: 'function' },
  },
  describeText: {
    arguments: 'study hash values unread figures file?',
    accepts: {
      hash: 'text empty-text',
      values: 'list',
      unread: 'list',
      figures: 'missing list',
      file: 'text empty-text',
    },
  },
  powerBars: { arguments: 'points target layout?', accepts: { points: 'list', target: 'missing', layout: 'object' } },
  sampleSizeText: {
    arguments: 'study found layout?',
    accepts: {
      'found.of': 'text empty-text',
      'found.curve': 'list',
      'found.answer': 'missing',
      layout: 'object',
    },
  },
  sweepText: { arguments: 'rows layout?', accepts: { layout: 'object' } },
  tornadoText: {
    arguments: 'study answer layout?',
    accepts: {
      'answer.of': 'text empty-text',
      'answer.from': 'text empty-text',
      'answer.refused': 'list',
      layout: 'object',
    },
  },
  htmlReport: {
    arguments: 'material',
    accepts: ofMaterial,
  },
  questionReport: {
    arguments: 'material',
    accepts: {
      'material.designs': 'list',
      'material.values': 'list',
      'material.hash': 'text empty-text',
      'material.command': 'text empty-text',
    },
  },
  trialReport: {
    arguments: 'study trial hash',
    accepts: {
      'trial.name': 'text empty-text',
      'trial.courses': 'object',
      'trial.withdrawals': 'list',
      hash: 'text empty-text',
    },
  },
  protocolText: {
    arguments: 'material',
    accepts: ofMaterial,
  },
  protocolMarkdown: {
    arguments: 'material',
    accepts: ofMaterial,
  },
  rCode: {
    arguments: 'name question given source',
    accepts: {
      ...freeTextOfQuestion('question'),
      given: 'object',
      'source.file': 'text empty-text',
      'source.columns': 'object',
      'source.trial': 'text empty-text',
    },
  },
  junitText: { arguments: 'runs', accepts: { runs: 'list' } },
  summaryText: { arguments: 'runs version', accepts: { runs: 'list', version: 'text empty-text' } },
  comparedValues: { arguments: 'cells', accepts: { cells: 'list' } },
  worldChanges: { arguments: 'cells', accepts: { cells: 'list' } },
  assuranceFigure: {
    arguments: 'answer',
    accepts: {
      'answer.of': 'text empty-text',
      'answer.notEstimable': 'fractional',
      'answer.sd': 'fractional',
      'answer.quantiles': 'list',
      'answer.draws': 'list',
    },
  },
  designFigure: { arguments: 'study' },
  withPageColours: { arguments: 'svg', accepts: { svg: 'text empty-text' } },
  reportMaterial: { arguments: 'study result words', accepts: { 'words.version': 'text empty-text', 'words.commands': 'list' } },
  powerDocument: { arguments: 'study result parts', accepts: { 'parts.version': 'text empty-text' } },
  drawFigure: {
    arguments: 'figure',
    accepts: {
      'figure.name': 'text',
      'figure.title': 'text empty-text',
      'figure.alt': 'text empty-text',
      'figure.caption': 'text empty-text',
      'figure.legend': 'list',
      'figure.options': 'object',
    },
  },
  estimatesFigure: {
    arguments: 'sample truth unit label?',
    accepts: {
      'sample.analysis': 'text empty-text',
      'sample.successful': 'list',
      'sample.others': 'list',
      truth: 'null negative fractional',
      unit: 'text empty-text',
      label: 'text empty-text',
    },
  },
  flowFigure: { arguments: 'flow', accepts: { 'flow.name': 'text empty-text', 'flow.sequences': 'list' } },
  patientFigures: {
    arguments: 'study trial',
    accepts: {
      'trial.name': 'text empty-text',
      'trial.courses': 'object',
      'trial.withdrawals': 'list',
    },
  },
  powerCurveFigure: { arguments: 'powers' },
  sweepFigure: { arguments: 'points target labels?', accepts: { points: 'list', labels: 'object' } },
  swimmerFigure: {
    arguments: 'study trial endpoint',
    accepts: {
      'trial.name': 'text empty-text',
      'trial.courses': 'object',
      'trial.withdrawals': 'list',
      endpoint: 'text',
    },
  },
  tornadoFigure: {
    arguments: 'tornado labels?',
    accepts: {
      'tornado.of': 'anything',
      'tornado.from': 'anything',
      'tornado.bars': 'list',
      'tornado.refused': 'anything',
      labels: 'object',
    },
  },
};
