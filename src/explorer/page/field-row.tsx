import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Field, Remark, Typed } from '../engine/messages.ts';

interface FieldRowProps {
  readonly field: Field;
  readonly problems: readonly Remark[];
  /** What is implausible of the value, which is allowed all the same. */
  readonly warnings: readonly Remark[];
  readonly onChange: (path: string, value: Typed) => void;
}

/** What was typed as the scenario takes it: a number where it is one, else the words, of which `validate` then says what is wrong. */
function typedValue(field: Field, words: string): Typed {
  if (field.optional === true) return words.trim() === '' ? null : { yaml: words };
  if (field.kind === 'sequences') return words.split('|').map((sequence) => sequence.split(',').map((condition) => condition.trim()));
  const number = Number(words);
  return field.kind === 'number' && words.trim() !== '' && Number.isFinite(number) ? number : words;
}

/** A value as it is typed: sequences as `placebo, naltrexone | naltrexone, placebo`. */
function wordsOf({ value }: Field): string {
  return typeof value === 'object' ? value.map((sequence) => sequence.join(', ')).join(' | ') : String(value);
}

/** Where a value comes from, in one line. */
function originWords({ source, origin, default: usual, kind, min, max, optional }: Field): string {
  const bounds = kind === 'number' && min !== undefined && max !== undefined ? `from ${min} to ${max}; ` : '';
  const known = source === '' ? [] : [`default ${String(usual)}; source: ${source}; set by ${origin}.`];
  if (optional === true) known.push(usual === '' ? 'May be left empty.' : `Default ${String(usual)}.`);
  return [bounds, ...known].join('');
}

/** One value: its label with the unit, what it may be set to, what is wrong with it, and what it is. */
export function FieldRow({ field, problems, warnings, onChange }: FieldRowProps) {
  const { path, label, unit, kind, value, options = [] } = field;
  const [words, setWords] = useState(wordsOf(field));
  const written = wordsOf(field);
  const input = useRef<HTMLInputElement>(null);
  // What is being typed is ahead of what was read.
  useLayoutEffect(() => {
    if (input.current === null || document.activeElement !== input.current) setWords(written);
  }, [written]);
  const wrong = problems.length > 0;
  const described = ['about', ...(wrong ? ['problem'] : []), ...(warnings.length > 0 ? ['warning'] : [])];
  const names = { id: path, 'aria-describedby': described.map((each) => `${path}-${each}`).join(' '), 'aria-invalid': wrong };
  const change = (next: string): void => {
    setWords(next);
    // A key that may be absent goes when its empty field is left, not while another value is typed into it.
    if (kind === 'choice' || field.optional !== true || next.trim() !== '') onChange(path, typedValue(field, next));
  };
  const leave = (next: string): void => {
    if (field.optional !== true || next.trim() !== '' || written === '') return;
    setWords(written);
    onChange(path, null);
  };
  return (
    <div class={kind === 'sequences' ? 'field long' : 'field'}>
      <label for={path}>
        {label}
        {unit === '' ? '' : <span class="unit"> ({unit})</span>}
      </label>
      {kind === 'choice' ? (
        <select {...names} value={words} onChange={(event) => change(event.currentTarget.value)}>
          {options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      ) : kind === 'switch' ? (
        <input {...names} type="checkbox" checked={value === true} onChange={(event) => onChange(path, event.currentTarget.checked)} />
      ) : (
        <input
          {...names}
          ref={input}
          type="text"
          inputMode={kind === 'number' ? 'decimal' : 'text'}
          autocomplete="off"
          readOnly={kind === 'text'}
          value={words}
          onInput={(event) => change(event.currentTarget.value)}
          onBlur={(event) => leave(event.currentTarget.value)}
        />
      )}
      {problems.map(({ message }, place) => (
        <p class="problem" id={`${path}-problem${place === 0 ? '' : place}`} key={message} role="alert">
          {message}
        </p>
      ))}
      {warnings.length === 0 ? null : (
        <p class="warning" id={`${path}-warning`} role="status">
          {warnings.map(({ message }) => message).join('; ')}
        </p>
      )}
      <details class="about">
        <summary>
          <span class="sr">about {label}</span>
        </summary>
        <p id={`${path}-about`}>
          {field.about}. {originWords(field)}
        </p>
      </details>
    </div>
  );
}
