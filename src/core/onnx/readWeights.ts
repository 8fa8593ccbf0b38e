/** The weights of a model's files by their names, as numbers. */
import * as z from 'zod/mini';
import { decodeHalves } from './half';

z.config({ jitless: true }); // the page's policy forbids code from text

export type Weight = { readonly shape: readonly number[]; readonly values: Float32Array };
export type Weights = ReadonlyMap<string, Weight>;

const layersModel = z.object({
  weightsManifest: z.array(
    z.object({
      weights: z.array(
        z.object({
          name: z.string(),
          shape: z.array(z.int().check(z.positive())),
          dtype: z.literal('float32'),
          quantization: z.discriminatedUnion('dtype', [
            z.object({ dtype: z.literal('float16') }),
            // A byte b stands for b · scale + min.
            z.object({ dtype: z.literal('uint8'), min: z.number(), scale: z.number() }),
          ]),
        }),
      ),
    }),
  ),
});

/** `model` is model.json, parsed as JSON; `bytes` all of its weights. Throws where they do not belong together. */
export function readWeights(model: unknown, bytes: Uint8Array): Weights {
  const { weightsManifest } = layersModel.parse(model);
  const weights = new Map<string, Weight>();
  let at = 0;
  for (const { name, shape, quantization } of weightsManifest.flatMap((group) => group.weights)) {
    const count = shape.reduce((product, side) => product * side, 1);
    const length = quantization.dtype === 'float16' ? 2 * count : count;
    const part = bytes.slice(at, at + length);
    if (part.length < length) throw new RangeError(`the weights end within ${name}`);
    const values =
      quantization.dtype === 'float16'
        ? decodeHalves(part)
        : Float32Array.from(part, (step) => step * quantization.scale + quantization.min);
    weights.set(name, { shape, values });
    at += length;
  }
  if (at !== bytes.length) {
    throw new RangeError(`${at} bytes of weights are named, ${bytes.length} are there`);
  }
  return weights;
}
