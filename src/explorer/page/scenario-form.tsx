import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { withOwnLabels } from '../engine/label.ts';
import type { Field, Reading, Remark, Typed } from '../engine/messages.ts';
import { AnalysisChoice } from './analysis-choice.tsx';
import { FieldRow } from './field-row.tsx';

interface ScenarioFormProps {
  readonly fields: readonly Field[];
  /** Sections that the scenario may have. */
  readonly sections: readonly string[];
  readonly reading: Reading;
  readonly onChange: (path: string, value: Typed) => void;
  readonly onAdd: (name: string, method: string) => void;
}

/** The keys that are no section of their own stand together under this word. */
const WHOLE = 'study';

/** The sections of a scenario with their fields; all sections from the beginning, so that nothing moves when more fields come. */
function bySection(names: readonly string[], fields: readonly Field[]): [string, Field[]][] {
  const sections = new Map<string, Field[]>(names.map((name) => [alone.includes(name) ? WHOLE : name, []]));
  for (const field of fields) sections.get(alone.includes(field.section) ? WHOLE : field.section)?.push(field);
  return [...sections];
}

/** Fields of one analysis stand together, in the order of the analyses. */
function byName(fields: readonly Field[]): readonly Field[] {
  const nameOf = ({ path }: Field): string => path.split('.')[1];
  const names = [...new Set(fields.map(nameOf))];
  return names.flatMap((name) => fields.filter((field) => nameOf(field) === name));
}

const alone = ['name', 'title', 'about', 'seed'];

/** Words of a section's name: `adverseEffects` is `adverse effects`. */
const sectionWords = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** A field that moves while somebody types into it keeps the focus, with the cursor at its end. */
function useKeptFocus(): void {
  const before = document.activeElement?.id ?? '';
  useLayoutEffect(() => {
    const again = before === '' || document.activeElement?.id === before ? null : document.getElementById(before);
    if (!(again instanceof HTMLInputElement) || again.type !== 'text') return;
    again.focus();
    again.setSelectionRange(again.value.length, again.value.length);
  });
}

/** Every value of the study as a field: the few that everybody sees, then the others by section, folded. */
export function ScenarioForm({ fields: all, sections, reading, onChange, onAdd }: ScenarioFormProps) {
  useKeptFocus();
  const fields = withOwnLabels(all);
  const { problems, warnings } = reading;
  const at = (remarks: readonly Remark[], { path }: Field): Remark[] => remarks.filter((remark) => remark.path === path);
  const row = (field: Field) => (
    <FieldRow key={field.path} field={field} problems={at(problems, field)} warnings={at(warnings, field)} onChange={onChange} />
  );
  const isWrong = (field: Field): boolean => reading.problems.some(({ path }) => path === field.path);
  const known = new Set(fields.map(({ path }) => path));
  const elsewhere = (remarks: readonly Remark[]): Remark[] => remarks.filter(({ path }) => !known.has(path));
  return (
    <form onSubmit={(event) => event.preventDefault()} aria-label="values of the scenario">
      <Remarks remarks={elsewhere(problems)} kind="problems" role="alert" />
      <Remarks remarks={elsewhere(warnings)} kind="warnings" role="status" />
      {fields.filter(({ basic }) => basic).map(row)}
      {bySection(
        sections,
        fields.filter(({ basic }) => !basic),
      ).map(([section, own]) => (
        <Section key={section} title={sectionWords(section)} count={own.length} wrong={own.some(isWrong)}>
          {section === 'analyses' ? <AnalysisChoice {...{ fields, reading, onChange, onAdd }} /> : null}
          {(section === 'analyses' ? byName(own) : own).map(row)}
        </Section>
      ))}
    </form>
  );
}

interface RemarksProps {
  readonly remarks: readonly Remark[];
  readonly kind: 'problems' | 'warnings';
  readonly role: 'alert' | 'status';
}

/** What is said of no field. */
function Remarks({ remarks, kind, role }: RemarksProps) {
  if (remarks.length === 0) return null;
  return (
    <div role={role}>
      <ul class={kind}>
        {remarks.map(({ text }) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  readonly count: number;
  readonly wrong: boolean;
  readonly children: ComponentChildren;
}

/** A section that is folded until somebody opens it, or something in it is wrong. */
function Section({ title, count, wrong, children }: SectionProps) {
  const details = useRef<HTMLDetailsElement>(null);
  useLayoutEffect(() => {
    if (wrong && details.current !== null) details.current.open = true;
  }, [wrong]);
  return (
    <details class="section" ref={details}>
      <summary>
        {title} <span class="count">{count}</span>
      </summary>
      {children}
    </details>
  );
}
