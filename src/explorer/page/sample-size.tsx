import type { SizeAnswer } from '../engine/messages.ts';
import { share } from './answer.tsx';
import type { Asking } from './use-answer.ts';

/** The number of patients that reaches the target power, on demand. */
export function SampleSize({ size, ready }: { readonly size: Asking<'size'>; readonly ready: boolean }) {
  return (
    <p>
      <button type="button" onClick={() => size.ask({})} disabled={!ready || size.busy}>
        How many patients?
      </button>{' '}
      <output id="size">
        {size.busy ? 'searching …' : size.problem}
        {size.answer === undefined ? null : <SizeWords answer={size.answer} />}
      </output>
    </p>
  );
}

/** What the search for a number of patients found. */
function SizeWords({ answer }: { readonly answer: SizeAnswer }) {
  const { target, of, participants, power = NaN, mcse = NaN, replicates, command, none } = answer;
  const found = `${participants} participants give ${of} a power of ${share(power)} (Monte-Carlo SE ${mcse.toFixed(4)}; target ${target}; ${replicates} replicates).`;
  return (
    <>
      {participants === undefined ? `${none}.` : found} The same numbers: <code>{command}</code>
    </>
  );
}
