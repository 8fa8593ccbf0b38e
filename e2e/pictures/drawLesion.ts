/**
 * A drawn lesion and its truth, by the page's own generator of samples, and what else tests do with pictures. The same
 * numbers give the same picture.
 */
import { drawSample } from '../../src/core/samples/drawSample';
import { SAMPLES } from '../../src/core/samples/samples';

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

/** The sample with hairs without them, which is found well whatever the seed; off-centre shows a wrong rotation. */
const { spec } = SAMPLES.find(({ name }) => name === 'hairs')!;
const CENTRE = { x: 0.46, y: 0.54 };

export function drawLesion({
  width = 640,
  height = 480,
  seed = 1,
  centre = CENTRE,
  radius = spec.lesion.radius,
} = {}): DrawnLesion {
  const size = { width, height };
  const lesion = { ...spec.lesion, centre, radius };
  const { image, truth } = drawSample({ ...spec, size, seed, hairs: null, lesion });
  const white = new Uint8Array(truth.data.length * 4);
  truth.data.forEach((value, at) =>
    white.set([value * 255, value * 255, value * 255, 255], at * 4),
  );
  return {
    picture: { ...size, data: new Uint8Array(image.data) },
    truth: { ...size, data: white },
  };
}

/** A truth whose border has a tooth at every third pixel, as where a program grew it. */
export function roughen({ width, height, data }: Picture): Picture {
  const rough = data.slice();
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const isBeside = [1, -1, width, -width].some((step) => data[4 * (at + step)] === 255);
      if (data[4 * at] === 0 && isBeside && (x + y) % 3 === 0) rough.fill(255, 4 * at, 4 * at + 3);
    }
  }
  return { width, height, data: rough };
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
