/**
 * A picture file to upright RGBA bytes: EXIF orientation applied by the browser's decoder ('from-image', the one rule),
 * transparency laid on white, the first frame of an animation. Very large pictures are decoded smaller.
 */
import { fail, type Reply, succeed } from '@/core/failure';
import type { RgbaImage, Size } from '@/core/raster/types';
import { canReadBack, getContext } from './canvas';
import { readPictureHead, type PictureHead } from './readPictureHead';

/** `size` is the picture's own, upright; `image` is smaller than that where the picture was too large. */
export type DecodedPicture = { readonly size: Size; readonly image: RgbaImage };

/** Safari on iOS gives a canvas of more pixels than this as black, without an error. */
export const MOST_CANVAS_PX = 16_777_216;
/** Tried after a blank result: a fraction that the smallest devices draw. */
const SAFE_CANVAS_PX = 4_194_304;
/** Safari's longest side of a canvas. */
const MOST_CANVAS_SIDE = 16_384;
export const CANNOT_READ_BACK =
  "this browser's protection against tracking keeps pages from reading pixels";

/** Failures: file-empty, file-not-image, file-damaged, file-unreadable, file-too-large. */
export async function decodePicture(file: Blob): Promise<Reply<DecodedPicture>> {
  const head = await readPictureHead(file);
  if (!head.ok) return head;
  if (!canReadBack()) return fail('file-unreadable', CANNOT_READ_BACK);
  for (const limitPx of [MOST_CANVAS_PX, SAFE_CANVAS_PX]) {
    const decoded = await decodeWithin(file, head.value, limitPx);
    if (!decoded.ok || !isEven(decoded.value.image)) return decoded;
    if (await isEvenWhenSmall(file)) return decoded; // a picture of one colour it is
  }
  return fail('file-unreadable', 'this browser returned a blank picture for it');
}

async function decodeWithin(
  file: Blob,
  head: PictureHead,
  limitPx: number,
): Promise<Reply<DecodedPicture>> {
  let bitmap: ImageBitmap;
  let size: Size;
  try {
    ({ bitmap, size } = await decodeBitmap(file, head, limitPx));
  } catch (error) {
    return head.notImage ?? fail('file-damaged', 'its picture data cannot be decoded', error);
  }
  const image = drawOnWhite(bitmap, fitWithin(bitmap, limitPx));
  bitmap.close();
  return succeed({ size, image });
}

/** The decoder's bitmap, at most about `limitPx` large where the header tells the size, and the true upright size. */
async function decodeBitmap(
  file: Blob,
  { size: stored, isTurned }: PictureHead,
  limitPx: number,
): Promise<{ bitmap: ImageBitmap; size: Size }> {
  if (stored === null || isWithin(stored, limitPx)) {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    return { bitmap, size: { width: bitmap.width, height: bitmap.height } };
  }
  const turned = { width: stored.height, height: stored.width };
  const guesses = isTurned ? [turned, stored] : [stored, turned];
  // Only one side is asked for: the decoder keeps the shape, and the shape that comes back tells whether the picture
  // was turned (the header's reader knows EXIF in JPEG only).
  for (const size of guesses) {
    const bitmap = await createImageBitmap(file, {
      imageOrientation: 'from-image',
      resizeWidth: fitWithin(size, limitPx).width,
      resizeQuality: 'high',
    });
    if (isTurnedAs(bitmap, size)) return { bitmap, size };
    bitmap.close();
  }
  throw new Error(`decoded to another shape than ${stored.width} × ${stored.height}`);
}

/** The largest size of the same shape that a canvas may have. */
function fitWithin({ width, height }: Size, limitPx: number): Size {
  if (isWithin({ width, height }, limitPx)) return { width, height };
  const scale = Math.min(
    Math.sqrt(limitPx / (width * height)),
    MOST_CANVAS_SIDE / Math.max(width, height),
  );
  return {
    width: Math.max(1, Math.floor(width * scale)),
    height: Math.max(1, Math.floor(height * scale)),
  };
}

function isWithin({ width, height }: Size, limitPx: number): boolean {
  return width * height <= limitPx && Math.max(width, height) <= MOST_CANVAS_SIDE;
}

/** Both lying or both standing; a square is either. */
function isTurnedAs(a: Size, b: Size): boolean {
  return (a.width - a.height) * (b.width - b.height) >= 0;
}

/** The bitmap's pixels at a size of the same shape; transparency shows white. */
export function drawOnWhite(bitmap: ImageBitmap, { width, height }: Size): RgbaImage {
  const context = getContext(new OffscreenCanvas(width, height));
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** Whether all pixels have one colour, as a canvas that silently failed has. */
function isEven({ data }: RgbaImage): boolean {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  return pixels.every((pixel) => pixel === pixels[0]);
}

const SMALL_SIDE = 64;

async function isEvenWhenSmall(file: Blob): Promise<boolean> {
  const bitmap = await createImageBitmap(file, {
    resizeWidth: SMALL_SIDE,
    resizeHeight: SMALL_SIDE,
  });
  const image = drawOnWhite(bitmap, bitmap);
  bitmap.close();
  return isEven(image);
}
