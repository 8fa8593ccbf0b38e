import { imageSize } from 'image-size';
import type { Size } from '@/core/raster/types';

/** Formats that every current browser decodes. */
export type PictureFormat = 'JPEG' | 'PNG' | 'WebP' | 'AVIF' | 'GIF' | 'BMP';

/**
 * What a file is by its first bytes; its name and type are not asked.
 * `size` is what the header says, before any rotation; null where the header is not understood.
 */
export type Sniffed =
  | {
      readonly kind: 'picture';
      readonly format: PictureFormat;
      readonly size: Size | null;
      readonly isTurned: boolean;
    }
  /** Something else; `words` completes "it starts like …". Some browsers can decode a few of these. */
  | { readonly kind: 'other'; readonly words: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'empty' };

/** EXIF orientations that exchange width and height. */
const TURNED = new Set([5, 6, 7, 8]);

const PICTURES: readonly (readonly [PictureFormat, ...Pattern[]])[] = [
  ['JPEG', [0, '\xff\xd8\xff']],
  ['PNG', [0, '\x89PNG\r\n\x1a\n']],
  ['WebP', [0, 'RIFF'], [8, 'WEBP']],
  ['AVIF', [4, 'ftypavi']], // avif, and avis for a sequence
  ['GIF', [0, 'GIF8']],
  ['BMP', [0, 'BM'], [6, '\0\0\0\0']],
];

const OTHERS: readonly (readonly [words: string, ...Pattern[]])[] = [
  ['a PDF', [0, '%PDF']],
  ['a ZIP archive or an Office document', [0, 'PK\x03\x04']],
  ['a DICOM file', [128, 'DICM']],
  ['a HEIC photo', [4, 'ftyphe']],
  ['a HEIF photo', [4, 'ftypmif1']],
  ['a HEIF photo', [4, 'ftypmsf1']],
  ['a TIFF picture or a raw photo', [0, 'II*\0']],
  ['a TIFF picture or a raw photo', [0, 'MM\0*']],
  ['a JPEG XL picture', [0, '\xff\x0a']],
  ['a JPEG XL picture', [0, '\0\0\0\x0cJXL ']],
  ['a JPEG 2000 picture', [0, '\0\0\0\x0cjP  ']],
  ['a Photoshop file', [0, '8BPS']],
  ['a NIfTI volume or another gzip archive', [0, '\x1f\x8b']],
  ['a 7-Zip archive', [0, '7z\xbc\xaf']],
  ['a RAR archive', [0, 'Rar!']],
  ['a video', [4, 'ftyp']],
  ['a video', [0, '\x1a\x45\xdf\xa3']],
  ['a video', [0, 'RIFF'], [8, 'AVI ']],
  ['a sound', [0, 'RIFF'], [8, 'WAVE']],
];

/** Bytes that must stand at an offset. */
type Pattern = readonly [offset: number, bytes: string];

/** `head` is the file's beginning: the more of it, the surer the size; 32 bytes do for the format. */
export function sniff(head: Uint8Array): Sniffed {
  if (head.length === 0) return { kind: 'empty' };
  const format = PICTURES.find(([, ...patterns]) => hasAll(head, patterns))?.[0];
  if (format !== undefined) return { kind: 'picture', format, ...readHeader(head) };
  const words = OTHERS.find(([, ...patterns]) => hasAll(head, patterns))?.[0] ?? describeText(head);
  return words === null ? { kind: 'unknown' } : { kind: 'other', words };
}

function hasAll(head: Uint8Array, patterns: readonly Pattern[]): boolean {
  return patterns.every(([offset, bytes]) =>
    Array.from(bytes).every((byte, i) => head[offset + i] === byte.charCodeAt(0)),
  );
}

function readHeader(head: Uint8Array): { size: Size | null; isTurned: boolean } {
  try {
    const { width, height, orientation } = imageSize(head);
    const isWhole = width > 0 && height > 0;
    return {
      size: isWhole ? { width, height } : null,
      isTurned: orientation !== undefined && TURNED.has(orientation),
    };
  } catch {
    return { size: null, isTurned: false }; // cut off or damaged: the decoder will tell
  }
}

const TEXT_SAMPLE_BYTES = 256;

/** Words for a file of readable characters, null for anything else. */
function describeText(head: Uint8Array): string | null {
  const sample = head.subarray(0, TEXT_SAMPLE_BYTES);
  // UTF-8's bytes above 127 count as readable: a sample may cut a letter in two
  if (!sample.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13))) return null;
  const text = new TextDecoder().decode(sample);
  if (/<svg[\s>]/i.test(text)) return 'an SVG drawing';
  if (/^\s*(?:<!doctype html|<html)/i.test(text)) return 'a web page';
  return 'a text file';
}
