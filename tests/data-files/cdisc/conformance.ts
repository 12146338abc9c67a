import type { CdiscDataset, CdiscRecord, CdiscValue } from '../../../src/data-files/cdisc/dataset.ts';
import { compareAt } from '../../../src/data-files/cdisc/dataset.ts';

/** The rows of a dataset by the names of its variables. */
export function recordsOf({ variables, rows }: CdiscDataset): Record<string, CdiscValue>[] {
  return rows.map((row) => Object.fromEntries(variables.map(({ name }, place) => [name, row[place]])));
}

/** What breaks a rule of CDISC that can be checked without its servers, in words: names, labels, lengths, keys, order, sequence numbers, codelists, study days, baselines. */
export function nonconformities(datasets: readonly CdiscDataset[]): string[] {
  return datasets.flatMap((dataset) => [
    ...problemsOfVariables(dataset),
    ...problemsOfKeys(dataset),
    ...problemsOfValues(dataset),
    ...problemsOfSequence(dataset),
    ...problemsOfDays(dataset, datasets),
    ...problemsOfBaselines(dataset),
  ]);
}

/** Variables without which a dataset is not what its name says (SDTMIG 3.4 and ADaMIG 1.3: required, and expected ones of which the test knows). */
export const requiredVariables: Readonly<Record<string, readonly string[]>> = {
  ADSL: 'STUDYID USUBJID SUBJID SITEID AGE AGEU SEX ARM TRT01P TRTSEQP TRTSDT TRTEDT ITTFL SAFFL COMPLFL RANDDT DCSREAS'.split(' '),
  ADQS: 'STUDYID USUBJID TRTSEQP APERIOD APERIODC TRTP TRTA PARAM PARAMCD PARAMN AVISIT AVISITN ADT ADY AVAL BASE CHG PCHG ABLFL ANL01FL'.split(
    ' ',
  ),
  ADAE: 'STUDYID USUBJID AETERM AEDECOD ASTDT ASTDTM ASTDY AENDT ASEV ASEVN AREL APERIOD TRTP TRTA TRTEMFL AESEQ'.split(' '),
  ADPC: 'STUDYID USUBJID TRTP APERIOD PARAM PARAMCD AVISIT AVISITN ADT ADY AVAL'.split(' '),
  DM: 'STUDYID DOMAIN USUBJID SUBJID RFSTDTC RFENDTC RFXSTDTC RFXENDTC RFICDTC RFPENDTC DTHDTC DTHFL SITEID AGE AGEU SEX RACE ETHNIC ARMCD ARM ACTARMCD ACTARM ARMNRS ACTARMUD COUNTRY'.split(
    ' ',
  ),
  EX: 'STUDYID DOMAIN USUBJID EXSEQ EXTRT EXDOSE EXDOSU EXDOSFRM EXDOSFRQ EPOCH EXSTDTC EXENDTC'.split(' '),
  AE: 'STUDYID DOMAIN USUBJID AESEQ AETERM AEDECOD AEBODSYS AESEV AESER AEACN AEREL AEOUT AESTDTC AEENDTC'.split(' '),
  DS: 'STUDYID DOMAIN USUBJID DSSEQ DSTERM DSDECOD DSCAT DSSTDTC'.split(' '),
  RS: 'STUDYID DOMAIN USUBJID RSSEQ RSTESTCD RSTEST RSCAT RSORRES RSSTRESC RSSTRESN RSLOBXFL VISITNUM RSDTC'.split(' '),
  QS: 'STUDYID DOMAIN USUBJID QSSEQ QSTESTCD QSTEST QSCAT QSORRES QSSTRESC QSSTRESN QSLOBXFL VISITNUM QSDTC'.split(' '),
  PC: 'STUDYID DOMAIN USUBJID PCSEQ PCTESTCD PCTEST PCORRES PCORRESU PCSTRESC PCSTRESN PCSTRESU PCSPEC PCLLOQ PCDTC'.split(' '),
  SV: 'STUDYID DOMAIN USUBJID VISITNUM VISIT SVPRESP SVOCCUR SVSTDTC SVENDTC'.split(' '),
  SE: 'STUDYID DOMAIN USUBJID SESEQ ETCD SESTDTC SEENDTC TAETORD'.split(' '),
  TA: 'STUDYID DOMAIN ARMCD ARM TAETORD ETCD ELEMENT TABRANCH TATRANS EPOCH'.split(' '),
  TE: 'STUDYID DOMAIN ETCD ELEMENT TESTRL TEENRL'.split(' '),
  TV: 'STUDYID DOMAIN VISITNUM ARMCD TVSTRL'.split(' '),
  TI: 'STUDYID DOMAIN IETESTCD IETEST IECAT'.split(' '),
  TS: 'STUDYID DOMAIN TSSEQ TSPARMCD TSPARM TSVAL TSVALNF TSVALCD TSVCDREF TSVCDVER'.split(' '),
};

function problemsOfVariables({ name, label, variables, keys }: CdiscDataset): string[] {
  const names = variables.map((variable) => variable.name);
  const problems = variables
    .filter(
      (variable) =>
        !/^[A-Z][A-Z0-9_]{0,7}$/.test(variable.name) ||
        variable.label.length > 40 ||
        variable.label === '' ||
        /[^ -~]/.test(variable.label),
    )
    .map((variable) => `${name}.${variable.name}: name or label`);
  if (!/^[A-Z]{2,8}$/.test(name) || label.length > 40) problems.push(`${name}: name or label`);
  if (new Set(names).size < names.length) problems.push(`${name}: a variable twice`);
  const missing = (requiredVariables[name] ?? [`no list for ${name}`]).filter((each) => !names.includes(each));
  return [
    ...problems,
    ...missing.map((each) => `${name}: lacks ${each}`),
    ...keys.filter((key) => !names.includes(key)).map((key) => `${name}: no key ${key}`),
  ];
}

function problemsOfKeys(dataset: CdiscDataset): string[] {
  const { rows, variables, keys } = dataset;
  const places = keys.map((key) => variables.findIndex(({ name }) => name === key));
  const wrong = rows.findIndex((row, place) => place > 0 && compareAt(places, rows[place - 1], row) >= 0);
  return wrong < 0 ? [] : [`${dataset.name}: row ${wrong + 1} is out of order or has the keys of another`];
}

function problemsOfValues({ name, variables, rows }: CdiscDataset): string[] {
  return variables.flatMap(({ name: variable, type, codes, required = false }, place) => {
    const values = rows.map((row) => row[place]);
    const isWrong = (value: CdiscValue): boolean => {
      if (value === null) return required;
      if (type === 'integer') return !Number.isInteger(value);
      if (type === 'float') return typeof value !== 'number' || !Number.isFinite(value);
      if (typeof value !== 'string' || value === '' || value.length > 200 || /[^ -~]/.test(value)) return true;
      if (type === 'iso') return !/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/.test(value);
      if (type === 'date') return !/^\d{4}-\d\d-\d\d$/.test(value);
      if (type === 'datetime') return !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value);
      return /(?:TESTCD|PARAMCD|ETCD|TSPARMCD)$/.test(variable) && !/^[A-Z][A-Z0-9]{0,7}$/.test(value);
    };
    const wrong = values.find(isWrong);
    const allowed = codes?.map(([code]) => code);
    const strange = values.find((value) => value !== null && allowed !== undefined && !allowed.includes(value));
    return [
      ...(wrong === undefined ? [] : [`${name}.${variable}: ${String(wrong)}`]),
      ...(strange === undefined ? [] : [`${name}.${variable}: ${String(strange)} is not in its codelist`]),
    ];
  });
}

function problemsOfSequence(dataset: CdiscDataset): string[] {
  const variable = dataset.variables.find(({ name }) => /^(?:..SEQ)$/.test(name) && name !== 'TSSEQ')?.name;
  if (variable === undefined) return [];
  const seen = recordsOf(dataset).map((record) => `${String(record.USUBJID)} ${String(record[variable])}`);
  return new Set(seen).size === seen.length ? [] : [`${dataset.name}.${variable}: not unique for each subject`];
}

const days = (text: CdiscValue): number => Date.parse(`${String(text).slice(0, 10)}T00:00:00Z`) / 86_400_000;

/** Study days by their rule: day 1 is that of the reference, and there is none with the number 0. */
function problemsOfDays(dataset: CdiscDataset, datasets: readonly CdiscDataset[]): string[] {
  const subjects = datasets.find(({ name }) => name === 'DM' || name === 'ADSL');
  const references = new Map(
    (subjects === undefined ? [] : recordsOf(subjects)).map((record) => [record.USUBJID, record.RFSTDTC ?? record.TRTSDT ?? null]),
  );
  const pairs = dataset.variables.flatMap(({ name }) => {
    const from = name.endsWith('DY') ? [`${name.slice(0, -2)}DTC`, `${name.slice(0, -2)}DT`] : [];
    return from.filter((each) => dataset.variables.some((variable) => variable.name === each)).map((each) => [name, each] as const);
  });
  return pairs.flatMap(([day, moment]) => {
    const wrong = recordsOf(dataset).find((record) => {
      const reference = references.get(record.USUBJID) ?? null;
      if (record[moment] === null || reference === null) return record[day] !== null;
      const difference = days(record[moment]) - days(reference);
      return record[day] !== (difference >= 0 ? difference + 1 : difference);
    });
    return wrong === undefined ? [] : [`${dataset.name}.${day}: ${String(wrong[day])} of ${String(wrong[moment])}`];
  });
}

/** Baselines and changes by their arithmetic: one baseline for a subject, period and parameter, and changes from it after the studied drug. */
function problemsOfBaselines(dataset: CdiscDataset): string[] {
  if (!dataset.variables.some(({ name }) => name === 'ABLFL')) return [];
  const groups = new Map<string, CdiscRecord[]>();
  for (const record of recordsOf(dataset)) {
    const group = [record.USUBJID, record.APERIOD, record.PARAMCD].join(' ');
    groups.set(group, [...(groups.get(group) ?? []), record]);
  }
  return [...groups].flatMap(([group, records]) => {
    const baselines = records.filter((record) => record.ABLFL === 'Y');
    const base = baselines.at(0)?.AVAL ?? null;
    const isWrong = (record: CdiscRecord): boolean => {
      if (record.BASE !== base || record.BASETYPE !== `PERIOD ${String(record.APERIOD)}`) return true;
      if (record.CHG === null) return record.PCHG !== null || (base !== null && Number(record.ARELTM) >= 0);
      if (record.CHG !== Number(record.AVAL) - Number(base)) return true;
      return base === 0 ? record.PCHG !== null : Math.abs(Number(record.PCHG) - (100 * Number(record.CHG)) / Number(base)) > 1e-9;
    };
    return [
      ...(baselines.length > 1 ? [`${group}: ${baselines.length} baselines`] : []),
      ...(records.some(isWrong) ? [`${group}: BASE, CHG or PCHG`] : []),
    ];
  });
}
