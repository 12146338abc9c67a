import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Field, FieldValue, Picture, Reading, RunState } from '../engine/messages.ts';
import { Answer, SizeWords } from './answer.tsx';
import { startEngine, type Told } from './engine-client.ts';
import { FileChoice, useDrop } from './file-choice.tsx';
import { firstText } from './kept-scenario.ts';
import { linkOf, textOfLink } from './link-state.ts';
import { Patients } from './patients.tsx';
import { PictureView } from './picture-view.tsx';
import { Rivals } from './rivals.tsx';
import { ScenarioForm } from './scenario-form.tsx';
import { ScenarioText } from './scenario-text.tsx';
import { TakeAway } from './take-away.tsx';
import { useAnswer } from './use-answer.ts';

const nothingRead: Reading = { problems: [], warnings: [], fields: [], title: '', tables: [] };

/** The whole page: what is asked at the left, the answer at the right, the same scenario as text below. */
export function App() {
  const [text, setText] = useState('');
  const [opened, setOpened] = useState(0);
  const [reading, setReading] = useState(nothingRead);
  const [fields, setFields] = useState<readonly Field[]>([]);
  const [run, setRun] = useState<RunState>();
  const [stale, setStale] = useState(false);
  const [picture, setPicture] = useState<Picture>();
  const [decided, setDecided] = useState('');
  const [failure, setFailure] = useState('');
  const [replicate, setReplicate] = useState(0);
  const current = useRef({ text: '', opened: 0 });
  const changes = useRef(Promise.resolve());

  const onTold = useCallback((told: Told): void => {
    if (told.id !== current.current.opened) return;
    if (told.kind === 'read') {
      setReading(told.reading);
      if (told.reading.problems.length === 0) setFields(told.reading.fields);
    } else if (told.kind === 'run') {
      setRun(told.run);
      setStale(false);
    } else if (told.kind === 'decided') setDecided(told.text);
    else if (told.kind === 'curve') setPicture(told.picture);
    else setFailure(told.message);
  }, []);
  const engine = useMemo(() => startEngine(onTold), []);
  const size = useAnswer(engine, 'size', opened);

  const open = useCallback((next: string): void => {
    const number = engine.open(next);
    current.current = { text: next, opened: number };
    setOpened(number);
    setText(next);
    setStale(true);
    setFailure('');
    setDecided('');
    void linkOf(next).then((link) => {
      if (current.current.text === next) history.replaceState(null, '', `#${link}`);
    });
  }, []);
  useDrop(open);

  // Before the page is painted: the engine has its first work sooner.
  useLayoutEffect(() => {
    const fromLink = (): void =>
      void textOfLink(location.hash).then((linked) => {
        const next = linked ?? firstText;
        if (next !== current.current.text) open(next);
      });
    fromLink();
    addEventListener('hashchange', fromLink);
    return () => removeEventListener('hashchange', fromLink);
  }, []);

  // One change after another: each is made to the text that the one before it left.
  const onChange = useCallback((path: string, value: FieldValue): void => {
    changes.current = changes.current.then(async () => {
      try {
        const next = await engine.ask('change', { text: current.current.text, path, value });
        if (next !== undefined) open(next);
      } catch (error) {
        setFailure(error instanceof Error ? error.message : String(error));
      }
    });
  }, []);

  const done = run?.done === true && !stale;
  const ready = !stale && reading.problems.length === 0 && run !== undefined;
  return (
    <>
      <header>
        <h1>{reading.title === '' ? 'crossover-sim explorer' : reading.title}</h1>
        <FileChoice onText={open} />
      </header>
      <div class="columns">
        <section aria-labelledby="asked">
          <h2 id="asked">Scenario</h2>
          <ScenarioForm fields={fields} reading={reading} onChange={onChange} />
        </section>
        <div>
          <section aria-labelledby="answered">
            <h2 id="answered">Power</h2>
            {failure === '' ? null : (
              <p class="problem" role="alert">
                {failure}
              </p>
            )}
            <Answer run={run} stale={stale} />
            {decided === '' ? null : <p id="decided">{decided}</p>}
            <p>
              <button type="button" onClick={() => size.ask({})} disabled={!ready || size.busy}>
                How many patients?
              </button>{' '}
              <output id="size">
                {size.busy ? 'searching …' : size.problem}
                {size.answer === undefined ? null : <SizeWords answer={size.answer} />}
              </output>
            </p>
            {picture === undefined ? null : <PictureView picture={picture} />}
          </section>
          <Patients {...{ engine, opened, ready, replicate }} onReplicate={setReplicate} />
          <Rivals {...{ engine, opened, ready }} />
          <TakeAway {...{ engine, text, done, ready, replicate }} tables={reading.tables} />
        </div>
      </div>
      <ScenarioText text={text} reading={reading} onText={open} />
    </>
  );
}
