import type * as tf from '@tensorflow/tfjs';

/** A weight by its name, 'encoder1_conv1/kernel'. */
export type GetWeight = (name: string) => tf.Tensor;

/** A model's weights; they are the model's to free. Asked for another one, it throws. */
export function readLayers(model: tf.LayersModel): GetWeight {
  const all = new Map(model.weights.map((weight) => [weight.originalName, weight]));
  return (name) => {
    const weight = all.get(name);
    if (weight === undefined) throw new RangeError(`the model has no ${name}`);
    return weight.read();
  };
}
