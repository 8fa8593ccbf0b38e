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
          quantization: z.object({ dtype: z.literal('float16') }),
        }),
      ),
    }),
  ),
});

/** `model` is model.json, parsed as JSON; `bytes` all of its weights. Throws where they do not belong together. */
export function readWeights(model: unknown, bytes: Uint8Array): Weights {
  const { weightsManifest } = layersModel.parse(model);
  const values = decodeHalves(bytes);
  const weights = new Map<string, Weight>();
  let at = 0;
  for (const { name, shape } of weightsManifest.flatMap((group) => group.weights)) {
    const length = shape.reduce((product, side) => product * side, 1);
    weights.set(name, { shape, values: values.subarray(at, at + length) });
    at += length;
  }
  if (at !== values.length)
    throw new RangeError(`${at} weights are named, ${values.length} are there`);
  return weights;
}
