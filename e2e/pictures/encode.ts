/** Pictures as the bytes of files. JPEG and WebP are written by the browser itself, the others here. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { encode as encodePng } from 'fast-png';
import type { Picture } from './drawLesion';

/** As Playwright gives files to a page. */
export type TestFile = {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
};

/** 8-bit RGBA. */
export function pngFile(name: string, { width, height, data }: Picture): TestFile {
  return {
    name,
    mimeType: 'image/png',
    buffer: Buffer.from(encodePng({ width, height, data, channels: 4, depth: 8 })),
  };
}

/** 8-bit grey of the red channel, as ISIC's truths are. */
export function greyPngFile(name: string, { width, height, data }: Picture): TestFile {
  const grey = new Uint8Array(width * height).map((_, index) => data[index * 4]!);
  return {
    name,
    mimeType: 'image/png',
    buffer: Buffer.from(encodePng({ width, height, data: grey, channels: 1, depth: 8 })),
  };
}

/** Written by the canvas of `page`, any page; it must know the type. `size` stretches the picture. */
export async function canvasFile(
  page: Page,
  name: string,
  picture: Picture,
  mimeType: 'image/jpeg' | 'image/webp',
  size: { readonly width: number; readonly height: number } = picture,
): Promise<TestFile> {
  const png = pngFile(name, picture).buffer.toString('base64');
  const base64 = await page.evaluate(
    async ({ png, mimeType, width, height }) => {
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(width, height);
      canvas.getContext('2d')!.drawImage(bitmap, 0, 0, width, height);
      const blob = await canvas.convertToBlob({ type: mimeType, quality: 0.95 });
      if (blob.type !== mimeType) throw new Error(`this browser writes no ${mimeType}`);
      const encoded = new Uint8Array(await blob.arrayBuffer());
      let letters = '';
      for (const byte of encoded) letters += String.fromCharCode(byte);
      return btoa(letters);
    },
    { png, mimeType, width: size.width, height: size.height },
  );
  return { name, mimeType, buffer: Buffer.from(base64, 'base64') };
}

/** Windows bitmap, 24 bits, rows from the bottom up: PH2's format. */
export function bmpFile(name: string, { width, height, data }: Picture): TestFile {
  const HEADER_BYTES = 54;
  const rowBytes = Math.ceil((width * 3) / 4) * 4;
  const buffer = Buffer.alloc(HEADER_BYTES + rowBytes * height);
  buffer.write('BM', 0, 'latin1');
  buffer.writeUInt32LE(buffer.length, 2);
  buffer.writeUInt32LE(HEADER_BYTES, 10);
  buffer.writeUInt32LE(40, 14); // size of the second header
  buffer.writeInt32LE(width, 18);
  buffer.writeInt32LE(height, 22);
  buffer.writeUInt16LE(1, 26); // planes
  buffer.writeUInt16LE(24, 28); // bits per pixel
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4;
      const to = HEADER_BYTES + (height - 1 - y) * rowBytes + x * 3;
      buffer.set([data[from + 2]!, data[from + 1]!, data[from]!], to);
    }
  }
  return { name, mimeType: 'image/bmp', buffer };
}

/** Frames of one size, shown one after the other for ever, half a second each. */
export function gifFile(name: string, frames: readonly Picture[]): TestFile {
  const { width, height } = frames[0]!;
  const screen = Buffer.alloc(13);
  screen.write('GIF89a', 0, 'latin1');
  screen.writeUInt16LE(width, 6);
  screen.writeUInt16LE(height, 8);
  const loop = Buffer.from('21ff0b4e45545343415045322e300301000000', 'hex');
  const buffer = Buffer.concat([screen, loop, ...frames.map(gifFrame), Buffer.from([0x3b])]);
  return { name, mimeType: 'image/gif', buffer };
}

/** A frame with a palette of its own: the 128 commonest colours at 4 bits a channel. */
function gifFrame({ width, height, data }: Picture): Buffer {
  const colourAt = (at: number) =>
    ((data[at]! >> 4) << 8) | ((data[at + 1]! >> 4) << 4) | (data[at + 2]! >> 4);
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 4) {
    counts.set(colourAt(at), (counts.get(colourAt(at)) ?? 0) + 1);
  }
  const palette = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 128);
  const indexOf = new Map(palette.map(([colour], index) => [colour, index]));

  const control = Buffer.from([0x21, 0xf9, 4, 0, 50, 0, 0, 0]); // half a second
  const descriptor = Buffer.alloc(10);
  descriptor.writeUInt8(0x2c, 0);
  descriptor.writeUInt16LE(width, 5);
  descriptor.writeUInt16LE(height, 7);
  descriptor.writeUInt8(0x80 | 6, 9); // its own palette of 2^7 colours
  const colours = Buffer.alloc(128 * 3);
  palette.forEach(([colour], index) => {
    colours.set([(colour >> 8) * 17, ((colour >> 4) & 15) * 17, (colour & 15) * 17], index * 3);
  });

  // LZW whose dictionary is cleared before it grows past 8 bits: each code is then one byte, a 7-bit index.
  const CLEAR = 128;
  const END = 129;
  const codes: number[] = [];
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (pixel % 100 === 0) codes.push(CLEAR);
    codes.push(indexOf.get(colourAt(pixel * 4)) ?? 0);
  }
  codes.push(END);
  const blocks: Buffer[] = [Buffer.from([7])];
  for (let at = 0; at < codes.length; at += 255) {
    const block = codes.slice(at, at + 255);
    blocks.push(Buffer.from([block.length, ...block]));
  }
  return Buffer.concat([control, descriptor, colours, ...blocks, Buffer.from([0])]);
}

/**
 * The drawn lesion at 320 × 240. No browser writes AVIF, so this one file was made once, from pngFile's bytes:
 * `Image.open('lesion.png').convert('RGB').save('lesion.avif', quality=60)` in Pillow.
 */
export function avifFile(name: string): TestFile {
  return {
    name,
    mimeType: 'image/avif',
    buffer: readFileSync(new URL('./lesion.avif', import.meta.url)),
  };
}
