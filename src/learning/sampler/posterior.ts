import { rootKey, Stream, streamId } from '../../random/index.ts';
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

/** One chain from a start of its own, which is drawn from a normal distribution. @param purpose  another number gives other draws */
export function chainOf(
  density: Density,
  seed: string,
  purpose: number,
  chain: number,
  { warmUp, draws }: ChainLengths = chainLengths,
): Chain {
  const stream = new Stream().startAt(rootKey(seed), purpose, chain, CHAIN);
  const start = Float64Array.from({ length: density.size }, () => stream.normal() / 2);
  return sampleChain(density, start, warmUp, draws, stream);
}

/** All chains of a density. @param purpose  another number gives other draws */
export function sample(density: Density, seed: string, purpose: number, lengths: ChainLengths = chainLengths): Sampled {
  return sampledFrom(Array.from({ length: lengths.chains }, (_, chain) => chainOf(density, seed, purpose, chain, lengths)));
}

/** The draws of chains. */
export function sampledFrom(chains: readonly Chain[]): Sampled {
  return {
    chains,
    draws: chains.flatMap((chain) => chain.draws),
    diagnostics: (of) => chainDiagnostics(chains.map((chain) => chain.draws.map(of))),
  };
}
