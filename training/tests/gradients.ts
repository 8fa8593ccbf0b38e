/** In: { model, pairs, scope }, an exported folder with its card. Out: the page's loss and gradients of gradient_numbers' pairs. */
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { useKernels } from '@/engine/finetune/kernels/useKernels';
import { createTrainer } from '@/engine/finetune/trainer';
import { assembleModel } from '@/engine/network/assembleModel';
import { parseCard } from '@/engine/network/card';

const { model: folder, pairs, scope } = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as {
  model: string;
  scope: 'all' | 'decoder';
  pairs: { side: number; image: number[]; truth: number[] }[];
};
const names = ['model.json', 'weights.bin'];
const files = names.map((name) => [name, Uint8Array.from(readFileSync(`${folder}/${name}`))] as const);
const { weights, weightSpecs } = assembleModel(new Map(files));
const { architecture, input } = parseCard(JSON.parse(readFileSync(`${folder}/card.json`, 'utf8')));

// tfjs's glue for Node asks where it lies.
Object.assign(globalThis, { __dirname: process.cwd() });
setWasmPaths(`${process.cwd()}/node_modules/@tensorflow/tfjs-backend-wasm/dist/`);
if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its wasm backend');
useKernels();
const trainer = createTrainer(tf.io.decodeWeights(weights, weightSpecs), architecture, input.range, {
  scope,
  freezeBatchNorm: true,
});
const found = await trainer.gradients(
  pairs.map(({ side, image, truth }) => ({
    side,
    image: Uint8Array.from(image),
    truth: Uint8Array.from(truth),
  })),
);
console.log(JSON.stringify({ ...found, values: Array.from(found.values) }));
