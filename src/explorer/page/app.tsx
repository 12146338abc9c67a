import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Field, Picture, Reading, RunState, Typed } from '../engine/messages.ts';
import { Answer } from './answer.tsx';
import { startEngine, type Told } from './engine-client.ts';
import { FileChoice, useDrop } from './file-choice.tsx';
import { firstText } from './kept-scenario.ts';
import { linkOf, textOfLink } from './link-state.ts';
import { Patients } from './patients.tsx';
import { PictureView } from './picture-view.tsx';
import { Rivals } from './rivals.tsx';
import { SampleSize } from './sample-size.tsx';
import { ScenarioForm } from './scenario-form.tsx';
import { ScenarioText } from './scenario-text.tsx';
import { TakeAway } from './take-away.tsx';
import { useAnswer } from './use-answer.ts';

const nothingRead: Reading = { problems: [], warnings: [], fields: [], title: '', sections: [], tables: [] };

/** The whole page: what is asked at the left, the answer at the right, the same scenario as text below. */
export function App() {
  const [text, setText] = useState('');
  const [opened, setOpened] = useState(0);
  const [reading, setReading] = useState(nothingRead);
  const [fields, setFields] = useState<readonly Field[]>([]);
  const [others, setOthers] = useState<readonly Field[]>([]);
  const [sections, setSections] = useState<readonly string[]>([]);
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
      if (told.reading.problems.length > 0) return;
      setFields(told.reading.fields);
      setSections(told.reading.sections);
    } else if (told.kind === 'others') setOthers(told.fields);
    else if (told.kind === 'run') {
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
  const edit = useCallback((next: (text: string) => Promise<string | undefined>): void => {
    changes.current = changes.current.then(async () => {
      try {
        const text = await next(current.current.text);
        if (text !== undefined) open(text);
      } catch (error) {
        setFailure(error instanceof Error ? error.message : String(error));
      }
    });
  }, []);
  const onChange = useCallback((path: string, value: Typed) => edit((text) => engine.ask('change', { text, path, value })), []);
  const onAdd = useCallback((name: string, method: string) => edit((text) => engine.ask('add', { text, name, method })), []);
  const shown = useMemo(() => {
    const all = new Map<string, Field>();
    const wrong = reading.problems.length > 0 ? reading.fields : [];
    for (const field of [...fields, ...others, ...wrong]) if (!all.has(field.path)) all.set(field.path, field);
    return [...all.values()];
  }, [fields, others, reading]);

  const done = run?.done === true && !stale;
  const ready = !stale && reading.problems.length === 0 && run !== undefined;
  const begun = reading !== nothingRead;
  useEffect(() => {
    if (reading.title !== '') document.title = `${reading.title} - crossover-sim explorer`;
  }, [reading.title]);
  // What stands below something that is not known yet is not there before it: nothing moves when it comes.
  return (
    <>
      <header>
        <h1>crossover-sim explorer</h1>
        <FileChoice onText={open} />
      </header>
      {begun ? (
        <div class="columns">
          <section aria-labelledby="asked">
            <h2 id="asked">Scenario</h2>
            <p id="title">{reading.title}</p>
            <ScenarioForm fields={shown} {...{ sections, reading, onChange, onAdd }} />
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
              {run === undefined ? null : <SampleSize size={size} ready={ready} />}
              <div class="first-picture">{picture === undefined ? null : <PictureView picture={picture} />}</div>
            </section>
            {run === undefined ? null : (
              <>
                <Patients {...{ engine, opened, ready, replicate }} onReplicate={setReplicate} />
                <Rivals {...{ engine, opened, ready }} />
                <TakeAway {...{ engine, text, done, ready, replicate }} tables={reading.tables} />
              </>
            )}
          </div>
        </div>
      ) : null}
      {run === undefined && reading.problems.length === 0 ? null : <ScenarioText text={text} reading={reading} onText={open} />}
    </>
  );
}
