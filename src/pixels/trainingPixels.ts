/** The pixels worker's part in fine-tuning: answers TrainingPixels. */
import { transfer } from 'comlink';
import { augment } from '@/core/dataset/augment';
import { hashBytes } from '@/core/dataset/hashBytes';
import { resizePair } from '@/core/dataset/resizePair';
import { toHardTruth, toPixelPair, toRgba } from '@/core/dataset/toPixelPair';
import type { PixelPair } from '@/core/dataset/types';
import { fail, type Reply, succeed } from '@/core/failure';
import { countLesionPx } from '@/core/mask/measure';
import { toMask } from '@/core/mask/toMask';
import { fitInto } from '@/core/raster/fit';
import { resizeNearest } from '@/core/raster/nearest';
import { resizeRgb } from '@/core/raster/resize';
import type { Mask, RgbaImage, Size } from '@/core/raster/types';
import { seededRandom } from '@/core/samples/random';
import { decodePicture } from './decodePicture';
import { decodeTruth } from './decodeTruth';
import { isSameSize } from './developMask';
import { drawPair } from './drawPair';
import { encodeImage } from './encode';
import { toGreyPng } from './greyPng';
import { inSlices } from './inSlices';
import { inTurn, replying } from './replying';
import type { PreparedPair, PrepareOptions, TrainingPixels } from './trainingProtocol';

/** CSS pixels of a strip's tile, at up to two device pixels each. */
const THUMBNAIL_SIDE = 144;
const VIEW_SIDE = 192;
/** Sides may differ by this share in their proportion before a truth counts as of another picture. */
const SHAPE_TOLERANCE = 0.02;
/** Side and mean difference of two pictures, bytes, below which they are the same one. */
const COMPARED_SIDE = 32;
const SAME_BELOW = 10;
/** Outlines of what a network gave at the threshold that training is judged by. */
const PREVIEW_MASK = { threshold: 0.5, keep: 'all', fillHoles: false } as const;

export const trainingPixels: TrainingPixels = {
  prepareTraining: (picture, truth, options) =>
    inTurn(async () => {
      const prepared = await prepare(picture, truth, options);
      if (!prepared.ok) return prepared;
      const { pair } = prepared.value;
      return transfer(prepared, [pair.image.buffer, pair.truth.buffer]);
    }),

  resizeForTraining: (pairs, side) =>
    replying(async () => {
      const resized = await inSlices(resizeAll(pairs, side));
      return transfer(
        succeed(resized),
        resized.flatMap(({ image, truth }) => [image.buffer, truth.buffer]),
      );
    }),

  drawViews: (pair, settings, seed, count) =>
    replying(async () => {
      const random = seededRandom(seed);
      const views: Blob[] = [];
      for (let view = 0; view < count; view++) {
        const augmented = augment(pair, settings, random);
        views.push(await drawPair(augmented, VIEW_SIDE, [toHardTruth(augmented), null]));
      }
      return succeed(views);
    }),

  encodePair: (pair) =>
    replying(async () =>
      succeed({
        picture: await encodeImage(toRgba(pair)),
        truth: await toGreyPng(toHardTruth(pair)),
      }),
    ),

  drawPreview: (pair, probabilities) =>
    replying(async () => {
      const size = { width: pair.side, height: pair.side };
      const mask = toMask(probabilities, fitInto(size, probabilities, 'stretch'), PREVIEW_MASK);
      return succeed(await drawPair(pair, pair.side, [toHardTruth(pair), mask]));
    }),
};

async function prepare(
  picture: Blob,
  truth: Blob,
  { side, fit, lesionColour }: PrepareOptions,
): Promise<Reply<PreparedPair>> {
  const decoded = await decodePicture(picture);
  if (!decoded.ok) return decoded;
  const { image, size } = decoded.value;
  const isTruthThePicture = await isSamePicture(image, truth);
  const read = isTruthThePicture
    ? succeed({ mask: noLesion(size), isAsGiven: true })
    : await readTruth(truth, size, lesionColour);
  if (!read.ok) return read;
  const { mask, isAsGiven } = read.value;
  const pair = toPixelPair(image, mask, side, fit);
  return succeed({
    facts: {
      size,
      lesionShare: countLesionPx(mask) / mask.data.length,
      pictureHash: hashBytes(pair.image),
      isTruthThePicture,
    },
    pair,
    thumbnail: await drawPair(pair, THUMBNAIL_SIDE, [toHardTruth(pair), null]),
    truthFile: isAsGiven ? null : await toGreyPng(mask),
  });
}

async function readTruth(
  file: Blob,
  size: Size,
  lesionColour: number | null,
): Promise<Reply<{ readonly mask: Mask; readonly isAsGiven: boolean }>> {
  const decoded = await decodeTruth(file, lesionColour);
  if (!decoded.ok) return decoded;
  if (decoded.value.kind === 'in-colours')
    return fail('truth-in-colours', 'the truth is in colours; white on black is wanted');
  const { mask } = decoded.value;
  if (isSameSize(mask, size)) return succeed({ mask, isAsGiven: lesionColour === null });
  const proportion = (mask.width * size.height) / (mask.height * size.width);
  if (Math.abs(proportion - 1) <= SHAPE_TOLERANCE)
    return succeed({ mask: resizeNearest(mask, size), isAsGiven: false });
  const [own, other] = [mask, size].map(({ width, height }) => `${width} × ${height}`);
  return fail('truth-size-differs', `the truth is ${own}, the picture ${other}`);
}

/** Whether a truth's file shows the picture itself, however it was saved. */
async function isSamePicture(image: RgbaImage, truth: Blob): Promise<boolean> {
  const decoded = await decodePicture(truth);
  if (!decoded.ok) return false; // said when it is read as a truth
  const size = { width: COMPARED_SIDE, height: COMPARED_SIDE };
  const [a, b] = [resizeRgb(image, size), resizeRgb(decoded.value.image, size)];
  const difference = a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0);
  return difference / a.length < SAME_BELOW;
}

function noLesion({ width, height }: Size): Mask {
  return { width, height, data: new Uint8Array(width * height) };
}

function* resizeAll(pairs: readonly PixelPair[], side: number) {
  const resized: PixelPair[] = [];
  for (const pair of pairs) {
    const { image, truth } = resizePair(pair, side);
    resized.push({ side, image, truth });
    yield undefined;
  }
  return resized;
}
