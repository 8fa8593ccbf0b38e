/**
 * In: pictures to resize, masks to clean up or to look at and maps to cut, as the paths of raw bytes with their sizes.
 * Out: writes each result beside its input, as `path` + '.out'; prints their number.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cleanUp } from '@/core/mask/cleanUp';
import { toMask } from '@/core/mask/toMask';
import type { KeepRule } from '@/core/mask/types';
import { raggednessOf } from '@/core/metrics/truthBorder';
import { fitInto } from '@/core/raster/fit';
import { resizePlane, resizeRgb } from '@/core/raster/resize';
import type { Size } from '@/core/raster/types';

type Job = Size & {
  path: string;
  target: Size;
  keep: KeepRule;
  fillHoles: boolean;
  threshold: number;
} & {
  kind: 'rgb' | 'plane' | 'cleanUp' | 'toMask' | 'raggedness';
};

function run(job: Job): Uint8Array | Uint8ClampedArray | Float32Array {
  const { width, height, target } = job;
  const bytes = Uint8Array.from(readFileSync(job.path));
  switch (job.kind) {
    case 'rgb':
      return resizeRgb({ width, height, data: new Uint8ClampedArray(bytes.buffer) }, target);
    case 'plane':
      return resizePlane({ width, height, data: new Float32Array(bytes.buffer) }, target).data;
    case 'cleanUp':
      return cleanUp({ width, height, data: bytes }, job).mask.data;
    case 'raggedness':
      return Float32Array.of(raggednessOf({ width, height, data: bytes }) ?? 0);
    case 'toMask': {
      const map = { width, height, data: new Float32Array(bytes.buffer) };
      return toMask(map, fitInto(target, { width, height }, 'stretch'), job).data;
    }
  }
}

const jobs = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Job[];
for (const job of jobs) writeFileSync(`${job.path}.out`, run(job));
console.log(jobs.length);
