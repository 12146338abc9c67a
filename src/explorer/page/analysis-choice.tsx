import { useState } from 'preact/hooks';
import type { Field, Typed } from '../engine/messages.ts';

interface AnalysisChoiceProps {
  readonly fields: readonly Field[];
  /** Every method of analysis. */
  readonly methods: readonly string[];
  readonly onChange: (path: string, value: Typed) => void;
  readonly onAdd: (name: string, method: string) => void;
}

const METHOD = /^analyses\.(.+)\.method$/;

/** Which analyses the study has: one more by any method, or one less. */
export function AnalysisChoice({ fields, methods, onChange, onAdd }: AnalysisChoiceProps) {
  const chosen = fields.flatMap(({ path }) => METHOD.exec(path)?.slice(1) ?? []);
  const [method, setMethod] = useState('');
  const [name, setName] = useState('');
  const by = method === '' ? (methods.at(0) ?? '') : method;
  return (
    <fieldset class="entries">
      <legend>add or remove an analysis</legend>
      <label>
        method{' '}
        <select id="new-analysis-method" value={by} onChange={(event) => setMethod(event.currentTarget.value)}>
          {methods.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>{' '}
      <label>
        name{' '}
        <input
          id="new-analysis-name"
          type="text"
          autocomplete="off"
          placeholder={by}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>{' '}
      <button
        type="button"
        onClick={() => {
          onAdd(name === '' ? by : name, by);
          setName('');
        }}
      >
        Add
      </button>
      <p>
        {chosen.map((each) => (
          <button key={each} type="button" disabled={chosen.length === 1} onClick={() => onChange(`analyses.${each}`, null)}>
            Remove {each}
          </button>
        ))}
      </p>
    </fieldset>
  );
}
