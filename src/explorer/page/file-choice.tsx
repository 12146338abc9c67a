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

/** What to start from: a scenario that is shipped, or a file. */
export function FileChoice({ onText }: { readonly onText: (text: string) => void }) {
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
      </label>
    </p>
  );
}
