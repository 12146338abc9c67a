import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Field, Picture, Reading, RunState, Typed } from '../engine/messages.ts';
import { startEngine, type Reported } from './engine-client.ts';
import { useDrop } from './file-choice.tsx';
import { firstText } from './kept-scenario.ts';
import { linkOf, textOfLink } from './link-state.ts';

const nothingRead: Reading = { problems: [], warnings: [], fields: [], title: '', sections: [], methods: [], tables: [] };

/** What is wrong with an address that holds no scenario. */
const DAMAGED = 'is damaged, or names no shipped scenario';

/** A scenario that is open, what is known of it, and what changes it. */
export function useStudy() {
  const [text, setText] = useState('');
  const [opened, setOpened] = useState(0);
  const [reading, setReading] = useState(nothingRead);
  const [fields, setFields] = useState<readonly Field[]>([]);
  const [others, setOthers] = useState<readonly Field[]>([]);
  const [sections, setSections] = useState<readonly string[]>([]);
  const [run, setRun] = useState<RunState>();
  const [stale, setStale] = useState(false);
  const [picture, setPicture] = useState<Picture>();
  const [pictured, setPictured] = useState(0);
  const [nothing, setNothing] = useState('');
  const [notice, setNotice] = useState('');
  const [decided, setDecided] = useState('');
  const [failure, setFailure] = useState('');
  const [replaced, setReplaced] = useState<string>();
  const current = useRef({ text: '', opened: 0 });
  const changes = useRef(Promise.resolve());

  const pending = useRef({ edits: 0, values: new Map<string, Typed>() });
  const latest = useRef<Extract<Reported, { kind: 'read' }> | undefined>(undefined);

  // What is read shows when nothing more is on its way to the engine: it is behind what has been typed since.
  const showReading = useCallback((): void => {
    const reported = latest.current;
    if (reported === undefined || reported.id !== current.current.opened || pending.current.edits > 0) return;
    latest.current = undefined;
    setReading(reported.reading);
    if (reported.reading.problems.length > 0) return;
    setFields(reported.reading.fields);
    setSections(reported.reading.sections);
  }, []);
  const onReport = useCallback((reported: Reported): void => {
    if (reported.id !== current.current.opened) return;
    if (reported.kind === 'read') {
      latest.current = reported;
      showReading();
    } else if (reported.kind === 'others') setOthers(reported.fields);
    else if (reported.kind === 'none') {
      setRun(undefined);
      setPicture(undefined);
      setNothing(reported.text);
    } else if (reported.kind === 'run') {
      setRun(reported.run);
      setStale(false);
      setNothing('');
    } else if (reported.kind === 'decided') setDecided(reported.text);
    else if (reported.kind === 'curve') {
      setPicture(reported.picture);
      setPictured(reported.id);
    } else setFailure(reported.message);
  }, []);
  const engine = useMemo(() => startEngine(onReport), []);

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
  const openOther = useCallback((next: string): void => {
    // A field that has the focus would keep what was typed into it.
    if (document.activeElement instanceof HTMLElement && document.activeElement.closest('form') !== null) document.activeElement.blur();
    setNotice('');
    open(next);
  }, []);
  // A file or a shipped scenario that is opened takes the place of the text, which stays behind it.
  const choose = useCallback((next: string): void => {
    const { text: before } = current.current;
    if (next !== before) setReplaced(before);
    openOther(next);
  }, []);
  useDrop(choose);

  // Before the page is painted: the engine has its first work sooner.
  useLayoutEffect(() => {
    const fromLink = (): void =>
      void textOfLink(location.hash).then((linked) => {
        const isDamaged = linked === undefined && location.hash.length > 1;
        if (isDamaged && current.current.text !== '') setNotice(`The address ${DAMAGED}: the scenario is the one from before.`);
        else {
          const next = linked ?? firstText;
          if (next !== current.current.text) openOther(next);
          if (isDamaged) setNotice(`The address ${DAMAGED}: this is the scenario that the page begins with.`);
        }
      });
    fromLink();
    addEventListener('hashchange', fromLink);
    return () => removeEventListener('hashchange', fromLink);
  }, []);

  // One change after another: each is made to the text that the one before it left.
  const edit = useCallback((next: (text: string) => Promise<string | undefined>): void => {
    pending.current.edits++;
    changes.current = changes.current.then(async () => {
      try {
        const text = await next(current.current.text);
        if (text !== undefined) open(text);
      } catch (error) {
        setFailure(error instanceof Error ? error.message : String(error));
      }
      pending.current.edits--;
      showReading();
    });
  }, []);
  // Of several values that were typed into one field the last is asked for.
  const onChange = useCallback((path: string, typed: Typed): void => {
    const { values } = pending.current;
    values.set(path, typed);
    edit(async (text) => {
      const value = values.get(path);
      if (!values.delete(path) || value === undefined) return undefined;
      return engine.ask('change', { text, path, value });
    });
  }, []);
  const onAdd = useCallback((name: string, method: string) => edit((text) => engine.ask('add', { text, name, method })), []);
  const shown = useMemo(() => {
    const all = new Map<string, Field>();
    const wrong = reading.problems.length > 0 ? reading.fields : [];
    for (const field of [...fields, ...others, ...wrong]) if (!all.has(field.path)) all.set(field.path, field);
    return [...all.values()];
  }, [fields, others, reading]);

  useEffect(() => {
    if (reading.title !== '') document.title = `${reading.title} - crossover-sim explorer`;
  }, [reading.title]);
  return {
    ...{ engine, opened, text, reading, shown, sections, run, stale, picture, decided, failure, nothing, notice, replaced },
    isOldPicture: pictured !== opened,
    begun: reading !== nothingRead,
    open,
    choose,
    onChange,
    onAdd,
  };
}

export type OpenStudy = ReturnType<typeof useStudy>;
