/** In: [{ mask, truth, width, height }], masks as paths of raw bytes, 0 or 1. Out: the page's distances, as JSON. */
import { readFileSync } from 'node:fs';
import { measureBoundary } from '@/core/metrics/boundaryDistance';
import type { Mask, Size } from '@/core/raster/types';
import { runSteps } from '@/core/steps';

type Job = Size & { mask: string; truth: string };

function readMask({ width, height }: Size, path: string): Mask {
  return { width, height, data: Uint8Array.from(readFileSync(path)) };
}

const jobs = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Job[];
console.log(
  JSON.stringify(
    jobs.map((job) => runSteps(measureBoundary(readMask(job, job.mask), readMask(job, job.truth)))),
  ),
);
