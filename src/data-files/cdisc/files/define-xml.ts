import type { FileHead } from './dataset-json.ts';
import { itemOid, lengthOf, STUDY_VERSION_OID, studyOid } from './oids.ts';
import type { CdiscForm, CdiscStandard } from './standard.ts';
import { xml, xmlText } from './xml-element.ts';
import type { CdiscDataset, CdiscVariable } from '../dataset.ts';
import { syntheticSentence, syntheticStatement } from '../synthetic.ts';

/** Name of the file that describes the datasets beside it. */
export const DEFINE_FILE = 'define.xml';

/** Implementation guides that the datasets follow. */
const guides: Readonly<Record<CdiscStandard, { name: string; version: string }>> = {
  adam: { name: 'ADaMIG', version: '1.3' },
  sdtm: { name: 'SDTMIG', version: '3.4' },
};

const GUIDE_OID = 'STD.1';
/** Characters of a date without a time. */
const DATE_LENGTH = 10;

/**
 * Define-XML 2.1 of some datasets: their structure, keys, variables, codelists, and the origin and method of every variable. The description of the study says that the data
 * are synthetic, with scenario, seed and version.
 * @see CDISC Define-XML 2.1.0 on ODM 1.3.2
 */
export function defineXml(datasets: readonly CdiscDataset[], head: FileHead, form: CdiscForm): string {
  const { trial, standard, created } = head;
  const { source, studyId } = trial;
  const guide = guides[standard];
  const version = xml(
    'MetaDataVersion',
    { OID: STUDY_VERSION_OID, Name: `${studyId} ${guide.name}`, Description: syntheticSentence, 'def:DefineVersion': '2.1.0' },
    xml(
      'def:Standards',
      {},
      xml('def:Standard', {
        OID: GUIDE_OID,
        Name: guide.name,
        Type: 'IG',
        Version: guide.version,
        Status: 'Final',
        'def:CommentOID': 'COM.SYN',
      }),
    ),
    datasets.map((dataset) => itemGroup(dataset, standard, form)),
    datasets.flatMap((dataset) => dataset.variables.map((variable, place) => item(dataset, variable, place))),
    datasets.flatMap((dataset) => dataset.variables.flatMap((variable) => codeList(dataset, variable))),
    datasets.flatMap((dataset) => dataset.variables.flatMap((variable) => method(dataset, variable))),
    xml('def:CommentDef', { OID: 'COM.SYN' }, description(syntheticStatement(source))),
  );
  const study = xml(
    'Study',
    { OID: studyOid(trial) },
    xml(
      'GlobalVariables',
      {},
      xmlText('StudyName', studyId),
      xmlText('StudyDescription', `${source.study.title}. ${syntheticStatement(source)}`),
      xmlText('ProtocolName', studyId),
    ),
    version,
  );
  const odm = xml(
    'ODM',
    {
      xmlns: 'http://www.cdisc.org/ns/odm/v1.3',
      'xmlns:def': 'http://www.cdisc.org/ns/def/v2.1',
      'xmlns:xlink': 'http://www.w3.org/1999/xlink',
      ODMVersion: '1.3.2',
      FileType: 'Snapshot',
      FileOID: `${studyId}/${standard}/define`,
      CreationDateTime: created,
      Originator: syntheticStatement(source),
      SourceSystem: 'crossover-sim',
      SourceSystemVersion: source.version,
      'def:Context': 'Other',
    },
    study,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${odm}\n`;
}

function description(text: string): string {
  return xml('Description', {}, xmlText('TranslatedText', text, { 'xml:lang': 'en' }));
}

function itemGroup(dataset: CdiscDataset, standard: CdiscStandard, form: CdiscForm): string {
  const { name, label, structure, keys, variables, isReference = false } = dataset;
  const file = `${name.toLowerCase()}.${form}`;
  return xml(
    'ItemGroupDef',
    {
      OID: `IG.${name}`,
      ...(standard === 'sdtm' ? { Domain: name } : {}),
      Name: name,
      Repeating: structure === 'One record per subject' ? 'No' : 'Yes',
      IsReferenceData: isReference ? 'Yes' : 'No',
      SASDatasetName: name,
      'def:Structure': structure,
      Purpose: standard === 'adam' ? 'Analysis' : 'Tabulation',
      'def:StandardOID': GUIDE_OID,
      'def:ArchiveLocationID': `LF.${name}`,
    },
    description(label),
    variables.map((variable, place) =>
      xml('ItemRef', {
        ItemOID: itemOid(dataset, variable),
        OrderNumber: place + 1,
        Mandatory: variable.required === true ? 'Yes' : 'No',
        KeySequence: keys.includes(variable.name) ? keys.indexOf(variable.name) + 1 : undefined,
        MethodOID: variable.origin.type === 'Derived' ? methodOid(dataset, variable) : undefined,
      }),
    ),
    xml('def:Class', { Name: dataset.class }),
    xml('def:leaf', { ID: `LF.${name}`, 'xlink:href': file }, xmlText('def:title', file)),
  );
}

function item(dataset: CdiscDataset, variable: CdiscVariable, place: number): string {
  const { origin } = variable;
  return xml(
    'ItemDef',
    { OID: itemOid(dataset, variable), Name: variable.name, SASFieldName: variable.name, ...typeOf(dataset, variable, place) },
    description(variable.label),
    (variable.codes ?? []).length === 0 ? [] : [xml('CodeListRef', { CodeListOID: codeListOid(dataset, variable) })],
    xml(
      'def:Origin',
      { Type: origin.type, ...(origin.type === 'Predecessor' ? {} : { Source: origin.type === 'Collected' ? 'Investigator' : 'Sponsor' }) },
      origin.type === 'Predecessor' && origin.text !== undefined ? [description(origin.text)] : [],
    ),
  );
}

/** Type, length and format of a variable as Define-XML names them. */
function typeOf(dataset: CdiscDataset, { type }: CdiscVariable, place: number): Record<string, string | number> {
  const longest = (lengths: (value: string) => number): number =>
    dataset.rows.reduce((most, row) => Math.max(most, lengths(String(row[place] ?? ''))), 0);
  if (type === 'text') return { DataType: 'text', Length: lengthOf(dataset, place) };
  if (type === 'date') return { DataType: 'integer', Length: 8, 'def:DisplayFormat': 'DATE9.' };
  if (type === 'datetime') return { DataType: 'integer', Length: 8, 'def:DisplayFormat': 'DATETIME20.' };
  if (type === 'integer')
    return {
      DataType: 'integer',
      Length: Math.max(
        1,
        longest(({ length }) => length),
      ),
    };
  if (type === 'iso') {
    const written = dataset.rows.flatMap((row) => (row[place] === null ? [] : [String(row[place]).length]));
    if (written.every((length) => length === DATE_LENGTH)) return { DataType: 'date' };
    return { DataType: written.includes(DATE_LENGTH) ? 'partialDatetime' : 'datetime' };
  }
  const whole = Math.max(
    1,
    longest((value) => value.split('.')[0].length),
  );
  const after = longest((value) => value.split('.').at(1)?.length ?? 0);
  return { DataType: 'float', Length: whole + (after > 0 ? after + 1 : 0), SignificantDigits: after };
}

function codeListOid({ name }: CdiscDataset, variable: CdiscVariable): string {
  return `CL.${name}.${variable.name}`;
}

function codeList(dataset: CdiscDataset, variable: CdiscVariable): string[] {
  const { codes, type } = variable;
  if (codes === undefined || codes.length === 0) return [];
  const isDecoded = codes.some(([, meaning]) => meaning !== undefined);
  const items = codes.map(([code, meaning]) =>
    isDecoded
      ? xml(
          'CodeListItem',
          { CodedValue: code },
          xml('Decode', {}, xmlText('TranslatedText', meaning ?? String(code), { 'xml:lang': 'en' })),
        )
      : xml('EnumeratedItem', { CodedValue: code }),
  );
  const head = {
    OID: codeListOid(dataset, variable),
    Name: `${variable.label} (${dataset.name})`,
    DataType: type === 'integer' ? 'integer' : 'text',
  };
  return [xml('CodeList', { ...head, 'def:IsNonStandard': 'Yes' }, items)];
}

function methodOid({ name }: CdiscDataset, variable: CdiscVariable): string {
  return `MT.${name}.${variable.name}`;
}

function method(dataset: CdiscDataset, variable: CdiscVariable): string[] {
  const { origin, name } = variable;
  if (origin.type !== 'Derived') return [];
  const head = { OID: methodOid(dataset, variable), Name: `Algorithm of ${dataset.name}.${name}`, Type: 'Computation' };
  return [xml('MethodDef', head, description(origin.text ?? ''))];
}
