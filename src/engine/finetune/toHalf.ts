/** float32 to float16 bits (IEEE 754), rounded to nearest, ties to even, as NumPy does. */

const LARGEST_HALF = 65504;

/** Throws where a value does not fit: beyond ±65504, or no number. */
export function toHalf(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(Float32Array.from(values).buffer);
  return Uint16Array.from(bits, (bit, index) => {
    const value = values[index]!;
    if (!(Math.abs(value) <= LARGEST_HALF)) {
      throw new RangeError(`float16 cannot hold ${value}`);
    }
    return ((bit >>> 16) & 0x8000) | toMagnitude(bit & 0x7fffffff);
  });
}

/** `bit` is that of a float32 without its sign, at most LARGEST_HALF. */
function toMagnitude(bit: number): number {
  const exponent = (bit >>> 23) - 127 + 15;
  // What is cut off: 13 bits, and more where the half has no exponent left (subnormal).
  const cut = exponent > 0 ? 13 : 14 - exponent;
  if (cut > 24) return 0;
  const fraction = exponent > 0 ? bit & 0x7fffff : (bit & 0x7fffff) | 0x800000;
  const kept = (exponent > 0 ? exponent << 10 : 0) + (fraction >>> cut);
  const rest = fraction & ((1 << cut) - 1);
  const half = 1 << (cut - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
