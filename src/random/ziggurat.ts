import { exp, log } from '../elementary/index.ts';
/** Number of layers of equal area under the half-normal density. */
const LAYERS = 256;
/** Where the tail begins, in SD, for 256 layers (Marsaglia & Tsang 2000). */
export const TAIL_START = 3.6541528853610088;
/** Area of every layer, for the unnormalised density exp(−x²/2) (Marsaglia & Tsang 2000). */
const LAYER_AREA = 0.00492867323399;

/** Right edge of every layer, from the widest (index 0, a pseudo-edge that includes the tail) to 0 (index 256). */
export const layerEdge: Float64Array = edges();
/** exp(−x²/2) at every edge. */
export const layerHeight: Float64Array = layerEdge.map((x, layer) =>
  layer === 0 ? exp((-TAIL_START * TAIL_START) / 2) : exp((-x * x) / 2),
);

function edges(): Float64Array {
  const x = new Float64Array(LAYERS + 1);
  x[0] = LAYER_AREA / exp((-TAIL_START * TAIL_START) / 2);
  x[1] = TAIL_START;
  for (let layer = 2; layer < LAYERS; layer++) {
    x[layer] = Math.sqrt(-2 * log(LAYER_AREA / x[layer - 1] + exp((-x[layer - 1] * x[layer - 1]) / 2)));
  }
  x[LAYERS] = 0;
  return x;
}
