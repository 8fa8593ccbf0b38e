/**
 * How the weight gradient of a convolution is cut into pieces for a GPU: a matrix product of which the inner dimension
 * (all positions of all pictures) is by far the longest, so that it too has to be shared out.
 *
 *   gradient[tap × channel in, channel out] = Σ over positions  x[position + tap, channel in] · dy[position, channel out]
 *
 * Numbers only; filterGradientWebGpu.ts runs it.
 */

export type FilterGradientPlan = {
  /** Rows of a workgroup's tile: pairs of filter tap and input channel. */
  readonly tileRows: number;
  /** Columns of a tile: output channels. */
  readonly tileColumns: number;
  /** Positions along a row of the output that are taken at once. */
  readonly slab: number;
  readonly slabsPerRow: number;
  /** All slabs: of every row of every picture. */
  readonly slabs: number;
  /** Slabs that one workgroup adds up; the sums of `shares` workgroups are added afterwards, in a fixed order. */
  readonly slabsPerShare: number;
  readonly shares: number;
  readonly rowTiles: number;
  readonly columnTiles: number;
};

/** Numbers that each thread keeps in registers, in either direction. */
export const THREAD_TILE = 4;
export type Tuning = {
  /** Fills the largest GPUs (132 multiprocessors of several groups each) and costs the small ones little. */
  readonly workgroups: number;
  /** Partial sums are written and read once more: beyond this many, that takes longer than it saves. */
  readonly mostShares: number;
  /** A share below this many slabs spends its time on its start. */
  readonly fewestSlabs: number;
};
/** The quickest of six on an NVIDIA H200 for the network’s widest and longest layers. */
export const TUNING: Tuning = { workgroups: 1024, mostShares: 256, fewestSlabs: 4 };

type ProductShape = {
  readonly rows: number;
  readonly columns: number;
  readonly batch: number;
  readonly outHeight: number;
  readonly outWidth: number;
};

export function planFilterGradient(shape: ProductShape, tuning = TUNING): FilterGradientPlan {
  const { rows, columns, batch, outHeight, outWidth } = shape;
  const tileRows = rows <= 16 ? 16 : rows <= 32 ? 32 : 64;
  // At least 16 wide: a thread then loads one row of the tile only, and reckons its place in the picture once.
  const tileColumns = columns <= 16 ? 16 : columns <= 32 ? 32 : 64;
  const slab = outWidth >= 16 ? 16 : 8;
  const slabsPerRow = Math.ceil(outWidth / slab);
  const slabs = batch * outHeight * slabsPerRow;
  const rowTiles = Math.ceil(rows / tileRows);
  const columnTiles = Math.ceil(columns / tileColumns);
  const wanted = Math.ceil(tuning.workgroups / (rowTiles * columnTiles));
  const sensible = Math.min(wanted, tuning.mostShares, Math.ceil(slabs / tuning.fewestSlabs));
  const slabsPerShare = Math.ceil(slabs / sensible);
  const shares = Math.ceil(slabs / slabsPerShare);
  return {
    tileRows,
    tileColumns,
    slab,
    slabsPerRow,
    slabs,
    slabsPerShare,
    shares,
    rowTiles,
    columnTiles,
  };
}
