/**
 * A truth file to a mask at the file's own size. Values are taken as they are stored (no colour management, no
 * premultiplied alpha; transparent is background), and read in strips, so no canvas is larger than a browser allows.
 */
import { fail, type Reply, succeed } from '@/core/failure';
import { ColourCount, cutColour, cutGrey, isColoured, type TruthColour } from '@/core/mask/truth';
import type { Mask } from '@/core/raster/types';
import { canReadBack, getContext } from './canvas';
import { CANNOT_READ_BACK, MOST_CANVAS_PX } from './decodePicture';
import { readPictureHead } from './readPictureHead';

export type DecodedTruth =
  | { readonly kind: 'mask'; readonly mask: Mask }
  | { readonly kind: 'in-colours'; readonly colours: readonly TruthColour[] };

/**
 * `lesionColour` (0xRRGGBB) says which colour of a coloured truth is the lesion; null asks for its colours.
 * Failures: as decodePicture.
 */
export async function decodeTruth(
  file: Blob,
  lesionColour: number | null,
): Promise<Reply<DecodedTruth>> {
  const head = await readPictureHead(file);
  if (!head.ok) return head;
  if (!canReadBack()) return fail('file-unreadable', CANNOT_READ_BACK);
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, {
      imageOrientation: 'from-image',
      colorSpaceConversion: 'none',
      premultiplyAlpha: 'none',
    });
  } catch (error) {
    return head.value.notImage ?? fail('file-damaged', 'its picture data cannot be decoded', error);
  }
  const truth = readTruth(bitmap, lesionColour);
  bitmap.close();
  return succeed(truth);
}

function readTruth(bitmap: ImageBitmap, lesionColour: number | null): DecodedTruth {
  const { width, height } = bitmap;
  const data = new Uint8Array(width * height);
  for (const { rgba, y } of strips(bitmap)) {
    if (isColoured(rgba)) return readColouredTruth(bitmap, lesionColour);
    cutGrey(rgba, data, y * width);
  }
  return { kind: 'mask', mask: { width, height, data } };
}

function readColouredTruth(bitmap: ImageBitmap, lesionColour: number | null): DecodedTruth {
  const count = new ColourCount();
  for (const { rgba } of strips(bitmap)) count.add(rgba);
  const colours = count.commonest();
  if (lesionColour === null) return { kind: 'in-colours', colours };
  const rgbs = colours.map(({ rgb }) => rgb);
  const { width, height } = bitmap;
  const data = new Uint8Array(width * height);
  for (const { rgba, y } of strips(bitmap)) cutColour(rgba, lesionColour, rgbs, data, y * width);
  return { kind: 'mask', mask: { width, height, data } };
}

/** Pixels read back at once: a quarter of what any browser's canvas holds, 16 MiB. */
const MOST_STRIP_PX = MOST_CANVAS_PX / 4;

/** RGBA bytes of whole rows from row `y` on, top to bottom. */
function* strips(bitmap: ImageBitmap): Generator<{ rgba: Uint8ClampedArray; y: number }> {
  const { width, height } = bitmap;
  const rows = Math.min(height, Math.max(1, Math.floor(MOST_STRIP_PX / width)));
  const context = getContext(new OffscreenCanvas(width, rows));
  context.fillStyle = '#000';
  for (let y = 0; y < height; y += rows) {
    const count = Math.min(rows, height - y);
    context.fillRect(0, 0, width, rows);
    context.drawImage(bitmap, 0, y, width, count, 0, 0, width, count);
    yield { rgba: context.getImageData(0, 0, width, count).data, y };
  }
}
