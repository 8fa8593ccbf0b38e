/**
 * Concat for tfjs's WASM backend, whose own makes two views of memory for every pixel of every input: where the inputs
 * are joined along few channels, as a U-Net's skips are, that costs more than the copying.
 */
import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { replaceKernel } from './replaceKernel';

/** Numbers in a row from which tfjs's way is the quicker one. */
const LONG_ROW = 256;

type Heap = Pick<BackendWasm, 'makeOutput' | 'typedArrayFromHeap'>;

let isUsed = false;

/** From now on; tfjs's own is taken for everything that is not two float tensors with short, even rows. */
export function useConcatWasm(): void {
  if (isUsed) return;
  isUsed = true;
  replaceKernel(makeConcatWasm(tf.getKernel(tf.Concat, 'wasm').kernelFunc));
}

export function makeConcatWasm(stock: tf.KernelFunc): tf.KernelConfig {
  return {
    kernelName: tf.Concat,
    backendName: 'wasm',
    kernelFunc: (args) => {
      const { inputs, attrs } = args as unknown as {
        readonly inputs: readonly tf.TensorInfo[];
        readonly attrs: { readonly axis: number };
      };
      const [first, second] = inputs;
      if (inputs.length !== 2 || first === undefined || second === undefined) return stock(args);
      const axis = tf.util.parseAxisParam(attrs.axis, first.shape)[0]!;
      const rows = tf.util.sizeFromShape(first.shape.slice(0, axis));
      const rowOf = ({ shape }: tf.TensorInfo) => tf.util.sizeFromShape(shape.slice(axis));
      const [a, b] = [rowOf(first), rowOf(second)];
      const isFloat = first.dtype === 'float32' && second.dtype === 'float32';
      const isEven = a % 2 === 0 && b % 2 === 0;
      if (!isFloat || !isEven || Math.min(a, b, rows) === 0 || Math.max(a, b) > LONG_ROW)
        return stock(args);
      const shapes = inputs.map(({ shape }) => shape);
      tf.backend_util.assertParamsConsistent(shapes, axis);
      const backend = args.backend as unknown as Heap;
      const out = backend.makeOutput(tf.backend_util.computeOutShape(shapes, axis), 'float32');
      const pairsOf = (tensor: tf.TensorInfo) => {
        const { buffer, byteOffset, length } = backend.typedArrayFromHeap(tensor);
        return new Float64Array(buffer, byteOffset, length / 2);
      };
      joinRows(pairsOf(first), pairsOf(second), pairsOf(out), rows);
      return out;
    },
  };
}

/** Numbers are moved two at a time and never reckoned with. */
function joinRows(
  first: Float64Array,
  second: Float64Array,
  out: Float64Array,
  rows: number,
): void {
  const [a, b] = [first.length / rows, second.length / rows];
  let to = 0;
  for (let row = 0; row < rows; row++) {
    for (let i = row * a, end = i + a; i < end; i++) out[to++] = first[i]!;
    for (let i = row * b, end = i + b; i < end; i++) out[to++] = second[i]!;
  }
}
