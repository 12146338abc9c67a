import type { WorldsAnswer } from '../engine/messages.ts';
import type { EngineClient } from './engine-client.ts';
import { PictureView } from './picture-view.tsx';
import { useAnswer } from './use-answer.ts';

interface RivalsProps {
  readonly engine: EngineClient;
  readonly opened: number;
  /** Whether there is a scenario without problems to ask about. */
  readonly ready: boolean;
}

/** What the answer rests on, asked on demand: the claim in every rival world, and power over each assumption. */
export function Rivals({ engine, opened, ready }: RivalsProps) {
  const worlds = useAnswer(engine, 'worlds', opened);
  const tornado = useAnswer(engine, 'tornado', opened);
  return (
    <section aria-labelledby="rivals">
      <h2 id="rivals">If the assumptions are wrong</h2>
      <p>A world is a set of assumptions about how the drugs act. It is laid over the scenario and may make its claim true or false.</p>
      <p>
        <button type="button" disabled={!ready || worlds.busy} onClick={() => worlds.ask({})}>
          Compare the worlds
        </button>{' '}
        how often the trial supports its claim where it is true, and where it is not
      </p>
      <p role="status" id="worlds-state">
        {worlds.busy ? 'simulating every world …' : (worlds.answer?.none ?? worlds.problem)}
      </p>
      {worlds.answer === undefined || worlds.answer.rows.length === 0 ? null : <WorldsTable answer={worlds.answer} />}
      <p>
        <button type="button" disabled={!ready || tornado.busy} onClick={() => tornado.ask({})}>
          Move every assumption
        </button>{' '}
        power at the low and the high end of each value that is not known
      </p>
      <p role="status" id="tornado-state">
        {tornado.busy ? 'simulating both ends of every range …' : (tornado.answer?.none ?? tornado.problem)}
      </p>
      {tornado.answer?.picture === undefined ? null : (
        <>
          <PictureView picture={tornado.answer.picture} />
          <p>
            {tornado.answer.sentence} The same numbers: <code>{tornado.answer.command}</code>
          </p>
        </>
      )}
    </section>
  );
}

function WorldsTable({ answer: { rows, replicates, command } }: { readonly answer: WorldsAnswer }) {
  return (
    <>
      <table id="worlds">
        <caption>Probability that the trial supports the claim, {replicates} replicates a world</caption>
        <thead>
          <tr>
            <th scope="col">world</th>
            <th scope="col">the claim is</th>
            <th scope="col">supported in</th>
            <th scope="col">95 % interval</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ world, title, holds, probability, none }) => (
            <tr key={world}>
              <th scope="row" title={title}>
                {world}
              </th>
              <td>{holds === undefined ? '' : holds ? 'true' : 'false: an error'}</td>
              <td>{probability === undefined ? none : probability.value.toFixed(3)}</td>
              <td>{probability === undefined ? '' : `${probability.lower.toFixed(3)} to ${probability.upper.toFixed(3)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <WorldNotes rows={rows} />
      {command === '' ? null : (
        <p>
          The same numbers: <code>{command}</code>
        </p>
      )}
    </>
  );
}

/** What each world says that the study does not read, and what it adds. */
function WorldNotes({ rows }: { readonly rows: WorldsAnswer['rows'] }) {
  const notes = rows.flatMap(({ world, unread, added }) => [
    ...(unread.length === 0 ? [] : [`${world}: the study does not read ${unread.join(', ')}.`]),
    ...(added.length === 0 ? [] : [`${world}: adds the endpoint ${added.join(', ')}, which the study does not have.`]),
  ]);
  if (notes.length === 0) return null;
  return (
    <ul id="world-notes">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
