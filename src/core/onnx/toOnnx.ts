/**
 * A residual U-Net as an ONNX file (opset 17), for tools that know no tfjs. In: its weights by tfjs's names, kernels
 * as HWIO. Out: the file's bytes; input 'input' (1, 3, side, side) in the card's range, output 'probabilities'
 * (1, 1, side, side), as training/lentigo_training/onnx_model.py names them.
 * Messages and their field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
import {
  joinPieces,
  type Pieces,
  writeBytes,
  writeFloat,
  writeMessage,
  writeNumber,
  writeText,
} from './protobuf';
import type { Weight, Weights } from './readWeights';

export type OnnxOrder = {
  /** As the card has it. */
  readonly architecture:
    | { readonly kind: 'residual-unet'; readonly widths: readonly number[] }
    | {
        readonly kind: 'inverted-residual-unet';
        readonly blocks: readonly number[];
        readonly widths: readonly number[];
      };
  readonly size: { readonly width: number; readonly height: number };
  readonly weights: Weights;
  /** Told with the file: name, hash, licence … */
  readonly facts: Readonly<Record<string, string>>;
};

const IR_VERSION = 8;
const OPSET = 17;
/** Of the layers, see residualUNet.ts. */
const EPSILON = 1e-3;
const FLOAT = 1;
const ATTRIBUTE = { float: 1, int: 2, string: 3, ints: 7 } as const;

/** Throws where a weight is missing. */
export function toOnnx({ architecture, size, weights, facts }: OnnxOrder): Uint8Array<ArrayBuffer> {
  const graph = new Graph(weights);
  const isInverted = architecture.kind === 'inverted-residual-unet';
  const skips = isInverted
    ? addInvertedEncoder(graph, architecture.blocks)
    : addEncoder(graph, architecture.widths.length);
  let x = skips.pop()!;
  for (let level = skips.length; level >= 1; level--) {
    const name = `decoder${level}`;
    const up = graph.addUpsampling(`${name}_up`, x);
    const both = graph.add('Concat', `${name}_concat`, [up, skips.pop()!], [int('axis', 1)]);
    x = addBlock(graph, name, both, 1, true);
  }
  const logits = isInverted
    ? graph.addConvolution('output', graph.addUpsampling('output_up', x), 1, [1, 1, 1, 1])
    : graph.addConvolution('output', x, 1, [0, 0, 0, 0]);
  graph.add('Sigmoid', 'probabilities', [logits]);
  const { width, height } = size;
  return joinPieces(
    writeNumber(1, IR_VERSION),
    writeText(2, 'lentigo'),
    writeMessage(
      7,
      ...graph.nodes,
      writeText(2, 'residual_unet'),
      ...graph.initialisers,
      writeMessage(11, valueInfo('input', [1, 3, height, width])),
      writeMessage(12, valueInfo('probabilities', [1, 1, height, width])),
    ),
    writeMessage(8, writeText(1, ''), writeNumber(2, OPSET)),
    ...Object.entries(facts).map(([key, value]) =>
      writeMessage(14, writeText(1, key), writeText(2, value)),
    ),
  );
}

/** What each level gives. */
function addEncoder(graph: Graph, levels: number): string[] {
  let x = 'input';
  return Array.from({ length: levels }, (_, index) => {
    x = addBlock(graph, `encoder${index + 1}`, x, index === 0 ? 1 : 2, index > 0);
    return x;
  });
}

/** What each level gives, as invertedEncoder.ts does. */
function addInvertedEncoder(graph: Graph, blocks: readonly number[]): string[] {
  const add = (name: string, x: string, stride: 1 | 2 = 1) => {
    const isDepthwise = name.endsWith('_depthwise');
    const [side] = graph.shapeOf(`${name}/${isDepthwise ? 'depthwise_kernel' : 'kernel'}`);
    const pads = padSame(side!, stride);
    const y = isDepthwise
      ? graph.addDepthwise(name, x, stride, pads)
      : graph.addConvolution(name, x, stride, pads);
    return graph.addNormalisation(`${name}_bn`, y, name.endsWith('_project') ? null : 'Clip');
  };
  let x = add('encoder1_stem', 'input', 2);
  return blocks.map((count, level) => {
    for (let index = 0; index < count; index++) {
      const name = `encoder${level + 1}_block${index + 1}`;
      const stride = level > 0 && index === 0 ? 2 : 1;
      const wide = level === 0 && index === 0 ? x : add(`${name}_expand`, x);
      const y = add(`${name}_project`, add(`${name}_depthwise`, wide, stride));
      const narrow = (part: string, at: number) => graph.shapeOf(`${name}_${part}/kernel`)[at];
      const adds = stride === 1 && index > 0 && narrow('expand', 2) === narrow('project', 3);
      x = adds ? graph.add('Add', `${name}_sum`, [x, y]) : y;
    }
    return x;
  });
}

/** As TensorFlow's 'same' does for even sides: of an odd number, the larger part at the bottom and right. */
function padSame(side: number, stride: 1 | 2): number[] {
  const [before, after] = [Math.floor((side - stride) / 2), Math.ceil((side - stride) / 2)];
  return [before, before, after, after];
}

/** Full pre-activation, as residualUNet.ts builds it. */
function addBlock(
  graph: Graph,
  name: string,
  x: string,
  stride: 1 | 2,
  activates: boolean,
): string {
  const pads = padSame(3, stride);
  const active = activates ? graph.addNormalisation(`${name}_bn1`, x) : x;
  const first = graph.addConvolution(`${name}_conv1`, active, stride, pads);
  const second = graph.addNormalisation(`${name}_bn2`, first);
  const y = graph.addConvolution(`${name}_conv2`, second, 1, [1, 1, 1, 1]);
  const shortcut = graph.addConvolution(`${name}_shortcut`, x, stride, [0, 0, 0, 0]);
  return graph.add('Add', `${name}_sum`, [y, shortcut]);
}

class Graph {
  readonly nodes: Pieces[] = [];
  readonly initialisers: Pieces[] = [];
  readonly #weights: Weights;

  constructor(weights: Weights) {
    this.#weights = weights;
  }

  /** A node with one output, which has the node's name. */
  add(
    kind: string,
    name: string,
    inputs: readonly string[],
    attributes: readonly Pieces[] = [],
  ): string {
    this.nodes.push(
      writeMessage(
        1,
        ...inputs.map((input) => writeText(1, input)),
        writeText(2, name),
        writeText(3, name),
        writeText(4, kind),
        ...attributes,
      ),
    );
    return name;
  }

  /** With its bias, where it has one. */
  addConvolution(name: string, x: string, stride: number, pads: readonly number[]): string {
    const bias = `${name}/bias`;
    return this.#addFilters(
      name,
      `${name}/kernel`,
      x,
      stride,
      pads,
      this.#weights.has(bias) ? [bias] : [],
    );
  }

  /** One filter a channel, without a bias. */
  addDepthwise(name: string, x: string, stride: number, pads: readonly number[]): string {
    return this.#addFilters(name, `${name}/depthwise_kernel`, x, stride, pads, []);
  }

  #addFilters(
    name: string,
    kernelName: string,
    x: string,
    stride: number,
    pads: readonly number[],
    bias: readonly string[],
  ): string {
    const kernel = toOihw(this.#take(kernelName));
    const isDepthwise = kernelName.endsWith('/depthwise_kernel');
    const [inputs, outputs, height, width] = kernel.shape as [number, number, number, number];
    const shape = isDepthwise ? [outputs, inputs, height, width] : kernel.shape;
    this.#addTensor(kernelName, { shape, values: kernel.values });
    for (const part of bias) this.#addTensor(part, this.#take(part));
    return this.add(
      'Conv',
      name,
      [x, kernelName, ...bias],
      [
        int('group', isDepthwise ? outputs : 1),
        ints('kernel_shape', [height, width]),
        ints('strides', [stride, stride]),
        ints('pads', pads),
      ],
    );
  }

  /** With what comes after it; a clip is from 0 to 6. */
  addNormalisation(name: string, x: string, then: 'Relu' | 'Clip' | null = 'Relu'): string {
    const parts = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(
      (part) => `${name}/${part}`,
    );
    for (const part of parts) this.#addTensor(part, this.#take(part));
    const epsilon = attribute('epsilon', writeFloat(2, EPSILON), ATTRIBUTE.float);
    const normalised = this.add('BatchNormalization', name, [x, ...parts], [epsilon]);
    if (then === null) return normalised;
    const bounds = then === 'Relu' ? [] : [`${name}/low`, `${name}/high`];
    for (const [index, bound] of bounds.entries())
      this.#addTensor(bound, { shape: [], values: Float32Array.of(6 * index) });
    return this.add(then, `${name}_relu`, [normalised, ...bounds]);
  }

  /** Each pixel becomes four. */
  addUpsampling(name: string, x: string): string {
    const scales = `${name}/scales`;
    this.#addTensor(scales, { shape: [4], values: Float32Array.of(1, 1, 2, 2) });
    return this.add(
      'Resize',
      name,
      [x, '', scales],
      [
        text('mode', 'nearest'),
        text('coordinate_transformation_mode', 'asymmetric'),
        text('nearest_mode', 'floor'),
      ],
    );
  }

  shapeOf(name: string): readonly number[] {
    return this.#take(name).shape;
  }

  #take(name: string): Weight {
    const weight = this.#weights.get(name);
    if (weight === undefined) throw new RangeError(`the model has no ${name}`);
    return weight;
  }

  #addTensor(name: string, { shape, values }: Weight): void {
    const { buffer, byteOffset, byteLength } = values; // little-endian, as every browser's device is
    this.initialisers.push(
      writeMessage(
        5,
        ...shape.map((side) => writeNumber(1, side)),
        writeNumber(2, FLOAT),
        writeText(8, name),
        writeBytes(9, new Uint8Array(buffer, byteOffset, byteLength)),
      ),
    );
  }
}

/** Height, width, in, out → out, in, height, width. */
function toOihw({ shape, values }: Weight): Weight {
  const [height, width, inputs, outputs] = shape as [number, number, number, number];
  const turned = new Float32Array(values.length);
  const area = height * width;
  for (let place = 0, from = 0; place < area; place++) {
    for (let input = 0; input < inputs; input++) {
      for (let output = 0; output < outputs; output++, from++)
        turned[(output * inputs + input) * area + place] = values[from]!;
    }
  }
  return { shape: [outputs, inputs, height, width], values: turned };
}

function valueInfo(name: string, shape: readonly number[]): Pieces {
  const dimensions = shape.map((side) => writeMessage(1, writeNumber(1, side)));
  const tensor = writeMessage(1, writeNumber(1, FLOAT), writeMessage(2, ...dimensions));
  return [...writeText(1, name), ...writeMessage(2, tensor)];
}

function attribute(name: string, value: Pieces, type: number): Pieces {
  return writeMessage(5, writeText(1, name), value, writeNumber(20, type));
}

function int(name: string, value: number): Pieces {
  return attribute(name, writeNumber(3, value), ATTRIBUTE.int);
}

function ints(name: string, values: readonly number[]): Pieces {
  return attribute(
    name,
    values.flatMap((value) => writeNumber(8, value)),
    ATTRIBUTE.ints,
  );
}

function text(name: string, value: string): Pieces {
  return attribute(name, writeText(4, value), ATTRIBUTE.string);
}
