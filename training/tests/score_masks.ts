/** In: [{ mask, truth }], paths of PNG files. Out: the page's scores of each, as JSON. */
import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { cutGrey } from '@/core/mask/truth';
import { scoreMask } from '@/core/metrics/scoreMask';
import type { Mask } from '@/core/raster/types';

function readMask(path: string): Mask {
  const { width, height, channels, depth, data: grey } = decode(readFileSync(path));
  if (channels !== 1 || depth !== 8)
    throw new Error(`${path}: ${channels} channels of ${depth} bits`);
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < grey.length; i++) rgba.fill(grey[i]!, i * 4, i * 4 + 3);
  const data = new Uint8Array(width * height);
  cutGrey(rgba, data, 0);
  return { width, height, data };
}

const pairs = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as {
  mask: string;
  truth: string;
}[];
console.log(
  JSON.stringify(pairs.map(({ mask, truth }) => scoreMask(readMask(mask), readMask(truth)))),
);
