/** What the camera does to the scene: blur, the dark ring around the lit circle, noise, bytes. */
import type { RgbaImage } from '@/core/raster/types';
import { mix, smoothStep } from './noise';
import type { Random } from './random';
import type { CameraSpec, Canvas } from './types';

/** The ring's colour, 0..1 sRGB, and the width of its edge, a share of the short side. */
const RING = [0.07, 0.055, 0.06] as const;
const RING_EDGE = 0.04;
/** A Gaussian is cut off after this many sigmas. */
const SIGMAS = 3;

/** `scale` is the canvas's size over the spec's own: what is drawn smaller has less noise, as a picture made smaller has. */
export function takePhoto(
  scene: Canvas,
  { vignette, blur, grain }: CameraSpec,
  scale: number,
  random: Random,
): RgbaImage {
  const { width, height } = scene;
  const unit = Math.min(width, height);
  const sharp = blurCanvas(scene, blur * unit).data;
  const data = new Uint8ClampedArray(width * height * 4);
  const noise = grain * Math.min(1, scale);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const away = Math.hypot(x + 0.5 - width / 2, y + 0.5 - height / 2) / unit;
      const ring = vignette === null ? 0 : smoothStep(vignette, vignette + RING_EDGE, away);
      const brightness = 0.8 * noise * normal(random);
      for (let channel = 0; channel < 3; channel++) {
        const value = 255 * mix(sharp[at * 3 + channel]!, RING[channel]!, ring);
        data[at * 4 + channel] = value + brightness + 0.6 * noise * normal(random);
      }
      data[at * 4 + 3] = 255;
    }
  }
  return { width, height, data };
}

/** About normally distributed, mean 0, standard deviation 1: three even numbers of variance 1/12 each, doubled. */
function normal(random: Random): number {
  return 2 * (random() + random() + random() - 1.5);
}

/** A Gaussian, first along the rows, then along the columns; the edge's pixels count for what lies beyond. */
function blurCanvas(canvas: Canvas, sigma: number): Canvas {
  const { width, height } = canvas;
  const reach = Math.ceil(sigma * SIGMAS);
  if (reach === 0) return canvas;
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  const weights = Float32Array.from(kernel, (weight) => weight / sum);
  const rows = new Float32Array(canvas.data.length);
  const both = new Float32Array(canvas.data.length);
  slide(canvas.data, rows, weights, { count: width, step: 3 }, { count: height, step: width * 3 });
  slide(rows, both, weights, { count: height, step: width * 3 }, { count: width, step: 3 });
  return { width, height, data: both };
}

type Axis = { readonly count: number; readonly step: number };

function slide(
  from: Float32Array,
  to: Float32Array,
  weights: Float32Array,
  along: Axis,
  across: Axis,
): void {
  const reach = (weights.length - 1) / 2;
  for (let line = 0; line < across.count; line++) {
    for (let place = 0; place < along.count; place++) {
      let [red, green, blue] = [0, 0, 0];
      for (let i = -reach; i <= reach; i++) {
        const other = Math.min(along.count - 1, Math.max(0, place + i));
        const at = line * across.step + other * along.step;
        const weight = weights[i + reach]!;
        red += from[at]! * weight;
        green += from[at + 1]! * weight;
        blue += from[at + 2]! * weight;
      }
      const at = line * across.step + place * along.step;
      to[at] = red;
      to[at + 1] = green;
      to[at + 2] = blue;
    }
  }
}
