/** A source that a number in this program rests on. */
export interface Reference {
  readonly authors: string;
  readonly year: number;
  readonly title: string;
  /** DOI, PMID, registry number or web page. */
  readonly locator: string;
  /** What it is cited for. */
  readonly says: string;
}

const entry = (authors: string, year: number, title: string, locator: string, says: string): Reference => ({
  authors,
  year,
  title,
  locator,
  says,
});

/** Every source key that parameter tables and scenarios may name. */
export const references = {
  'williams-2018': entry(
    'Williams NR, Heifets BD, Blasey C, et al.',
    2018,
    'Attenuation of antidepressant effects of ketamine by opioid receptor antagonism. Am J Psychiatry 175:1205–1215',
    'doi:10.1176/appi.ajp.2018.18020138',
    'crossover of naltrexone 50 mg or placebo 45 min before ketamine 0.5 mg/kg; 14 studied of 30 planned, 12 completed; 7 of 12 responded after placebo, 0 of 12 after naltrexone; dissociation unchanged; naltrexone not recognised',
  ),
  NCT02911597: entry(
    'Stanford University',
    2016,
    'Trial registration NCT02911597',
    'NCT02911597',
    'age 18–70, two or more failed courses, about 30 days between infusions, pretreatment 45 min before the infusion',
  ),
  'carlat-2018': entry(
    'The Carlat Psychiatry Report',
    2018,
    'Is ketamine just another opiate?',
    'https://thecarlatreport.com/articles/2837-is-ketamine-just-another-opiate-',
    'mean of 9.8 failed antidepressant trials; remission 42 % after placebo, 0 % after naltrexone',
  ),
  'jelen-2025': entry(
    'Jelen LA, et al.',
    2025,
    'Effect of naltrexone pretreatment on ketamine-induced glutamatergic activity and symptoms of depression. Nat Med',
    'NCT04977674',
    '26 patients, crossover, antidepressant effect reduced by about 28 %; mean gap 19 days',
  ),
  'abdallah-2020': entry(
    'Abdallah CG, et al.',
    2020,
    'Modulation of the antidepressant effects of ketamine by the mTORC1 inhibitor rapamycin. Neuropsychopharmacology',
    'doi:10.1038/s41386-020-0644-9',
    '20 patients, crossover; 24 h effect unchanged by rapamycin; two weeks after one infusion 13 % still responders',
  ),
  'amiaz-letter': entry(
    'Amiaz R',
    2019,
    'Letter to the editor, as described in the authors’ reply. Am J Psychiatry',
    'doi:10.1176/appi.ajp.2018.18111231r',
    'naltrexone may lower mood by itself; no naltrexone-only arm',
  ),
  'krystal-2006': entry(
    'Krystal JH, et al.',
    2006,
    'Interaction of naltrexone and ketamine in healthy subjects',
    'PMID 16395307',
    'naltrexone 25 mg alone had no significant behavioural effect',
  ),
  'zanos-2018': entry(
    'Zanos P, Gould TD',
    2018,
    'Mechanisms of ketamine action as an antidepressant (table 1)',
    'PMC6020109',
    '185 ng/mL at the end of 0.5 mg/kg over 40 min (citing Zarate 2006); dissociation at 100–250 ng/mL',
  ),
  'kamp-2020': entry(
    'Kamp J, Olofsen E, Henthorn TK, et al.',
    2020,
    'Ketamine pharmacokinetics: a systematic review and meta-analysis. Anesthesiology 133:1192–1213',
    'doi:10.1097/ALN.0000000000003577',
    'clearance 79 L/h (69–90) and volume of distribution 252 L (200–304) per 70 kg',
  ),
  'derived-ketamine-pk': entry(
    'worked out here',
    2026,
    'V1, V2 and Q solved to keep the clearance and total volume of Kamp 2020 and to reach 185 ng/mL at 40 min',
    'doi:10.1097/ALN.0000000000003577',
    'V1 60 L, V2 192 L, Q 309 L/h per 70 kg give 186 ng/mL; not published values',
  ),
  'bowdle-1998': entry(
    'Bowdle TA, et al.',
    1998,
    'Psychedelic effects of ketamine in healthy volunteers. Anesthesiology 88:82–88',
    'doi:10.1097/00000542-199801000-00015',
    'ratings linear in plasma level over 50–200 ng/mL',
  ),
  'trostheim-2022': entry(
    'Trøstheim M, Eikemo M, Haaker J, Frost JJ, Leknes S',
    2022,
    'Opioid antagonism in humans: a primer on optimal dose and timing. Neuropsychopharmacology',
    'doi:10.1038/s41386-022-01416-z',
    'ED50 of naltrexone at the mu receptor 5.59 mg; 92–98 % blockade within 8 h of 50 mg',
  ),
  'lee-1988': entry(
    'Lee MC, Wagner HN, Tanada S, et al.',
    1988,
    'Duration of occupancy of opiate receptors by naltrexone. J Nucl Med 29:1207–1211',
    'J Nucl Med 29:1207',
    'half-time of blockade 72–108 h in five men',
  ),
  'derived-blockade-half-time': entry(
    'worked out here',
    2026,
    'CV that puts most patients’ half-times between 72 and 108 h',
    'J Nucl Med 29:1207',
    'median 90 h, CV 0.12: 90 % of patients within 74–110 h',
  ),
  'naltrexone-label': entry(
    'naltrexone labelling',
    2013,
    'Naltrexone hydrochloride tablets, clinical pharmacology',
    'NDA 018932 (Revia) and the labels of other makers',
    'peak plasma level about 1 h after 50 mg; 25 mg of intravenous heroin blocked for 24 h',
  ),
  'naltrexone-nausea': entry(
    'worked out here',
    2026,
    'Odds ratio of nausea from 22.9 % against 14.3 % in one trial of oral naltrexone (96 and 98 patients)',
    'percentages from a secondary report, which does not name the trial',
    'odds ratio 1.78',
  ),
  'bolton-2019': entry(
    'Bolton M, et al.',
    2019,
    'Serious and non-serious adverse events of oral naltrexone: systematic review and meta-analysis. BMC Med',
    'doi:10.1186/s12916-018-1242-0',
    'vomiting RR 1.91 (1.51–2.42), dizziness RR 1.45 (1.15–1.83)',
  ),
  'van-schalkwyk-2018': entry(
    'van Schalkwyk GI, et al.',
    2018,
    'The Clinician Administered Dissociative States Scale (CADSS): validation for use with ketamine. J Affect Disord',
    'doi:10.1016/j.jad.2017.09.023',
    'CADSS total 7.7 (SD 9.2) after ketamine in 110 patients with mood disorder',
  ),
  'derived-cadss-shape': entry(
    'worked out here',
    2026,
    'Shape of a negative binomial with mean 7.7 and SD 9.2',
    'doi:10.1016/j.jad.2017.09.023',
    'size 0.77, about 16 % zeros',
  ),
  calibrated: entry(
    'worked out here',
    2026,
    'Free parameters fitted to the published figures by simulated moments: npm run calibrate, docs/calibration.md',
    'docs/calibration.md',
    '12 values under which all 28 published figures of the acceptance table are met; what the evidence does not identify is listed there',
  ),
  'luckenbaugh-2014': entry(
    'Luckenbaugh DA, et al.',
    2014,
    'Do the dissociative side effects of ketamine mediate its antidepressant effects? J Affect Disord',
    'doi:10.1016/j.jad.2014.02.017',
    'r = −0.35 between CADSS at 40 min and percent change of HAM-D17 at 230 min',
  ),
  'morriss-2008': entry(
    'Morriss R, et al.',
    2008,
    'Inter-rater reliability of the Hamilton Depression Rating Scale. J Affect Disord',
    'doi:10.1016/j.jad.2008.02.013',
    'ICC 0.95, measurement error 1.25 points',
  ),
  'trajkovic-2011': entry(
    'Trajković G, et al.',
    2011,
    'Reliability of the Hamilton Rating Scale for Depression: a meta-analysis. Psychiatry Res',
    'doi:10.1016/j.psychres.2010.12.007',
    'alpha 0.789, inter-rater ICC 0.937',
  ),
  'leucht-2018': entry(
    'Leucht S, Fennema H, Engel RR, et al.',
    2018,
    'Translating the HAM-D into the MADRS and vice versa with equipercentile linking. J Affect Disord 226:326–331',
    'PMID 29031182',
    'HAM-D 10, 20, 30, 40 = MADRS 13, 26, 39, 52–53 in 4388 patients',
  ),
  'carmody-2006': entry(
    'Carmody TJ, et al.',
    2006,
    'The Montgomery–Åsberg and the Hamilton ratings of depression: a comparison of measures',
    'PMC2151980',
    'HAM-D17 7 = HAM-D6 4 = MADRS 8–9',
  ),
  'han-2016': entry(
    'Han Y, et al.',
    2016,
    'Efficacy of ketamine in the rapid treatment of major depressive disorder: a meta-analysis. Neuropsychiatr Dis Treat',
    'doi:10.2147/NDT.S117146',
    'response 52, 48 and 40 % at 24 h, 72 h and day 7',
  ),
  'kishimoto-2016': entry(
    'Kishimoto T, et al.',
    2016,
    'Single-dose infusion ketamine and non-ketamine NMDA receptor antagonists for depression. Psychol Med',
    'doi:10.1017/S0033291716000064',
    'Hedges g −1.00 (−1.28 to −0.73) at day 1',
  ),
  'cochrane-2021': entry(
    'Dean RL, et al.',
    2021,
    'Ketamine and other glutamate receptor modulators for depression. Cochrane Database Syst Rev',
    'PMC8434915',
    'against midazolam: response at 24 h 46.5 % and 25.9 %',
  ),
  'fava-2018': entry(
    'Fava M, et al.',
    2018,
    'Double-blind, placebo-controlled, dose-ranging trial of intravenous ketamine. Mol Psychiatry',
    'doi:10.1038/s41380-018-0256-5',
    'effects of 0.1 to 1.0 mg/kg, mostly at day 1',
  ),
} as const satisfies Record<string, Reference>;

export type ReferenceKey = keyof typeof references;
