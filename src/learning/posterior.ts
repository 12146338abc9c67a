import { rootKey, Stream, streamId } from '../random/index.ts';
import { chainDiagnostics, type ChainDiagnostics } from './chain-diagnostics.ts';
import { sampleChain, type Chain, type Density } from './hamiltonian.ts';

/** How long the chains are (assumed: bulk sizes above 800 with the shipped evidence). */
export interface ChainLengths {
  readonly chains: number;
  readonly warmUp: number;
  readonly draws: number;
}
export const chainLengths: ChainLengths = { chains: 4, warmUp: 700, draws: 1000 };

const CHAIN = streamId('chain of a posterior');

/** Draws of all chains from a density, chain after chain. */
export interface Sampled {
  readonly chains: readonly Chain[];
  readonly draws: readonly Float64Array[];
  /** Agreement of the chains on a function of a draw. */
  diagnostics(of: (draw: Float64Array) => number): ChainDiagnostics;
}

/** Chains from starts of their own, which are drawn from a standard normal. @param purpose  another number gives other draws */
export function sample(
  density: Density,
  seed: string,
  purpose: number,
  { chains: count, warmUp, draws }: ChainLengths = chainLengths,
): Sampled {
  const key = rootKey(seed);
  const stream = new Stream();
  const chains = Array.from({ length: count }, (_, chain) => {
    stream.startAt(key, purpose, chain, CHAIN);
    const start = Float64Array.from({ length: density.size }, () => stream.normal() / 2);
    return sampleChain(density, start, warmUp, draws, stream);
  });
  return {
    chains,
    draws: chains.flatMap((chain) => chain.draws),
    diagnostics: (of) => chainDiagnostics(chains.map((chain) => chain.draws.map(of))),
  };
}
