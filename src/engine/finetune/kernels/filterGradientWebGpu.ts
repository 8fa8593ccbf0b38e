/**
 * Conv2DBackpropFilter for tfjs's WebGPU backend. tfjs's own runs one thread per weight through all positions, so that a
 * 3×3 convolution of 16 to 16 channels keeps 2304 threads busy on a GPU made for a hundred thousand.
 *
 * Here a workgroup multiplies tiles that it has put into its shared memory, over its share of the positions; a second
 * program adds the shares up. Both sum in a fixed order: the same input gives the same bits on the same device.
 */
import type { KernelConfig, KernelFunc, Tensor4D, TensorInfo } from '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs';
import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import { type FilterGradientPlan, planFilterGradient, THREAD_TILE } from './filterGradientPlan';

type Attributes = {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
};

/** What is needed of tfjs's backend. */
type Runner = Pick<WebGPUBackend, 'runWebGPUProgram' | 'disposeData'>;

/** `stock` is taken where pictures do not come as NHWC float32. */
export function makeFilterGradientWebGpu(stock: KernelFunc): KernelConfig {
  return {
    kernelName: tf.Conv2DBackpropFilter,
    backendName: 'webgpu',
    kernelFunc: (args) => {
      const { x, dy } = args.inputs as { x: Tensor4D; dy: Tensor4D };
      const { strides, pad, dataFormat, dimRoundingMode, filterShape } =
        args.attrs as unknown as Attributes;
      if (dataFormat !== 'NHWC' || x.dtype !== 'float32' || dy.dtype !== 'float32') {
        return stock(args);
      }
      const info = tf.backend_util.computeConv2DInfo(
        x.shape,
        filterShape,
        strides,
        1,
        pad,
        dimRoundingMode,
      );
      return runFilterGradient(args.backend as unknown as Runner, x, dy, info);
    },
  };
}

function runFilterGradient(
  backend: Runner,
  x: TensorInfo,
  dy: TensorInfo,
  info: tf.backend_util.Conv2DInfo,
): TensorInfo {
  const rows = info.filterHeight * info.filterWidth * info.inChannels;
  const columns = info.outChannels;
  const plan = planFilterGradient({
    rows,
    columns,
    batch: info.batchSize,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
  });
  const integers = [
    rows,
    columns,
    info.inHeight,
    info.inWidth,
    info.inChannels,
    info.outHeight,
    info.outWidth,
    info.filterWidth,
    info.strideHeight,
    info.strideWidth,
    info.padInfo.top,
    info.padInfo.left,
    plan.slabs,
    plan.slabsPerRow,
    plan.slabsPerShare,
  ];
  const shares = backend.runWebGPUProgram(
    makeProductProgram(plan, rows, columns),
    [x, dy],
    'float32',
    integers.map((value) => ({ type: 'int32', data: [value] })),
  );
  const gradient =
    plan.shares === 1
      ? shares
      : backend.runWebGPUProgram(makeSumProgram(rows * columns), [shares], 'float32', [
          { type: 'int32', data: [plan.shares] },
        ]);
  if (gradient !== shares) backend.disposeData(shares.dataId);
  return { ...gradient, shape: [...info.filterShape] };
}

/** x, dy → [shares, rows, columns], each share the sum over its own positions. */
function makeProductProgram(
  plan: FilterGradientPlan,
  rows: number,
  columns: number,
): WebGPUProgram {
  const { tileRows, tileColumns, slab } = plan;
  return {
    variableNames: ['x', 'dy'],
    uniforms:
      'rows : i32, columns : i32, inHeight : i32, inWidth : i32, inChannels : i32, outHeight : i32, outWidth : i32, ' +
      'filterWidth : i32, strideHeight : i32, strideWidth : i32, padTop : i32, padLeft : i32, ' +
      'slabs : i32, slabsPerRow : i32, slabsPerShare : i32,',
    outputShape: [plan.shares, rows, columns],
    workgroupSize: [(tileRows * tileColumns) / THREAD_TILE ** 2, 1, 1],
    dispatchLayout: { x: [2], y: [1], z: [0] },
    dispatch: [plan.columnTiles, plan.rowTiles, plan.shares],
    shaderKey: `filterGradient_${tileRows}_${tileColumns}_${slab}`,
    getUserCode: () => writeProduct(tileRows, tileColumns, slab),
  };
}

function writeProduct(tileRows: number, tileColumns: number, slab: number): string {
  const threads = (tileRows * tileColumns) / THREAD_TILE ** 2;
  const threadColumns = tileColumns / THREAD_TILE;
  const each = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index)).join('\n');
  // Written out, because compilers keep only constant indices in registers.
  return `
  var<workgroup> xTile : array<f32, ${slab * tileRows}>;
  var<workgroup> dyTile : array<f32, ${slab * tileColumns}>;

  fn main() {
    let thread = i32(localIndex);
    let firstRow = i32(workgroupId.y) * ${tileRows};
    let firstColumn = i32(workgroupId.x) * ${tileColumns};
    let share = i32(workgroupId.z);
    let ownRow = (thread / ${threadColumns}) * ${THREAD_TILE};
    let ownColumn = (thread % ${threadColumns}) * ${THREAD_TILE};
    ${each(THREAD_TILE, (row) => `var sum${row} = vec4<f32>(0.0);`)}

    // What this thread puts into the tile of x: one row, of every so many-th position.
    let row = firstRow + thread % ${tileRows};
    let tap = row / uniforms.inChannels;
    let channel = row % uniforms.inChannels;
    let down = tap / uniforms.filterWidth - uniforms.padTop;
    let right = tap % uniforms.filterWidth - uniforms.padLeft;

    let lastSlab = min((share + 1) * uniforms.slabsPerShare, uniforms.slabs);
    for (var slab = share * uniforms.slabsPerShare; slab < lastSlab; slab++) {
      let line = slab / uniforms.slabsPerRow;  // of all pictures' rows
      let firstX = (slab % uniforms.slabsPerRow) * ${slab};
      let picture = line / uniforms.outHeight;
      let inY = (line % uniforms.outHeight) * uniforms.strideHeight + down;
      let isInside = row < uniforms.rows && inY >= 0 && inY < uniforms.inHeight;
      let start = (picture * uniforms.inHeight + inY) * uniforms.inWidth;

      for (var k = thread / ${tileRows}; k < ${slab}; k += ${threads / tileRows}) {
        let outX = firstX + k;
        let inX = outX * uniforms.strideWidth + right;
        var value = 0.0;
        if (isInside && outX < uniforms.outWidth && inX >= 0 && inX < uniforms.inWidth) {
          value = x[(start + inX) * uniforms.inChannels + channel];
        }
        xTile[k * ${tileRows} + thread % ${tileRows}] = value;
      }
      for (var i = thread; i < ${slab * tileColumns}; i += ${threads}) {
        let column = firstColumn + i % ${tileColumns};
        let outX = firstX + i / ${tileColumns};
        var value = 0.0;
        if (column < uniforms.columns && outX < uniforms.outWidth) {
          value = dy[(line * uniforms.outWidth + outX) * uniforms.columns + column];
        }
        dyTile[i] = value;
      }
      workgroupBarrier();

      for (var k = 0; k < ${slab}; k++) {
        let a = k * ${tileRows} + ownRow;
        let b = k * ${tileColumns} + ownColumn;
        let factors = vec4<f32>(dyTile[b], dyTile[b + 1], dyTile[b + 2], dyTile[b + 3]);
        ${each(THREAD_TILE, (row) => `sum${row} = fma(vec4<f32>(xTile[a + ${row}]), factors, sum${row});`)}
      }
      workgroupBarrier();
    }

    ${each(
      THREAD_TILE,
      (row) => `
    if (firstRow + ownRow + ${row} < uniforms.rows) {
      let start = (share * uniforms.rows + firstRow + ownRow + ${row}) * uniforms.columns;
      ${each(
        THREAD_TILE,
        (column) => `
      if (firstColumn + ownColumn + ${column} < uniforms.columns) {
        result[start + firstColumn + ownColumn + ${column}] = sum${row}[${column}];
      }`,
      )}
    }`,
    )}
  }`;
}

/** [shares, rows, columns] → their sum, flat. */
function makeSumProgram(size: number): WebGPUProgram {
  return {
    variableNames: ['x'],
    uniforms: 'shares : i32,',
    outputShape: [size],
    workgroupSize: [64, 1, 1],
    dispatchLayout: { x: [0] },
    dispatch: [Math.ceil(size / 64), 1, 1],
    size: true,
    shaderKey: 'filterGradientSum',
    getUserCode: () => `
  fn main(index : i32) {
    if (index < uniforms.size) {
      var sum = 0.0;
      for (var share = 0; share < uniforms.shares; share++) {
        sum += x[share * uniforms.size + index];
      }
      result[index] = sum;
    }
  }`,
  };
}
