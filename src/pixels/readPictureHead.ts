import { fail, type Reply, succeed } from '@/core/failure';
import type { Size } from '@/core/raster/types';
import { sniff } from './sniff';

/**
 * What the file's beginning says. `size` is before rotation and null where unknown. `notImage` is the failure to report
 * if the browser cannot decode it either, null for the formats that it should decode.
 */
export type PictureHead = {
  readonly size: Size | null;
  readonly isTurned: boolean;
  readonly notImage: Reply<never> | null;
};

/** A JPEG's size stands behind its EXIF thumbnail and colour profile; a megabyte holds them. */
const HEAD_BYTES = 1_048_576;
/** Twice what is promised (50 megapixels); the decoder needs 4 bytes for each. */
export const MOST_PICTURE_PX = 100_000_000;
/** The longest side a JPEG can state; longer ones are no photographs. */
const MOST_PICTURE_SIDE = 65_535;

/** Failures: file-empty, file-not-image, file-unreadable, file-too-large. */
export async function readPictureHead(file: Blob): Promise<Reply<PictureHead>> {
  let head: Uint8Array;
  try {
    head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  } catch (error) {
    return fail('file-unreadable', 'the browser was refused its contents', error);
  }
  const sniffed = sniff(head);
  switch (sniffed.kind) {
    case 'empty':
      return fail('file-empty', 'it has no bytes');
    case 'unknown':
      return fail('file-not-image', 'its first bytes are those of no known format');
    case 'other':
      // Safari decodes HEIC and TIFF, and others may learn: the decoder has the last word
      return succeed({
        size: null,
        isTurned: false,
        notImage: fail('file-not-image', `it starts like ${sniffed.words}`),
      });
    case 'picture': {
      const { size, isTurned } = sniffed;
      if (size !== null && isTooLarge(size)) {
        return fail('file-too-large', `it has ${size.width} × ${size.height} pixels`);
      }
      return succeed({ size, isTurned, notImage: null });
    }
  }
}

function isTooLarge({ width, height }: Size): boolean {
  return width * height > MOST_PICTURE_PX || Math.max(width, height) > MOST_PICTURE_SIDE;
}
