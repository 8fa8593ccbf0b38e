import { fitInto } from './fit';
import { resizeRgb } from './resize';
import type { InputSpec, ModelInput, RgbaImage, Size } from './types';

/** Bars of a letterboxed picture, as a share of the range: the mean of all values, so no edge stands out. */
const BAR_GREY = 0.5;

/**
 * The picture as the network wants it: fitted, resized by the rule of resize.ts, in the spec's range, NHWC.
 * `trueSize` is the picture's own size where `image` was decoded smaller; the fit leads back to it.
 */
export function toModelInput(
  image: RgbaImage,
  spec: InputSpec,
  trueSize: Size = image,
): ModelInput {
  const source = { width: trueSize.width, height: trueSize.height };
  const fit = fitInto(source, spec.size, spec.fit);
  const { placed } = fit;
  const rgb = resizeRgb(image, placed);
  const [low, high] = spec.range;
  const values = Float32Array.from({ length: 256 }, (_, byte) => low + (byte / 255) * (high - low));
  const data = new Float32Array(spec.size.width * spec.size.height * 3);
  if (spec.fit === 'letterbox') data.fill(low + BAR_GREY * (high - low));
  for (let y = 0; y < placed.height; y++) {
    const from = y * placed.width * 3;
    const to = ((placed.y + y) * spec.size.width + placed.x) * 3;
    for (let i = 0; i < placed.width * 3; i++) data[to + i] = values[rgb[from + i]!]!;
  }
  return { data, size: spec.size, fit };
}
