import type { RunState } from '../engine/messages.ts';

/** A share as the tables of the program give it: three decimals. */
export const share = (value: number): string => value.toFixed(3);

/** Power of the claim and of every analysis, each with its Monte-Carlo standard error and interval, while the trials come in. */
export function Answer({ run, stale }: { readonly run: RunState | undefined; readonly stale: boolean }) {
  if (run === undefined) return <p class="headline">…</p>;
  const { result, replicates } = run;
  const rows = [...(result.claim === undefined ? [] : [{ ...result.claim, label: 'claim' }]), ...named(result)];
  const [first] = rows;
  return (
    <div id="answer" class={stale ? 'stale' : undefined}>
      <p class="headline">
        <span class="figure" id="power">
          {share(first.power.value)}
        </span>{' '}
        power of {first.label}, {result.participants} patients
      </p>
      <progress value={result.replicates} max={replicates} aria-label="simulated replicates" />
      <table>
        <caption>
          {result.replicates} of {replicates} replicates
        </caption>
        <thead>
          <tr>
            <th scope="col">analysis</th>
            <th scope="col">power</th>
            <th scope="col">Monte-Carlo SE</th>
            <th scope="col">95 % interval</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, power }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{share(power.value)}</td>
              <td>{power.mcse.toFixed(4)}</td>
              <td>
                {share(power.lower)} to {share(power.upper)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function named({ analyses }: RunState['result']) {
  return Object.entries(analyses).map(([label, { power }]) => ({ label, power }));
}
