import { useEffect } from 'preact/hooks';
import { startingTexts } from './shipped-scenarios.ts';

/** Opens a file that is dropped anywhere on the page. */
export function useDrop(onText: (text: string) => void): void {
  useEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      void event.dataTransfer?.files[0]?.text().then(onText);
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, []);
}

/** Files of a drug or an endpoint are parts of a scenario. */
const isStudy = (path: string): boolean => !/^scenarios\/(drugs|endpoints)\//.test(path);

interface FileChoiceProps {
  readonly onText: (text: string) => void;
  /** The text whose place the one that is open took; undefined where none did. */
  readonly replaced: string | undefined;
}

/** What to start from: a scenario that is shipped, or a file; and the way back from it. */
export function FileChoice({ onText, replaced }: FileChoiceProps) {
  const shipped = (path: string): void => {
    const text = startingTexts.get(path);
    if (text !== undefined) onText(text);
  };
  return (
    <p class="choices">
      <label>
        start from{' '}
        <select id="start" value="" onChange={(event) => shipped(event.currentTarget.value)}>
          <option value="">a shipped scenario …</option>
          {[...startingTexts.keys()].filter(isStudy).map((path) => (
            <option key={path} value={path}>
              {path.replace(/^scenarios\/|\.yaml$/g, '')}
            </option>
          ))}
        </select>
      </label>{' '}
      <label>
        or open a file{' '}
        <input type="file" accept=".yaml,.yml,.json" onChange={(event) => void event.currentTarget.files?.[0]?.text().then(onText)} />
      </label>{' '}
      <span role="status" id="opened">
        {replaced === undefined ? '' : 'Another scenario has been opened.'}
      </span>{' '}
      {replaced === undefined ? null : (
        <button type="button" onClick={() => onText(replaced)}>
          Back to the scenario before
        </button>
      )}
    </p>
  );
}
