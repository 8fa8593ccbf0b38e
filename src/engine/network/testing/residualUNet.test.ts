import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildResidualUNet } from './residualUNet';

/** The paper's table at 256 px: layer, output [height, width, channels], parameters. */
const PAPER: [layer: string, output: number[], parameters: number][] = [
  ['encoder1_conv1', [256, 256, 64], 1_792],
  ['encoder1_bn2', [256, 256, 64], 256],
  ['encoder1_relu2', [256, 256, 64], 0],
  ['encoder1_conv2', [256, 256, 64], 36_928],
  ['encoder1_shortcut', [256, 256, 64], 256],
  ['encoder1_sum', [256, 256, 64], 0],
  ['encoder2_bn1', [256, 256, 64], 256],
  ['encoder2_relu1', [256, 256, 64], 0],
  ['encoder2_conv1', [128, 128, 128], 73_856],
  ['encoder2_bn2', [128, 128, 128], 512],
  ['encoder2_conv2', [128, 128, 128], 147_584],
  ['encoder2_shortcut', [128, 128, 128], 8_320],
  ['encoder2_sum', [128, 128, 128], 0],
  ['encoder3_bn1', [128, 128, 128], 512],
  ['encoder3_conv1', [64, 64, 256], 295_168],
  ['encoder3_bn2', [64, 64, 256], 1_024],
  ['encoder3_conv2', [64, 64, 256], 590_080],
  ['encoder3_shortcut', [64, 64, 256], 33_024],
  ['encoder3_sum', [64, 64, 256], 0],
  ['encoder4_bn1', [64, 64, 256], 1_024],
  ['encoder4_conv1', [32, 32, 512], 1_180_160],
  ['encoder4_bn2', [32, 32, 512], 2_048],
  ['encoder4_conv2', [32, 32, 512], 2_359_808],
  ['encoder4_shortcut', [32, 32, 512], 131_584],
  ['encoder4_sum', [32, 32, 512], 0],
  ['decoder3_up', [64, 64, 512], 0],
  ['decoder3_concat', [64, 64, 768], 0],
  ['decoder3_bn1', [64, 64, 768], 3_072],
  ['decoder3_conv1', [64, 64, 256], 1_769_728],
  ['decoder3_bn2', [64, 64, 256], 1_024],
  ['decoder3_conv2', [64, 64, 256], 590_080],
  ['decoder3_shortcut', [64, 64, 256], 196_864],
  ['decoder3_sum', [64, 64, 256], 0],
  ['decoder2_up', [128, 128, 256], 0],
  ['decoder2_concat', [128, 128, 384], 0],
  ['decoder2_bn1', [128, 128, 384], 1_536],
  ['decoder2_conv1', [128, 128, 128], 442_496],
  ['decoder2_bn2', [128, 128, 128], 512],
  ['decoder2_conv2', [128, 128, 128], 147_584],
  ['decoder2_shortcut', [128, 128, 128], 49_280],
  ['decoder2_sum', [128, 128, 128], 0],
  ['decoder1_up', [256, 256, 128], 0],
  ['decoder1_concat', [256, 256, 192], 0],
  ['decoder1_bn1', [256, 256, 192], 768],
  ['decoder1_conv1', [256, 256, 64], 110_656],
  ['decoder1_bn2', [256, 256, 64], 256],
  ['decoder1_conv2', [256, 256, 64], 36_928],
  ['decoder1_shortcut', [256, 256, 64], 12_352],
  ['decoder1_sum', [256, 256, 64], 0],
  ['output', [256, 256, 1], 65],
];
const SIZE = { width: 256, height: 256 };
const models: tf.LayersModel[] = [];

function build(widths: number[], size = SIZE): tf.LayersModel {
  const model = buildResidualUNet(widths, size);
  models.push(model);
  return model;
}

beforeAll(() => tf.setBackend('cpu'));
afterEach(() => models.splice(0).forEach((model) => model.dispose()));

describe('buildResidualUNet', () => {
  it('has the output shape and parameters of every row of the paper’s table', () => {
    const model = build([64, 128, 256, 512]);
    const rows = PAPER.map(([name]) => {
      const layer = model.getLayer(name);
      return [name, (layer.outputShape as number[]).slice(1), layer.countParams()];
    });
    expect(rows).toEqual(PAPER);
    const named = PAPER.reduce((sum, [, , parameters]) => sum + parameters, 0);
    expect(named).toBe(model.countParams());
  });

  it.each([
    [[64, 128, 256, 512], 8_227_393],
    [[16, 32, 64, 128], 517_777],
    [[16, 32, 64, 128, 128, 128], 2_097_297],
  ])('%j has %i parameters', (widths, parameters) => {
    expect(build(widths).countParams()).toBe(parameters);
  });

  it('trains all of the paper’s network but the 6,400 batch-norm statistics', () => {
    const model = build([64, 128, 256, 512]);
    const count = model.trainableWeights.reduce(
      (sum, weight) => sum + tf.util.sizeFromShape(weight.shape as number[]),
      0,
    );
    expect(count).toBe(8_220_993);
  });

  it.each([[[3]], [[4, 8]], [[8, 4, 2, 6]], [[2, 2, 2, 2, 2, 2]]])(
    'builds from any list of widths: %j',
    (widths) => {
      const model = build(widths, { width: 64, height: 32 });
      expect(model.outputs[0]!.shape).toEqual([null, 32, 64, 1]);
      expect(model.layers.filter((layer) => layer.name.endsWith('_sum'))).toHaveLength(
        2 * widths.length - 1,
      );
    },
  );

  it('normalises as training does', () => {
    const { epsilon, momentum } = build([4, 8], SIZE).getLayer('encoder2_bn1').getConfig();
    expect([epsilon, momentum]).toEqual([1e-3, 0.99]);
  });

  it('refuses sides that do not halve', () => {
    expect(() => build([4, 8, 8], { width: 32, height: 30 })).toThrow(
      '30 px cannot be halved 2 times',
    );
    expect(() => build([])).toThrow(RangeError);
  });
});
