import { useRef, useState } from 'preact/hooks';
import type { Field, Reading, Typed } from '../engine/messages.ts';

interface AnalysisChoiceProps {
  readonly fields: readonly Field[];
  readonly reading: Reading;
  readonly onChange: (path: string, value: Typed) => void;
  readonly onAdd: (name: string, method: string) => void;
}

const METHOD = /^analyses\.(.+)\.method$/;

/** Why an analysis of that name cannot be added; empty where it can. */
function refusal(name: string, chosen: readonly string[], { problems }: Reading): string {
  if (!/^[\w-]+$/.test(name)) return `name of the analysis: expected letters, digits, - and _, got '${name}'`;
  if (chosen.includes(name)) return `name of the analysis: there is one of the name ${name}`;
  return problems.length === 0 ? '' : 'the scenario has problems that come first';
}

/** Which analyses the study has: one more by any method, or one less. */
export function AnalysisChoice({ fields, reading, onChange, onAdd }: AnalysisChoiceProps) {
  const { methods } = reading;
  const chosen = fields.flatMap(({ path }) => METHOD.exec(path)?.slice(1) ?? []);
  const [method, setMethod] = useState('');
  const [name, setName] = useState('');
  const [refused, setRefused] = useState('');
  // While something is wrong, what named an analysis before still does.
  const held = useRef<Readonly<Record<string, string>>>({});
  if (reading.held !== undefined) held.current = reading.held;
  const reasons = new Map<string, string>();
  if (chosen.length === 1) reasons.set(chosen[0], `${chosen[0]} stays: it is the only analysis.`);
  for (const each of chosen)
    if (Object.hasOwn(held.current, each)) reasons.set(each, `${each} stays as long as it is named by the ${held.current[each]}.`);
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
          aria-invalid={refused !== ''}
          aria-describedby={refused === '' ? undefined : 'new-analysis-problem'}
          onInput={(event) => {
            setName(event.currentTarget.value);
            setRefused('');
          }}
        />
      </label>{' '}
      <button
        type="button"
        onClick={() => {
          const wanted = name === '' ? by : name;
          const why = refusal(wanted, chosen, reading);
          setRefused(why);
          if (why !== '') return;
          onAdd(wanted, by);
          setName('');
        }}
      >
        Add
      </button>
      {refused === '' ? null : (
        <p class="problem" id="new-analysis-problem" role="alert">
          {refused}
        </p>
      )}
      <p>
        {chosen.map((each) => (
          <button
            key={each}
            type="button"
            disabled={reasons.has(each)}
            aria-describedby={reasons.has(each) ? `${each}-stays` : undefined}
            onClick={() => onChange(`analyses.${each}`, null)}
          >
            Remove {each}
          </button>
        ))}
      </p>
      {[...reasons].map(([each, words]) => (
        <p key={each} id={`${each}-stays`} class="unit">
          {words}
        </p>
      ))}
    </fieldset>
  );
}
