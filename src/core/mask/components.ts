/**
 * Connected regions of a mask, as runs: stretches of equal pixels in a row that know their region. Work and memory go
 * with the number of runs, a few per row, so nothing the size of the picture is made.
 */
import type { Mask } from '@/core/raster/types';

/** 4: pixels touch by their sides. 8: by their corners too. */
export type Connectivity = 4 | 8;

/** `regions` counted in reading order of their first pixel. Run i is row `y[i]`, pixels `start[i]` to before `end[i]`. */
export type Components = {
  readonly regions: number;
  readonly runs: number;
  readonly y: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Region of each run, 0 … regions - 1. */
  readonly region: Int32Array;
};

/** Regions of the pixels that equal `value`. */
export function findComponents(mask: Mask, value: 0 | 1, connectivity: Connectivity): Components {
  const found = findRuns(mask, value);
  const parent = joinRuns(found, connectivity === 8 ? 1 : 0);
  const region = new Int32Array(found.runs);
  let regions = 0;
  for (let run = 0; run < found.runs; run++) {
    // a root is the first run of its region, so it has been numbered when the others come
    region[run] = parent[run] === run ? regions++ : region[findRoot(parent, run)]!;
  }
  return { ...found, regions, region };
}

/** Pixels of each region. */
export function areasPx({ regions, runs, start, end, region }: Components): Float64Array {
  const areas = new Float64Array(regions);
  for (let run = 0; run < runs; run++) areas[region[run]!]! += end[run]! - start[run]!;
  return areas;
}

/** 1 for each region with a pixel in the first or last row or column. */
export function findBorderRegions(components: Components, mask: Mask): Uint8Array {
  const { regions, runs, y, start, end, region } = components;
  const touches = new Uint8Array(regions);
  for (let run = 0; run < runs; run++) {
    const atBorder =
      y[run] === 0 || y[run] === mask.height - 1 || start[run] === 0 || end[run] === mask.width;
    if (atBorder) touches[region[run]!] = 1;
  }
  return touches;
}

type Runs = Pick<Components, 'runs' | 'y' | 'start' | 'end'>;

function findRuns({ width, data }: Mask, value: 0 | 1): Runs {
  let capacity = 1024;
  let y = new Int32Array(capacity);
  let start = new Int32Array(capacity);
  let end = new Int32Array(capacity);
  let runs = 0;
  // indexOf is the engine's native search: a stretch of equal pixels costs next to nothing
  for (let first = data.indexOf(value); first >= 0;) {
    const found = data.indexOf(1 - value, first);
    const last = found < 0 ? data.length : found;
    for (let from = first; from < last; runs++) {
      if (runs === capacity) {
        capacity *= 2;
        y = grow(y, capacity);
        start = grow(start, capacity);
        end = grow(end, capacity);
      }
      const row = Math.floor(from / width);
      const to = Math.min(last, (row + 1) * width);
      y[runs] = row;
      start[runs] = from - row * width;
      end[runs] = to - row * width;
      from = to;
    }
    first = found < 0 ? -1 : data.indexOf(value, found);
  }
  return {
    runs,
    y: y.subarray(0, runs),
    start: start.subarray(0, runs),
    end: end.subarray(0, runs),
  };
}

function grow(array: Int32Array<ArrayBuffer>, capacity: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(capacity);
  larger.set(array);
  return larger;
}

/** Union-find over runs that touch a run of the row above; `reach` 1 lets corners touch. The root is the first run. */
function joinRuns({ runs, y, start, end }: Runs, reach: 0 | 1): Int32Array {
  const parent = Int32Array.from({ length: runs }, (_, run) => run);
  let above = 0;
  for (let run = 0; run < runs; run++) {
    // runs above that end before this one starts can touch no later run of this row either
    while (
      y[above]! < y[run]! - 1 ||
      (y[above] === y[run]! - 1 && end[above]! + reach <= start[run]!)
    )
      above++;
    for (
      let other = above;
      y[other] === y[run]! - 1 && start[other]! < end[run]! + reach;
      other++
    ) {
      const a = findRoot(parent, other);
      const b = findRoot(parent, run);
      if (a < b) parent[b] = a;
      else parent[a] = b;
    }
  }
  return parent;
}

function findRoot(parent: Int32Array, run: number): number {
  let root = run;
  while (parent[root] !== root) root = parent[root]!;
  while (parent[run] !== root) {
    const next = parent[run]!;
    parent[run] = root;
    run = next;
  }
  return root;
}
