/**
 * The colour of tissue from what is in it, after the law of Beer and Lambert: light is dimmed by exp(-density), by
 * melanin most in the blue (its absorption falls with about the third power of the wavelength; Jacques, Phys Med Biol
 * 58:R37, 2013), by blood most in the green. The figures are for sRGB bytes and were set by eye against dermoscopy.
 */

const MELANIN = [0.6, 1, 1.5] as const;
const BLOOD = [0.25, 1.3, 1.1] as const;
/** What comes back from tissue without either. */
const WHITE = [0.96, 0.93, 0.91] as const;
/** What comes back from the surface however dark the tissue is. */
const SURFACE = [0.08, 0.06, 0.06] as const;

/** One channel (0 red, 1 green, 2 blue), 0..1 sRGB, under light 1. */
export function toColour(channel: 0 | 1 | 2, melanin: number, blood: number): number {
  const density = melanin * MELANIN[channel] + blood * BLOOD[channel];
  return SURFACE[channel] + (WHITE[channel] - SURFACE[channel]) * Math.exp(-density);
}
