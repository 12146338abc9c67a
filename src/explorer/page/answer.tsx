import type { RunState } from '../engine/messages.ts';

/** A share as the tables of the program give it: three decimals. */
export const share = (value: number): string => value.toFixed(3);

/** What is said of figures that are not those of the scenario as it is. */
export const BEFORE = 'before the last change';

interface Row {
  readonly label: string;
  /** Undefined where no power is given. */
  readonly power?: RunState['result']['analyses'][string]['power'] | undefined;
}

/** The claim, then every analysis, those of the claim marked. What could not be estimated too often has no power. */
function rowsOf({ result, claim, failed }: RunState): Row[] {
  const ofClaim =
    result.claim === undefined
      ? undefined
      : { power: claim?.all.some((name) => failed.includes(name)) === true ? undefined : result.claim.power };
  const analyses = Object.entries(result.analyses).map(([name, { power }]) => ({
    label: claim?.all.includes(name) === true ? `${name} (claim)` : name,
    power: failed.includes(name) ? undefined : power,
  }));
  return [...(ofClaim === undefined ? [] : [{ label: 'claim', ...ofClaim }]), ...analyses];
}

/** Power of the claim and of every analysis, each with its Monte-Carlo standard error and interval, while the trials come in. */
export function Answer({ run, stale }: { readonly run: RunState | undefined; readonly stale: boolean }) {
  if (run === undefined) return <p class="headline">…</p>;
  const { result, replicates, level, claim, failed } = run;
  const rows = rowsOf(run);
  const [first] = rows;
  return (
    <div id="answer" class={stale ? 'stale' : undefined}>
      <p class="headline">
        <span class="figure" id="power">
          {first.power === undefined ? 'none' : share(first.power.value)}
        </span>{' '}
        power of {first.label === 'claim' ? 'the claim' : first.label}, {result.participants}{' '}
        {result.participants === 1 ? 'patient' : 'patients'}
        {stale ? ` ${BEFORE}` : ''}
      </p>
      {claim === undefined ? null : <p id="claim">The claim: {claim.name}</p>}
      <progress value={result.replicates} max={replicates} aria-label="simulated replicates" />
      <table>
        <caption>
          {stale ? `${BEFORE}: ` : ''}
          {result.replicates} of {replicates} replicates
        </caption>
        <thead>
          <tr>
            <th scope="col">analysis</th>
            <th scope="col">power</th>
            <th scope="col">Monte-Carlo SE</th>
            <th scope="col">{Number((100 * level).toPrecision(4))} % Monte-Carlo interval</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, power }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{power === undefined ? 'not given' : share(power.value)}</td>
              <td>{power?.mcse.toFixed(4)}</td>
              <td>{power === undefined ? '' : `${share(power.lower)} to ${share(power.upper)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {failed.length === 0 ? null : <Failures run={run} />}
    </div>
  );
}

/** Why no power is given. */
function Failures({ run: { result, failed, maxFailures } }: { readonly run: RunState }) {
  return (
    <ul class="problems" id="failures">
      {failed.map((name) => {
        const { share: part, reasons } = result.analyses[name].notEstimable;
        const why = Object.entries(reasons).map(([reason, count]) => `${count} trials: ${reason}`);
        return (
          <li key={name}>
            {name}: {(100 * part).toFixed(2)} % of {result.replicates} trials could not be analysed ({why.join('; ')}), more than
            power.maxFailures ({100 * maxFailures} %): no power is given
          </li>
        );
      })}
    </ul>
  );
}
