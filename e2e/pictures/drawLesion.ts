/**
 * A drawn lesion and its truth: skin with a slow change of light and fine grain, and on it a blotchy brown spot with a
 * wavy, soft border. Not a photo, but like enough for the network to outline. The same numbers give the same picture.
 */

/** Pixels of a picture; RGBA bytes, alpha 255. */
export type Picture = {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
};

export type DrawnLesion = {
  readonly picture: Picture;
  /** White where the lesion is, black elsewhere. */
  readonly truth: Picture;
};

export type LesionOptions = {
  readonly width?: number;
  readonly height?: number;
  readonly seed?: number;
  /** Centre and half axes, 0..1 of the picture's sides. Off-centre shows what a wrong rotation would do. */
  readonly centre?: { readonly x: number; readonly y: number };
  readonly radius?: { readonly x: number; readonly y: number };
};

const SKIN = [224, 178, 152] as const;
const LESION = [96, 58, 46] as const;
/** Of the radius. A dark spot with a sharp border is what ink looks like, and a network learns to leave ink out. */
const SOFT_BORDER = 0.25;
/** How much lighter and darker the pigment is in places, as a share. */
const BLOTCHES = 0.15;

export function drawLesion({
  width = 640,
  height = 480,
  seed = 1,
  centre = { x: 0.46, y: 0.54 },
  radius = { x: 0.2, y: 0.24 },
}: LesionOptions = {}): DrawnLesion {
  const random = seededRandom(seed);
  const waves = [2, 3, 5].map((count) => ({ count, phase: random() * 2 * Math.PI }));
  const data = new Uint8Array(width * height * 4);
  const truth = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = ((x + 0.5) / width - centre.x) / radius.x;
      const dy = ((y + 0.5) / height - centre.y) / radius.y;
      const angle = Math.atan2(dy, dx);
      const border = waves.reduce(
        (sum, { count, phase }) => sum + (0.08 / count) * Math.sin(count * angle + phase),
        1,
      );
      const inside = border - Math.hypot(dx, dy); // > 0 in the lesion
      const share = Math.min(1, Math.max(0, 0.5 + inside / SOFT_BORDER));
      const light = 1.04 - 0.1 * Math.hypot(x / width - 0.5, y / height - 0.5);
      const blotches =
        1 +
        BLOTCHES *
          (Math.sin(7 * dx + 1) * Math.sin(6 * dy + 2) + 0.6 * Math.sin(13 * dx + 11 * dy));
      const grain = 10 * (random() - 0.5);
      const at = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const colour = SKIN[channel]! * (1 - share) + LESION[channel]! * blotches * share;
        data[at + channel] = Math.min(255, Math.max(0, Math.round(colour * light + grain)));
        truth[at + channel] = inside >= 0 ? 255 : 0;
      }
      data[at + 3] = 255;
    }
  }
  return { picture: { width, height, data }, truth: { width, height, data: truth } };
}

/** A picture of one colour, as a truth that is all lesion (255) or has none (0). */
export function fillPicture(
  width: number,
  height: number,
  [red, green, blue]: readonly [number, number, number],
): Picture {
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < data.length; at += 4) data.set([red, green, blue, 255], at);
  return { width, height, data };
}

/** The same picture with one colour in the place of each of its own, by `recolour`. */
export function recolourPicture(
  picture: Picture,
  recolour: (rgb: readonly [number, number, number]) => readonly [number, number, number],
): Picture {
  const data = picture.data.slice();
  for (let at = 0; at < data.length; at += 4) {
    data.set(recolour([data[at]!, data[at + 1]!, data[at + 2]!]), at);
  }
  return { ...picture, data };
}

/** A quarter turn to the left; a viewer that obeys EXIF orientation 6 turns it back to the right. */
export function turnLeft({ width, height, data }: Picture): Picture {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4;
      turned.set(data.subarray(from, from + 4), ((width - 1 - x) * height + y) * 4);
    }
  }
  return { width: height, height: width, data: turned };
}

/** Numbers 0..1, mulberry32. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
