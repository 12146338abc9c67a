import { useState } from 'preact/hooks';
import { Answer } from './answer.tsx';
import { FileChoice } from './file-choice.tsx';
import { Patients } from './patients.tsx';
import { PictureView } from './picture-view.tsx';
import { Rivals } from './rivals.tsx';
import { SampleSize } from './sample-size.tsx';
import { ScenarioForm } from './scenario-form.tsx';
import { ScenarioText } from './scenario-text.tsx';
import { TakeAway } from './take-away.tsx';
import { useAnswer } from './use-answer.ts';
import { useStudy, type OpenStudy } from './use-study.ts';

/** The whole page: what is asked at the left, the answer at the right, the same scenario as text below. */
export function App() {
  const study = useStudy();
  const { reading, run, stale, notice } = study;
  const done = run?.done === true && !stale;
  const ready = !stale && reading.problems.length === 0 && run !== undefined;
  // What stands below something that is not known yet is not there before it: nothing moves when it comes.
  return (
    <>
      <header>
        <h1>crossover-sim explorer</h1>
        <FileChoice onText={study.choose} replaced={study.replaced} />
        {notice === '' ? null : (
          <p class="problem" role="alert" id="notice">
            {notice}
          </p>
        )}
      </header>
      {study.begun ? (
        <div class="columns">
          <section aria-labelledby="asked">
            <h2 id="asked">Scenario</h2>
            <p id="title">{reading.title}</p>
            <ScenarioForm fields={study.shown} {...{ reading }} sections={study.sections} onChange={study.onChange} onAdd={study.onAdd} />
          </section>
          <Answers {...{ study, done, ready }} />
        </div>
      ) : null}
      {run === undefined && study.nothing === '' && reading.problems.length === 0 ? null : (
        <ScenarioText text={study.text} reading={reading} onText={study.open} />
      )}
    </>
  );
}

interface AnswersProps {
  readonly study: OpenStudy;
  /** Whether the run is over. */
  readonly done: boolean;
  /** Whether there are figures of the scenario as it is. */
  readonly ready: boolean;
}

/** Power and what goes with it. */
function Answers({
  study: { engine, opened, text, reading, run, stale, picture, isOldPicture, decided, failure, nothing },
  done,
  ready,
}: AnswersProps) {
  const size = useAnswer(engine, 'size', opened);
  const [replicate, setReplicate] = useState(0);
  return (
    <div>
      <section aria-labelledby="answered">
        <h2 id="answered">Power</h2>
        {failure === '' ? null : (
          <p class="problem" role="alert">
            {failure}
          </p>
        )}
        {nothing === '' ? <Answer run={run} stale={stale} /> : <p id="nothing">{nothing}</p>}
        {decided === '' ? null : <p id="decided">{decided}</p>}
        {run === undefined ? null : <SampleSize size={size} ready={ready} />}
        <div class="first-picture">{picture === undefined ? null : <PictureView picture={picture} stale={isOldPicture} />}</div>
      </section>
      {run === undefined ? null : (
        <>
          <Patients {...{ engine, opened, ready, replicate }} onReplicate={setReplicate} />
          <Rivals {...{ engine, opened, ready }} />
          <TakeAway {...{ engine, text, done, ready, replicate }} tables={reading.tables} />
        </>
      )}
    </div>
  );
}
