/** The colours of heat maps: viridis (van der Walt & Smith 2015, matplotlib), even to the eye and safe for all eyes. */
export type Colour = readonly [red: number, green: number, blue: number];

/** Evenly spaced from low to high; straight lines between them stay within 7 of 255 of the original. */
export const VIRIDIS: readonly Colour[] = [
  [68, 1, 84],
  [72, 26, 108],
  [71, 47, 125],
  [65, 68, 135],
  [57, 86, 140],
  [49, 104, 142],
  [42, 120, 142],
  [35, 136, 142],
  [31, 152, 139],
  [34, 168, 132],
  [53, 183, 121],
  [84, 197, 104],
  [122, 209, 81],
  [165, 219, 54],
  [210, 226, 27],
  [253, 231, 37],
];

/** The colour of a value 0..1; what lies outside takes the end's. */
export function viridis(value: number): Colour {
  const place = Math.min(1, Math.max(0, value)) * (VIRIDIS.length - 1);
  const low = Math.min(VIRIDIS.length - 2, Math.floor(place));
  const share = place - low;
  const from = VIRIDIS[low]!;
  const to = VIRIDIS[low + 1]!;
  const mix = (channel: 0 | 1 | 2) =>
    Math.round(from[channel] + (to[channel] - from[channel]) * share);
  return [mix(0), mix(1), mix(2)];
}
