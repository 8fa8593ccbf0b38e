/**
 * Conv2DBackpropFilter for tfjs's WASM backend, which has none: made of its matrix product.
 *
 * For every tap of the filter the gradient is a product over all positions, x shifted by the tap times dy. Laid out on
 * one grid (padded rows and columns included, zeros where dy has none), a shift in the picture is one along the flat
 * list of positions. Of the two factors the product wants the left one transposed, and packs the right one, once for
 * all taps; so the one with fewer channels goes to the left, where it is transposed and cut out anew for each tap.
 */
import * as tf from '@tensorflow/tfjs';
import { describeConvolution, type FilterGradientAttributes } from './describeConvolution';

export const filterGradientWasm: tf.KernelConfig = {
  kernelName: tf.Conv2DBackpropFilter,
  backendName: 'wasm',
  kernelFunc: ({ inputs, attrs }) => {
    const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D };
    const attributes = attrs as unknown as FilterGradientAttributes;
    const info = describeConvolution(x.shape, attributes.filterShape, attributes);
    return tf.tidy(() => multiply(x, dy, info));
  },
};

function multiply(x: tf.Tensor4D, dy: tf.Tensor4D, info: tf.backend_util.Conv2DInfo): tf.Tensor4D {
  const { filterHeight, filterWidth, inChannels, outChannels, strideHeight: stride } = info;
  const grid = toGrid(info);
  const onGrid =
    grid.reach === 0
      ? dy
      : dy.pad([
          [0, 0],
          [0, grid.height - info.outHeight],
          [0, grid.width - info.outWidth],
          [0, 0],
        ]);
  const positions = info.batchSize * grid.height * grid.width;
  const isXLeft = inChannels <= outChannels;
  const right = onGrid.reshape<tf.Tensor2D>([positions, outChannels]);
  /** dy with room before it: it moves the other way. */
  const left = isXLeft
    ? null
    : transpose(
        right.pad([
          [grid.reach, 0],
          [0, 0],
        ]),
      );
  /** What meets the shifted x; one tensor for all taps, so that it is packed once. */
  const met = grid.reach === 0 ? right : right.slice([0, 0], [positions - grid.reach, outChannels]);
  const taps: tf.Tensor2D[] = [];
  const phases = new Map<string, tf.Tensor2D>();
  for (let tapY = 0; tapY < filterHeight; tapY++) {
    for (let tapX = 0; tapX < filterWidth; tapX++) {
      const [phaseY, phaseX] = [tapY % stride, tapX % stride];
      const key = `${phaseY} ${phaseX}`;
      const phase =
        phases.get(key) ?? transposeIf(isXLeft, cutPhase(x, info, grid, phaseY, phaseX));
      phases.set(key, phase);
      const shift = Math.floor(tapY / stride) * grid.width + Math.floor(tapX / stride);
      taps.push(
        tf.tidy(() =>
          left === null
            ? tf.matMul(cutColumns(phase, shift, positions - grid.reach), met)
            : tf.matMul(cutColumns(left, grid.reach - shift, positions), phase),
        ),
      );
    }
  }
  const stacked = tf.concat(taps, 0);
  if (isXLeft) return stacked.reshape([filterHeight, filterWidth, inChannels, outChannels]);
  return stacked
    .reshape([filterHeight * filterWidth, outChannels, inChannels])
    .transpose([0, 2, 1])
    .reshape([filterHeight, filterWidth, inChannels, outChannels]);
}

/** One grid for x and dy: dy's, with as many rows and columns more as the filter reaches. */
type Grid = {
  readonly height: number;
  readonly width: number;
  /** Flat positions by which the last tap is shifted. */
  readonly reach: number;
};

function toGrid(info: tf.backend_util.Conv2DInfo): Grid {
  const moreRows = Math.floor((info.filterHeight - 1) / info.strideHeight);
  const moreColumns = Math.floor((info.filterWidth - 1) / info.strideWidth);
  const width = info.outWidth + moreColumns;
  return { height: info.outHeight + moreRows, width, reach: moreRows * width + moreColumns };
}

/** Every stride-th row and column of padded x, from a phase on → [positions, channels in]. */
function cutPhase(
  x: tf.Tensor4D,
  info: tf.backend_util.Conv2DInfo,
  grid: Grid,
  phaseY: number,
  phaseX: number,
): tf.Tensor2D {
  const { strideHeight: stride, padInfo, batchSize, inChannels, inHeight, inWidth } = info;
  const positions = batchSize * grid.height * grid.width;
  const [bottom, rightPad] = [
    stride * grid.height - padInfo.top - inHeight,
    stride * grid.width - padInfo.left - inWidth,
  ];
  if (stride === 1 && padInfo.top + padInfo.left + bottom + rightPad === 0) {
    return x.reshape([positions, inChannels]);
  }
  return tf.tidy(() => {
    // A last row or column that no tap reaches may be cut off by the stride. A slice of all is left out throughout:
    // tfjs copies it twice.
    const isCut = bottom < 0 || rightPad < 0;
    const seen = isCut
      ? x.slice(
          [0, 0, 0, 0],
          [batchSize, inHeight + Math.min(bottom, 0), inWidth + Math.min(rightPad, 0), inChannels],
        )
      : x;
    const padded = seen.pad([
      [0, 0],
      [padInfo.top, Math.max(bottom, 0)],
      [padInfo.left, Math.max(rightPad, 0)],
      [0, 0],
    ]);
    if (stride === 1) return padded.reshape<tf.Tensor2D>([positions, inChannels]);
    // Row and column of a phase lie at fixed places of a longer row: cut, which copies runs, not strided, which picks.
    const rows = padded.reshape<tf.Tensor4D>([
      batchSize * grid.height,
      stride,
      grid.width,
      stride * inChannels,
    ]);
    const phase = rows.slice(
      [0, phaseY, 0, phaseX * inChannels],
      [batchSize * grid.height, 1, grid.width, inChannels],
    );
    return phase.reshape<tf.Tensor2D>([positions, inChannels]);
  });
}

function cutColumns(matrix: tf.Tensor2D, first: number, count: number): tf.Tensor2D {
  const [rows, columns] = matrix.shape;
  return count === columns ? matrix : matrix.slice([0, first], [rows, count]);
}

function transposeIf(wanted: boolean, matrix: tf.Tensor2D): tf.Tensor2D {
  return wanted ? transpose(matrix) : matrix;
}

/** A single column lies in memory as a single row does. */
function transpose(matrix: tf.Tensor2D): tf.Tensor2D {
  const [rows, columns] = matrix.shape;
  return columns === 1 ? matrix.reshape([1, rows]) : matrix.transpose();
}
