import type { Field, FieldValue, Reading, Remark } from '../engine/messages.ts';
import { FieldRow } from './field-row.tsx';

interface ScenarioFormProps {
  readonly fields: readonly Field[];
  readonly reading: Reading;
  readonly onChange: (path: string, value: FieldValue) => void;
}

/** The sections of a scenario with their fields, in the order of the fields. */
function bySection(fields: readonly Field[]): [string, Field[]][] {
  const sections = new Map<string, Field[]>();
  for (const field of fields) sections.set(field.section, [...(sections.get(field.section) ?? []), field]);
  return [...sections];
}

/** Words of a section's name: `adverseEffects` is `adverse effects`. */
const sectionWords = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Every value of the study as a field: the few that everybody sees, then the others by section, folded. */
export function ScenarioForm({ fields, reading, onChange }: ScenarioFormProps) {
  const remarks = [...reading.problems, ...reading.warnings];
  const remarksAt = ({ path }: Field): Remark[] => remarks.filter((remark) => remark.path === path);
  const row = (field: Field) => <FieldRow key={field.path} field={field} remarks={remarksAt(field)} onChange={onChange} />;
  const isWrong = (field: Field): boolean => reading.problems.some(({ path }) => path === field.path);
  const known = new Set(fields.map(({ path }) => path));
  const elsewhere = remarks.filter(({ path }) => !known.has(path));
  return (
    <form onSubmit={(event) => event.preventDefault()} aria-label="values of the scenario">
      {elsewhere.length === 0 ? null : (
        <ul class="problems" role="alert">
          {elsewhere.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {fields.filter(({ basic }) => basic).map(row)}
      {bySection(fields.filter(({ basic }) => !basic)).map(([section, own]) => (
        <details class="section" key={section} open={own.some(isWrong) || undefined}>
          <summary>
            {sectionWords(section)} <span class="count">{own.length}</span>
          </summary>
          {own.map(row)}
        </details>
      ))}
    </form>
  );
}
