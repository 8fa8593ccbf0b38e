/** Named tensors laid end to end in one flat list, so that an optimiser's step is a dozen operations and not a thousand. */
import * as tf from '@tensorflow/tfjs';

export type Layout = {
  readonly entries: readonly { readonly name: string; readonly shape: number[] }[];
  /** Lengths of the entries, in order. */
  readonly sizes: number[];
  readonly length: number;
};

/** In the order of `names`. */
export function toLayout(names: readonly string[], shapeOf: (name: string) => number[]): Layout {
  const entries = names.map((name) => ({ name, shape: shapeOf(name) }));
  const sizes = entries.map(({ shape }) => tf.util.sizeFromShape(shape));
  return { entries, sizes, length: sizes.reduce((sum, size) => sum + size, 0) };
}

/** The entries as tensors of their own. */
export function unpack(vector: tf.Tensor1D, { entries, sizes }: Layout): Map<string, tf.Tensor> {
  if (entries.length === 0) return new Map();
  if (tf.getBackend() === 'wasm') {
    // tfjs's WASM copies the whole list for every run that is cut from it: 1 s for the hundred weights of `light`.
    const values = vector.dataSync();
    let offset = 0;
    return new Map(
      entries.map(({ name, shape }, index) => {
        const part = values.subarray(offset, offset + sizes[index]!);
        offset += sizes[index]!;
        return [name, tf.tensor(part, shape)];
      }),
    );
  }
  const parts = tf.split(vector, sizes);
  return new Map(entries.map(({ name, shape }, index) => [name, parts[index]!.reshape(shape)]));
}

/** Throws where an entry is missing. */
export function pack(tensors: tf.NamedTensorMap, { entries }: Layout): tf.Tensor1D {
  const parts = entries.map(({ name }) => {
    const tensor = tensors[name];
    if (!tensor) throw new Error(`there is no tensor ${name}`);
    return tensor.flatten();
  });
  return parts.length === 0 ? tf.tensor1d([]) : tf.concat1d(parts);
}
