import type { Reading } from '../engine/messages.ts';

interface ScenarioTextProps {
  readonly text: string;
  readonly reading: Reading;
  readonly onText: (text: string) => void;
}

/** The scenario as YAML: the same study as the form, edited here or there. */
export function ScenarioText({ text, reading, onText }: ScenarioTextProps) {
  const wrong = reading.problems.length > 0;
  return (
    <section aria-labelledby="written">
      <h2 id="written">The same as YAML</h2>
      <label for="yaml">Edit it here, or drop a file on the page.</label>
      <textarea
        id="yaml"
        spellcheck={false}
        rows={24}
        value={text}
        aria-invalid={wrong}
        aria-describedby="yaml-problems"
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <ul id="yaml-problems" class="problems">
        {reading.problems.map((remark) => (
          <li key={remark.text}>{remark.text}</li>
        ))}
      </ul>
    </section>
  );
}
