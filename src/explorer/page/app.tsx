import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Field, FieldValue, Picture, Reading, Reply, RunState, SizeAnswer } from '../engine/messages.ts';
import { firstText } from './kept-scenario.ts';
import { startingTexts } from './shipped-scenarios.ts';
import { Download, saveFile } from './download.tsx';
import { Answer, PictureView, SizeWords } from './answer.tsx';
import { startEngine } from './engine-client.ts';
import { linkOf, textOfLink } from './link-state.ts';
import { ScenarioForm } from './scenario-form.tsx';
import { ScenarioText } from './scenario-text.tsx';

const nothingRead: Reading = { problems: [], warnings: [], fields: [], title: '' };

/** The whole page: what is asked at the left, the answer at the right, the same scenario as text below. */
export function App() {
  const [text, setText] = useState('');
  const [reading, setReading] = useState(nothingRead);
  const [fields, setFields] = useState<readonly Field[]>([]);
  const [run, setRun] = useState<RunState>();
  const [stale, setStale] = useState(false);
  const [picture, setPicture] = useState<Picture>();
  const [size, setSize] = useState<SizeAnswer | 'searching'>();
  const [failure, setFailure] = useState('');
  const opened = useRef(0);
  const searched = useRef(0);
  const current = useRef('');
  const changes = useRef(Promise.resolve());
  const changed = useRef(new Map<number, (text: string | undefined) => void>());

  const onReply = (reply: Reply): void => {
    if (reply.kind === 'changed') {
      changed.current.get(reply.id)?.(reply.text);
      changed.current.delete(reply.id);
    } else if (reply.kind === 'size') {
      if (reply.id === searched.current) setSize(reply.answer);
    } else if (reply.kind === 'document') saveFile('power.json', reply.text, 'application/json');
    else if (reply.kind === 'failed') {
      changed.current.get(reply.id)?.(undefined);
      changed.current.delete(reply.id);
      setFailure(reply.message);
    } else if (reply.id === opened.current) {
      if (reply.kind === 'read') {
        setReading(reply.reading);
        if (reply.reading.problems.length === 0) setFields(reply.reading.fields);
      } else if (reply.kind === 'run') {
        setRun(reply.run);
        setStale(false);
      } else setPicture(reply.picture);
    }
  };
  const engine = useMemo(() => startEngine((reply) => handler.current(reply)), []);
  const handler = useRef(onReply);
  handler.current = onReply;

  const open = useCallback((next: string): void => {
    current.current = next;
    setText(next);
    setStale(true);
    setSize(undefined);
    setFailure('');
    opened.current = engine.send({ kind: 'open', text: next });
    void linkOf(next).then((link) => {
      if (current.current === next) history.replaceState(null, '', `#${link}`);
    });
  }, []);

  // Before the page is painted: the engine has its first work sooner.
  useLayoutEffect(() => {
    const fromLink = (): void =>
      void textOfLink(location.hash).then((linked) => {
        const next = linked ?? firstText;
        if (next !== current.current) open(next);
      });
    fromLink();
    addEventListener('hashchange', fromLink);
    return () => removeEventListener('hashchange', fromLink);
  }, []);

  // One change after another: each is made to the text that the one before it left.
  const onChange = useCallback((path: string, value: FieldValue): void => {
    changes.current = changes.current.then(async () => {
      const next = await new Promise<string | undefined>((resolve) => {
        changed.current.set(engine.send({ kind: 'change', text: current.current, path, value }), resolve);
      });
      if (next !== undefined) open(next);
    });
  }, []);

  const search = (): void => {
    setSize('searching');
    searched.current = engine.send({ kind: 'size' });
  };

  return (
    <>
      <header>
        <h1>{reading.title === '' ? 'crossover-sim explorer' : reading.title}</h1>
        <label for="start">start from </label>
        <select id="start" value="" onChange={(event) => open(startingTexts.get(event.currentTarget.value) ?? text)}>
          <option value="">a shipped scenario …</option>
          {[...startingTexts.keys()].map((path) => (
            <option key={path} value={path}>
              {path.replace(/^scenarios\/|\.yaml$/g, '')}
            </option>
          ))}
        </select>
      </header>
      <div class="columns">
        <section aria-labelledby="asked">
          <h2 id="asked">Scenario</h2>
          <ScenarioForm fields={fields} reading={reading} onChange={onChange} />
        </section>
        <section aria-labelledby="answered">
          <h2 id="answered">Power</h2>
          {failure === '' ? null : (
            <p class="problem" role="alert">
              {failure}
            </p>
          )}
          <Answer run={run} stale={stale} />
          <p>
            <button type="button" onClick={search} disabled={reading.problems.length > 0 || size === 'searching'}>
              How many patients?
            </button>{' '}
            <output id="size">{size === undefined ? '' : size === 'searching' ? 'searching …' : <SizeWords answer={size} />}</output>
          </p>
          {picture === undefined ? null : <PictureView picture={picture} />}
          <Download name="power.json" ready={run?.done === true && !stale} onTake={() => engine.send({ kind: 'document' })}>
            result as JSON, as the command <code>crossover-sim power scenario.yaml --stated --json</code> prints it
          </Download>
        </section>
      </div>
      <ScenarioText text={text} reading={reading} onText={open} />
    </>
  );
}
