/** Another camera and another lamp: white balance, brightness, gamma, contrast and saturation. */
import { between, type Random } from '@/core/samples/random';

export type Colours = {
  /** Factor of each channel. */
  readonly gains: readonly [number, number, number];
  readonly gamma: number;
  readonly contrast: number;
  readonly saturation: number;
};

/** Ranges of training/lentigo_training/augment.py, somewhat narrower: a clinic has one camera, not all. */
export function drawColours(random: Random): Colours {
  const brightness = between(random, 0.85, 1.15);
  const gain = () => brightness * between(random, 0.9, 1.1);
  return {
    gains: [gain(), gain(), gain()],
    gamma: Math.exp(between(random, -0.2, 0.2)),
    contrast: between(random, 0.85, 1.2),
    saturation: between(random, 0.75, 1.25),
  };
}

/** RGB bytes in, RGB bytes out. */
export function recolour(
  image: Uint8Array,
  { gains, gamma, contrast, saturation }: Colours,
): Uint8Array {
  const curves = gains.map((gain) =>
    Float32Array.from({ length: 256 }, (_, byte) => {
      const curved = ((byte / 255) ** gamma - 0.5) * contrast + 0.5;
      return Math.min(255, Math.max(0, curved * gain * 255));
    }),
  );
  const [red, green, blue] = curves as [Float32Array, Float32Array, Float32Array];
  const result = new Uint8ClampedArray(image.length);
  for (let i = 0; i < image.length; i += 3) {
    const r = red[image[i]!]!;
    const g = green[image[i + 1]!]!;
    const b = blue[image[i + 2]!]!;
    const grey = (0.299 * r + 0.587 * g + 0.114 * b) * (1 - saturation); // ITU-R 601
    result[i] = r * saturation + grey;
    result[i + 1] = g * saturation + grey;
    result[i + 2] = b * saturation + grey;
  }
  return new Uint8Array(result.buffer);
}
