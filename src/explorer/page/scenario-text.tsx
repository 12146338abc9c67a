import type { Reading } from '../engine/messages.ts';
import { Download, saveFile } from './download.tsx';

interface ScenarioTextProps {
  readonly text: string;
  readonly reading: Reading;
  readonly onText: (text: string) => void;
}

/** The scenario as YAML: the same study as the form, edited here or there; a file is opened by dropping it. */
export function ScenarioText({ text, reading, onText }: ScenarioTextProps) {
  const drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    void file.text().then(onText);
  };
  const wrong = reading.problems.length > 0;
  return (
    <section aria-labelledby="written">
      <h2 id="written">The same as YAML</h2>
      <label for="yaml">Edit it here or drop a file on it.</label>
      <textarea
        id="yaml"
        spellcheck={false}
        rows={24}
        value={text}
        aria-invalid={wrong}
        aria-describedby="yaml-problems"
        onInput={(event) => onText(event.currentTarget.value)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
      />
      <ul id="yaml-problems" class="problems">
        {reading.problems.map((remark) => (
          <li key={remark.text}>{remark.text}</li>
        ))}
      </ul>
      <Download name="scenario.yaml" ready onTake={() => saveFile('scenario.yaml', text, 'text/yaml')}>
        this scenario
      </Download>
    </section>
  );
}
