import { useEffect, useState } from 'preact/hooks';
import type { TrialMarks, TrialView } from '../engine/messages.ts';
import type { EngineClient } from './engine-client.ts';
import { PictureView } from './picture-view.tsx';
import { useAnswer } from './use-answer.ts';

/** Trials that can be stepped through (assumed). */
const TRIALS = 40;

interface PatientsProps {
  readonly engine: EngineClient;
  readonly opened: number;
  readonly ready: boolean;
  /** The trial that is shown, from 0. */
  readonly replicate: number;
  readonly onReplicate: (replicate: number) => void;
}

/** Trials of the run one by one: their patients, what each analysis found, and why one did not succeed. */
export function Patients({ engine, opened, ready, replicate, onReplicate }: PatientsProps) {
  const [isOpen, setOpen] = useState(false);
  const [picture, setPicture] = useState('');
  const [participant, setParticipant] = useState<number>();
  const marks = useAnswer(engine, 'marks', opened);
  const trial = useAnswer(engine, 'trial', opened);
  const [view, setView] = useState<TrialView>();
  useEffect(() => {
    if (isOpen && ready) trial.ask({ replicate, participant, picture });
  }, [isOpen, ready, opened, replicate, participant, picture]);
  useEffect(() => {
    if (isOpen && ready) marks.ask({ count: TRIALS });
  }, [isOpen, ready, opened]);
  // A trial that the run has no more gives way to its last one.
  useEffect(() => {
    if (marks.answer !== undefined && replicate >= marks.answer.length) onReplicate(marks.answer.length - 1);
  }, [marks.answer]);
  // What was there before stays in its place until the new one comes: nothing jumps.
  useEffect(() => {
    if (trial.answer === undefined) return;
    setView(trial.answer);
    if (participant !== undefined && participant > trial.answer.participants) setParticipant(undefined);
  }, [trial.answer]);
  return (
    <section aria-labelledby="patients">
      <h2 id="patients">The patients</h2>
      {isOpen ? null : (
        <p>
          <button type="button" disabled={!ready} onClick={() => setOpen(true)}>
            See the patients
          </button>{' '}
          of the simulated trials, one trial after another
        </p>
      )}
      {isOpen && marks.answer !== undefined ? <TrialChoice marks={marks.answer} {...{ replicate, onReplicate }} /> : null}
      {trial.problem === '' ? null : <p class="problem">{trial.problem}</p>}
      {isOpen && view !== undefined ? (
        <div id="trial" class={trial.answer === undefined ? 'stale' : undefined} data-replicate={trial.answer?.replicate}>
          <Findings view={view} />
          <p class="choices">
            <label>
              picture{' '}
              <select value={view.picture?.name} onChange={(event) => setPicture(event.currentTarget.value)}>
                {view.pictures.map(([name, title]) => (
                  <option key={name} value={name}>
                    {title}
                  </option>
                ))}
              </select>
            </label>{' '}
            <label>
              participant{' '}
              <select
                value={participant ?? ''}
                onChange={({ currentTarget: { value } }) => setParticipant(value === '' ? undefined : Number(value))}
              >
                <option value="">all</option>
                {Array.from({ length: view.participants }, (_, place) => (
                  <option key={place}>{place + 1}</option>
                ))}
              </select>
            </label>
          </p>
          {view.picture === undefined ? null : <PictureView picture={view.picture} />}
        </div>
      ) : null}
    </section>
  );
}

interface TrialChoiceProps {
  readonly marks: TrialMarks;
  readonly replicate: number;
  readonly onReplicate: (replicate: number) => void;
}

/** The trials as radio buttons, which the arrow keys step through; a mark says which of them succeeded. */
function TrialChoice({ marks, replicate, onReplicate }: TrialChoiceProps) {
  return (
    <fieldset class="trials">
      <legend>
        {marks.filter((success) => success).length} of the first {marks.length} trials succeeded (✓)
      </legend>
      {marks.map((success, place) => (
        <label key={place} class={success ? 'success' : undefined}>
          <input type="radio" name="trial" checked={place === replicate} onChange={() => onReplicate(place)} />
          {place + 1} <span aria-hidden="true">{success ? '✓' : '✗'}</span>
          <span class="sr">{success ? 'succeeded' : 'did not succeed'}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Findings({ view: { replicate, level, analyses } }: { readonly view: TrialView }) {
  return (
    <table>
      <caption>Trial {replicate + 1}</caption>
      <thead>
        <tr>
          <th scope="col">analysis</th>
          <th scope="col">estimate ({Number((100 * level).toPrecision(6))} % interval)</th>
          <th scope="col">succeeded</th>
        </tr>
      </thead>
      <tbody>
        {analyses.map(({ analysis, claimed, success, found, why }) => (
          <tr key={analysis}>
            <th scope="row">
              {analysis}
              {claimed ? ' (claim)' : ''}
            </th>
            <td>{found}</td>
            <td>{success ? 'yes' : `no: ${why}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
