/** Largest angle that is reduced without loss, radians. */
const LARGEST = 1048576; // 2^20
const PER_QUARTER = 0.6366197723675814; // 2 / π
/** π/2 in three pieces of 33 bits, each with what is left after it. */
const PIECE_1 = 1.5707963267341256;
const PIECE_2 = 6.077100506303966e-11;
const PIECE_3 = 2.0222662487111665e-21;
const REST_3 = 8.4784276603689e-32;

/**
 * The sine of an angle in radians, |x| ≤ 2^20 (NaN beyond): the angle is reduced by quarter turns, and a polynomial of degree 13 or 14 taken of the rest.
 * The error is below 1 unit in the last place.
 * @see Sun Microsystems (1993) FDLIBM, the freely distributable mathematical library, s_sin.c, k_sin.c, e_rem_pio2.c, https://www.netlib.org/fdlibm/
 */
export function sin(x: number): number {
  return turned(x, 0);
}

/** The cosine of an angle in radians: as `sin`, a quarter turn further. */
export function cos(x: number): number {
  return turned(x, 1);
}

function turned(x: number, quarters: number): number {
  if (!(Math.abs(x) <= LARGEST)) return NaN;
  if (Math.abs(x) <= 0.7853981633974483) return quarters === 0 ? sine(x, 0) : cosine(x, 0);
  const n = Math.round(x * PER_QUARTER);
  let r = x - n * PIECE_1;
  let w = n * PIECE_2;
  let left = r;
  r = left - w;
  // What the subtraction rounded away, and the rest of π/2.
  let lost = left - r - w;
  w = n * PIECE_3;
  left = r;
  r = left - w;
  lost += left - r - w;
  const low = lost - n * REST_3;
  const angle = r + low;
  const rest = r - angle + low;
  const quarter = (n + quarters) & 3;
  const value = (quarter & 1) === 0 ? sine(angle, rest) : cosine(angle, rest);
  return quarter < 2 ? value : -value;
}

/** sin(x + y), |x| ≤ π/4. */
function sine(x: number, y: number): number {
  const z = x * x;
  const cube = z * x;
  const r =
    0.00833333333332249 +
    z * (-0.0001984126982985795 + z * (0.0000027557313707070068 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x - (z * (0.5 * y - cube * r) - y - cube * -0.16666666666666632);
}

/** cos(x + y), |x| ≤ π/4. */
function cosine(x: number, y: number): number {
  const z = x * x;
  const w = z * z;
  const first = z * (0.0416666666666666 + z * (-0.001388888888887411 + z * 0.00002480158728947673));
  const r = first + w * w * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11));
  const half = 0.5 * z;
  const whole = 1 - half;
  return whole + (1 - whole - half + (z * r - x * y));
}

/** atan of ½, 1, 1½ and ∞ in two pieces. */
const ANGLES_HIGH = [0.4636476090008061, 0.7853981633974483, 0.982793723247329, 1.5707963267948966];
const ANGLES_LOW = [2.2698777452961687e-17, 3.061616997868383e-17, 1.3903311031230998e-17, 6.123233995736766e-17];

/**
 * The angle in (−π/2, π/2) of a tangent, radians: atan x = atan a + atan((x − a)/(1 + a x)) for a near x, and a polynomial of degree 23 of the rest.
 * The error is below 1 unit in the last place.
 * @see Sun Microsystems (1993) FDLIBM, the freely distributable mathematical library, s_atan.c, https://www.netlib.org/fdlibm/
 */
export function atan(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 0.4375) return magnitude < 7.450580596923828e-9 ? x : x - x * polynomial(x); // 2^−27
  if (Number.isNaN(x)) return x;
  const angle = x < 0 ? -positive(magnitude) : positive(magnitude);
  return angle;
}

function positive(x: number): number {
  if (x < 0.6875) return around(0, (2 * x - 1) / (2 + x));
  if (x < 1.1875) return around(1, (x - 1) / (x + 1));
  if (x < 2.4375) return around(2, (x - 1.5) / (1 + 1.5 * x));
  return around(3, -1 / x);
}

const around = (place: number, x: number): number => ANGLES_HIGH[place] - (x * polynomial(x) - ANGLES_LOW[place] - x);

/** (x − atan x)/x, |x| ≤ 7/16. */
function polynomial(x: number): number {
  const z = x * x;
  const w = z * z;
  const even = 0.06661073137387531 + w * (0.049768779946159324 + w * 0.016285820115365782);
  const odd = -0.0769187620504483 + w * (-0.058335701337905735 + w * -0.036531572744216916);
  const first = z * (0.3333333333333293 + w * (0.14285714272503466 + w * (0.09090887133436507 + w * even)));
  return first + w * (-0.19999999999876483 + w * (-0.11111110405462356 + w * odd));
}
