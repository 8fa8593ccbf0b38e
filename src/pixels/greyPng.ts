/**
 * An 8-bit grey PNG of a mask: 255 is lesion, 0 is not. Written here because the browser's own encoder knows only
 * colours, and because a mask has next to no bytes: each row is told as its difference from the row above (the filter
 * "up"), which is zero but for the outline, and the browser's own deflate makes short work of it.
 * Source: W3C, Portable Network Graphics (Third Edition).
 */
import type { Mask } from '@/core/raster/types';

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
const BIT_DEPTH = 8;
const GREYSCALE = 0;
const FILTER_UP = 2;

export async function toGreyPng(mask: Mask): Promise<Blob> {
  const header = new Uint8Array(13); // compression, filter method and interlace stay 0
  const view = new DataView(header.buffer);
  view.setUint32(0, mask.width);
  view.setUint32(4, mask.height);
  header[8] = BIT_DEPTH;
  header[9] = GREYSCALE;
  const parts = [
    SIGNATURE,
    ...toChunk('IHDR', header),
    ...toChunk('IDAT', await deflate(filterRows(mask))),
    ...toChunk('IEND', new Uint8Array(0)),
  ];
  return new Blob(parts, { type: 'image/png' });
}

/** Each row behind the number of its filter; differences are modulo 256. */
function filterRows({ width, height, data }: Mask): Uint8Array<ArrayBuffer> {
  const filtered = new Uint8Array((width + 1) * height);
  for (let y = 0, to = 0; y < height; y++) {
    filtered[to++] = FILTER_UP;
    const from = y * width;
    if (y === 0) for (let x = 0; x < width; x++) filtered[to++] = data[x]! * 255;
    else
      for (let i = from; i < from + width; i++)
        filtered[to++] = (data[i]! - data[i - width]!) * 255;
  }
  return filtered;
}

/** As a zlib stream, which is what 'deflate' means here. */
async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new CompressionStream('deflate');
  const packed = new Response(stream.readable).arrayBuffer();
  const writer = stream.writable.getWriter();
  void writer.write(bytes);
  void writer.close();
  return new Uint8Array(await packed);
}

/** Length, name and content, checksum of the two. */
function toChunk(
  name: string,
  content: Uint8Array<ArrayBuffer>,
): readonly Uint8Array<ArrayBuffer>[] {
  const letters = Uint8Array.from(name, (letter) => letter.charCodeAt(0));
  const checksum = checkOf(content, checkOf(letters, 0));
  return [toBytes(content.length), letters, content, toBytes(checksum)];
}

/** Four bytes, the highest first. */
function toBytes(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Remainders of each byte. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** CRC-32 of bytes that follow those whose check was `before`. */
function checkOf(bytes: Uint8Array, before: number): number {
  let rest = ~before;
  for (const byte of bytes) rest = CRC_TABLE[(rest ^ byte) & 0xff]! ^ (rest >>> 8);
  return ~rest >>> 0;
}
