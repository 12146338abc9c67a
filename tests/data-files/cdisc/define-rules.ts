import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** What an element may have: attributes (those that must be there with `!`), and children in their order, each with how often. */
interface ElementRule {
  readonly attributes: string;
  /** `name` once, `name?` at most once, `name*` any number, `name+` at least one; `a|b` either of them. */
  readonly children: string;
}

/**
 * Content models of the part of Define-XML 2.1 (on ODM 1.3.2) that the program writes, transcribed from the published schemas ODM1-3-2-foundation.xsd, define-extension.xsd,
 * define-ns.xsd and define-enumerations.xsd, which are not in this repository.
 */
const rules: Readonly<Record<string, ElementRule>> = {
  ODM: {
    attributes:
      'xmlns! xmlns:def! xmlns:xlink! ODMVersion FileType! FileOID! CreationDateTime! Originator SourceSystem SourceSystemVersion def:Context!',
    children: 'Study+',
  },
  Study: { attributes: 'OID!', children: 'GlobalVariables MetaDataVersion*' },
  GlobalVariables: { attributes: '', children: 'StudyName StudyDescription ProtocolName' },
  StudyName: { attributes: '', children: '' },
  StudyDescription: { attributes: '', children: '' },
  ProtocolName: { attributes: '', children: '' },
  MetaDataVersion: {
    attributes: 'OID! Name! Description def:DefineVersion! def:CommentOID',
    children: 'def:Standards? ItemGroupDef* ItemDef* CodeList* MethodDef* def:CommentDef* def:leaf*',
  },
  'def:Standards': { attributes: '', children: 'def:Standard+' },
  'def:Standard': { attributes: 'OID! Name! Type! PublishingSet Version! Status! def:CommentOID', children: '' },
  ItemGroupDef: {
    attributes:
      'OID! Name! Repeating! IsReferenceData SASDatasetName Domain Origin Purpose def:Structure! def:ArchiveLocationID def:StandardOID def:IsNonStandard def:HasNoData def:CommentOID',
    children: 'Description? ItemRef* Alias* def:Class? def:leaf?',
  },
  ItemRef: { attributes: 'ItemOID! OrderNumber Mandatory! KeySequence MethodOID Role def:IsNonStandard def:HasNoData', children: '' },
  ItemDef: {
    attributes: 'OID! Name! DataType! Length SignificantDigits SASFieldName def:DisplayFormat def:CommentOID',
    children: 'Description? CodeListRef? Alias* def:Origin* def:ValueListRef?',
  },
  Description: { attributes: '', children: 'TranslatedText+' },
  TranslatedText: { attributes: 'xml:lang', children: '' },
  CodeListRef: { attributes: 'CodeListOID!', children: '' },
  'def:Origin': { attributes: 'Type! Source', children: 'Description? def:DocumentRef*' },
  'def:Class': { attributes: 'Name!', children: 'def:SubClass*' },
  'def:leaf': { attributes: 'ID! xlink:href!', children: 'def:title' },
  'def:title': { attributes: '', children: '' },
  CodeList: {
    attributes: 'OID! Name! DataType! SASFormatName def:StandardOID def:IsNonStandard def:CommentOID',
    children: 'Description? CodeListItem|EnumeratedItem|ExternalCodeList+ Alias*',
  },
  CodeListItem: { attributes: 'CodedValue! Rank OrderNumber def:ExtendedValue', children: 'Decode Alias* Description*' },
  EnumeratedItem: { attributes: 'CodedValue! Rank OrderNumber def:ExtendedValue', children: 'Alias* Description*' },
  Decode: { attributes: '', children: 'TranslatedText+' },
  MethodDef: { attributes: 'OID! Name! Type!', children: 'Description FormalExpression* Alias* def:DocumentRef*' },
  'def:CommentDef': { attributes: 'OID!', children: 'Description def:DocumentRef*' },
};

/** Values that an attribute may have, by `element@attribute`. */
const values: Readonly<Record<string, RegExp>> = {
  'ODM@FileType': /^(?:Snapshot|Transactional)$/,
  'ODM@ODMVersion': /^1\.3\.2$/,
  'ODM@def:Context': /^(?:Other|Submission)$/,
  'ODM@CreationDateTime': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/,
  'MetaDataVersion@def:DefineVersion': /^2\.1\.(?:0|[1-9]\d*)$/,
  'def:Standard@Name': /^(?:ADaMIG|SDTMIG|CDISC\/NCI)$/,
  'def:Standard@Type': /^(?:CT|IG)$/,
  'def:Standard@Status': /^(?:Draft|Final|Provisional)$/,
  'ItemGroupDef@Repeating': /^(?:Yes|No)$/,
  'ItemGroupDef@IsReferenceData': /^(?:Yes|No)$/,
  'ItemGroupDef@SASDatasetName': /^[A-Za-z_][A-Za-z0-9_]{0,7}$/,
  'ItemRef@Mandatory': /^(?:Yes|No)$/,
  'ItemRef@OrderNumber': /^[1-9]\d*$/,
  'ItemRef@KeySequence': /^[1-9]\d*$/,
  'ItemDef@DataType': /^(?:text|integer|float|date|datetime|partialDate|partialDatetime|incompleteDatetime|durationDatetime)$/,
  'ItemDef@Length': /^[1-9]\d*$/,
  'ItemDef@SignificantDigits': /^\d+$/,
  'ItemDef@SASFieldName': /^[A-Za-z_][A-Za-z0-9_]{0,7}$/,
  'def:Origin@Type': /^(?:Assigned|Collected|Derived|Not Available|Other|Predecessor|Protocol)$/,
  'def:Origin@Source': /^(?:Investigator|Sponsor|Subject|Vendor)$/,
  'def:Class@Name':
    /^(?:BASIC DATA STRUCTURE|EVENTS|FINDINGS|INTERVENTIONS|OCCURRENCE DATA STRUCTURE|SPECIAL PURPOSE|SUBJECT LEVEL ANALYSIS DATASET|TRIAL DESIGN)$/,
  'def:leaf@ID': /^[A-Za-z_][\w.-]*$/,
  'CodeList@DataType': /^(?:integer|float|text)$/,
  'CodeList@def:IsNonStandard': /^Yes$/,
  'MethodDef@Type': /^(?:Computation|Imputation|Transpose|Other)$/,
};

/** Definitions and references: what refers to which element, by which attributes. */
const references: readonly (readonly [from: string, attribute: string, to: string, identifier: string])[] = [
  ['ItemRef', 'ItemOID', 'ItemDef', 'OID'],
  ['ItemRef', 'MethodOID', 'MethodDef', 'OID'],
  ['CodeListRef', 'CodeListOID', 'CodeList', 'OID'],
  ['ItemGroupDef', 'def:StandardOID', 'def:Standard', 'OID'],
  ['ItemGroupDef', 'def:ArchiveLocationID', 'def:leaf', 'ID'],
];

/** An element as it was read. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

/** The element of a document. @throws Error where it is not well-formed */
export function parseXml(text: string): XmlNode {
  const fault = XMLValidator.validate(text);
  if (fault !== true) throw new Error(JSON.stringify(fault));
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false });
  const nodes = (parser.parse(text) as Record<string, unknown>[]).filter((node) => !Object.hasOwn(node, '?xml'));
  return nodeOf(nodes[0]);
}

function nodeOf(raw: Record<string, unknown>): XmlNode {
  const name = Object.keys(raw).find((key) => key !== ':@') ?? '';
  const children = (raw[name] as Record<string, unknown>[]).filter((child) => !Object.hasOwn(child, '#text'));
  return { name, attributes: (raw[':@'] ?? {}) as Record<string, string>, children: children.map(nodeOf) };
}

/** What of a document breaks the content models, the values of attributes, or the references. */
export function defineProblems(text: string): string[] {
  const all: XmlNode[] = [];
  const visit = (node: XmlNode): void => {
    all.push(node);
    node.children.forEach(visit);
  };
  visit(parseXml(text));
  return [...all.flatMap(problemsOf), ...references.flatMap((reference) => danglingOf(all, reference)), ...doublesOf(all)];
}

function problemsOf({ name, attributes, children }: XmlNode): string[] {
  if (!Object.hasOwn(rules, name)) return [`${name} is not an element that is known`];
  const allowed = rules[name].attributes.split(' ').filter((each) => each !== '');
  const missing = allowed.filter((each) => each.endsWith('!') && !Object.hasOwn(attributes, each.slice(0, -1)));
  const strange = Object.keys(attributes).filter((each) => !allowed.includes(each) && !allowed.includes(`${each}!`));
  const wrong = Object.entries(attributes).filter(([key, value]) => value === '' || values[`${name}@${key}`]?.test(value) === false);
  const model = rules[name].children
    .split(' ')
    .filter((each) => each !== '')
    .map((each) => `(?:(?:${each.replace(/[?*+]$/, '')}) )${/[?*+]$/.exec(each)?.[0] ?? ''}`);
  const order = children.map((child) => `${child.name} `).join('');
  return [
    ...missing.map((each) => `${name} lacks ${each.slice(0, -1)}`),
    ...strange.map((each) => `${name} has ${each}`),
    ...wrong.map(([key, value]) => `${name}: ${key} is ${value}`),
    ...(new RegExp(`^${model.join('')}$`).test(order) ? [] : [`${name} has the children ${order}`]),
  ];
}

function danglingOf(all: readonly XmlNode[], [from, attribute, to, identifier]: (typeof references)[number]): string[] {
  const known = new Set(all.filter(({ name }) => name === to).map(({ attributes }) => attributes[identifier]));
  const asked = all
    .filter(({ name, attributes }) => name === from && Object.hasOwn(attributes, attribute))
    .map(({ attributes }) => attributes[attribute]);
  const unused = [...known].filter((each) => !asked.includes(each));
  return [
    ...asked.filter((each) => !known.has(each)).map((each) => `${from} refers to no ${to} ${each}`),
    ...unused.map((each) => `${to} ${each} is not referred to`),
  ];
}

function doublesOf(all: readonly XmlNode[]): string[] {
  const named = all.filter(({ attributes }) => attributes.OID !== undefined).map(({ name, attributes }) => `${name} ${attributes.OID}`);
  return named.filter((each, place) => named.indexOf(each) !== place).map((each) => `${each} is defined twice`);
}
