/** In: [{ rgba, truth, width, height }], paths of raw bytes. Out: Otsu's threshold and its mask's figures for each. */
import { readFileSync } from 'node:fs';
import { toFigures } from '@/core/evaluation/measures';
import { cutByOtsu, findOtsuThreshold, toGrey } from '@/core/mask/otsu';
import { measureBoundary } from '@/core/metrics/boundaryDistance';
import { countConfusion } from '@/core/metrics/confusion';
import type { RgbaImage, Size } from '@/core/raster/types';
import { runSteps } from '@/core/steps';

type Job = Size & { rgba: string; truth: string };

const jobs = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Job[];
const found = jobs.map(({ width, height, rgba, truth: path }) => {
  const image: RgbaImage = { width, height, data: Uint8ClampedArray.from(readFileSync(rgba)) };
  const truth = { width, height, data: Uint8Array.from(readFileSync(path)) };
  const mask = cutByOtsu(image);
  const counts = countConfusion(mask, truth);
  const boundary = runSteps(measureBoundary(mask, truth));
  return {
    threshold: findOtsuThreshold(toGrey(image)),
    ...toFigures({ kind: 'scored', counts, boundary }),
  };
});
console.log(JSON.stringify(found));
