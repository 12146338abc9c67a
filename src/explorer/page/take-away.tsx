import { useState } from 'preact/hooks';
import type { EngineClient } from './engine-client.ts';
import { saveFile } from './save-file.ts';

interface TakeAwayProps {
  readonly engine: EngineClient;
  readonly text: string;
  /** Whether the run is over. */
  readonly done: boolean;
  /** Whether there is a scenario without problems. */
  readonly ready: boolean;
  /** Data files that a trial has. */
  readonly tables: readonly string[];
  /** The trial that is shown, from 0. */
  readonly replicate: number;
}

const types: Readonly<Record<string, string>> = { json: 'application/json', html: 'text/html', md: 'text/markdown', csv: 'text/csv' };

/** The files of the run, each as the command line writes it. */
const documents = [
  ['power.json', 'the result, as JSON', '--json'],
  ['power.html', 'the report', '--report power.html'],
  ['protocol.md', 'the text for a protocol', '--protocol protocol.md'],
] as const;

/** Everything as files, with the command that gives the same. */
export function TakeAway({ engine, text, done, ready, tables, replicate }: TakeAwayProps) {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState('');
  const take = async (name: string): Promise<void> => {
    setBusy(name);
    setProblem('');
    try {
      const found = await engine.ask('file', { name, replicate });
      if (found !== undefined) saveFile(name, found, types[name.slice(name.lastIndexOf('.') + 1)]);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setBusy('');
  };
  const file = (name: string, enabled: boolean) => (
    <button type="button" disabled={!enabled || busy !== ''} onClick={() => void take(name)}>
      Download {name}
    </button>
  );
  return (
    <section aria-labelledby="taken">
      <h2 id="taken">Files</h2>
      <p role="status">{busy === '' ? problem : `making ${busy} …`}</p>
      <ul class="files">
        <li>
          <button type="button" onClick={() => saveFile('scenario.yaml', text, 'text/yaml')}>
            Download scenario.yaml
          </button>{' '}
          the scenario, of which the commands speak
        </li>
        {documents.map(([name, words, option]) => (
          <li key={name}>
            {file(name, done)} {words}: <code>crossover-sim power scenario.yaml --stated {option}</code>
          </li>
        ))}
        {tables.map((name) => (
          <li key={name}>
            {file(name, ready)} of trial {replicate + 1}: <code>crossover-sim simulate scenario.yaml --replicate {replicate}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
