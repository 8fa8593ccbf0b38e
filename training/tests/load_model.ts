/** In: { model }, an exported folder. Out: tfjs's parameters and shapes, and its answer to the golden input. */
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';

const { model: folder } = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as { model: string };
const read = (name: string) => Uint8Array.from(readFileSync(`${folder}/${name}`));
const { input } = JSON.parse(readFileSync(`${folder}/card.json`, 'utf8')) as {
  input: { range: number[] };
};
const [low, high] = input.range;
const { modelTopology, weightsManifest, format } = JSON.parse(
  readFileSync(`${folder}/model.json`, 'utf8'),
) as tf.io.ModelJSON;

await tf.setBackend('cpu');
const weightSpecs = weightsManifest[0]!.weights;
const artifacts = {
  modelTopology,
  format: format!,
  weightSpecs,
  weightData: read('weights.bin').buffer,
};
const model = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
const [, height, width] = model.inputs[0]!.shape as number[];
const pixels = Float32Array.from(read('golden-input.bin'), (byte) => low! + (byte / 255) * (high! - low!));
const output = model.predict(tf.tensor4d(pixels, [1, height!, width!, 3])) as tf.Tensor;
console.log(
  JSON.stringify({
    parameters: model.countParams(),
    layers: model.layers.map((layer) => layer.name),
    inputShape: model.inputs[0]!.shape,
    outputShape: model.outputs[0]!.shape,
    probabilities: Array.from(await output.data()),
  }),
);
