import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { sniff } from './sniff';

const bytes = (text: string, length = text.length) => {
  const data = new Uint8Array(length);
  data.set(Array.from(text, (letter) => letter.charCodeAt(0)));
  return data;
};
const join = (...parts: readonly Uint8Array[]) =>
  Uint8Array.from(parts.flatMap((part) => Array.from(part)));

/** A JPEG's beginning: EXIF with an orientation, then a frame of `width` × `height`. */
function jpegHead(width: number, height: number, orientation: number): Uint8Array {
  const exif = [
    ...bytes('Exif\0\0MM\0*'),
    0,
    0,
    0,
    8,
    0,
    1,
    1,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const frame = [
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    3,
    1,
    0x22,
    0,
    2,
    0x11,
    1,
    3,
    0x11,
    1,
  ];
  return Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2, ...exif],
    ...[0xff, 0xc0, 0, frame.length + 2, ...frame, 0xff, 0xda, 0, 0],
  ]);
}

describe('sniff', () => {
  it('reads a PNG and its size whatever its name', () => {
    const png = encode({ width: 7, height: 5, data: new Uint8Array(35), channels: 1, depth: 8 });
    expect(sniff(png)).toEqual({
      kind: 'picture',
      format: 'PNG',
      size: { width: 7, height: 5 },
      isTurned: false,
    });
  });

  it.each([
    [1, false],
    [3, false],
    [6, true],
    [8, true],
  ])('reads a JPEG with orientation %i', (orientation, isTurned) => {
    const sniffed = sniff(jpegHead(4000, 3000, orientation));
    expect(sniffed).toEqual({
      kind: 'picture',
      format: 'JPEG',
      size: { width: 4000, height: 3000 },
      isTurned,
    });
  });

  it('knows the other formats that browsers decode', () => {
    const bmp = join(
      bytes('BM\x46\0\0\0\0\0\0\0'),
      bytes('\x36\0\0\0\x28\0\0\0\x03\0\0\0\x02\0\0\0', 44),
    );
    expect(sniff(bmp)).toMatchObject({ format: 'BMP', size: { width: 3, height: 2 } });
    expect(sniff(bytes('GIF89a\x03\0\x02\0', 32))).toMatchObject({
      format: 'GIF',
      size: { width: 3, height: 2 },
    });
    expect(sniff(bytes('RIFF\0\0\0\0WEBPVP8X', 40))).toMatchObject({ format: 'WebP' });
    expect(sniff(bytes('\0\0\0\x20ftypavif', 40))).toMatchObject({ format: 'AVIF' });
  });

  it('does not fail on a header that breaks off', () => {
    expect(sniff(bytes('\xff\xd8\xff\xe1'))).toMatchObject({
      kind: 'picture',
      format: 'JPEG',
      size: null,
    });
    expect(sniff(bytes('\x89PNG\r\n\x1a\n'))).toMatchObject({
      kind: 'picture',
      format: 'PNG',
      size: null,
    });
  });

  it.each([
    ['%PDF-1.7', 'a PDF'],
    ['PK\x03\x04\x14\0', 'a ZIP archive or an Office document'],
    [`${'\0'.repeat(128)}DICM`, 'a DICOM file'],
    ['\0\0\0\x18ftypheic', 'a HEIC photo'],
    ['\0\0\0\x18ftypmif1', 'a HEIF photo'],
    ['\0\0\0\x18ftypisom', 'a video'],
    ['II*\0\x08\0\0\0', 'a TIFF picture or a raw photo'],
    ['<?xml version="1.0"?><svg xmlns="x">', 'an SVG drawing'],
    ['<!DOCTYPE html><p>', 'a web page'],
    ['a line of text\n', 'a text file'],
  ])('names %j', (text, words) => {
    expect(sniff(bytes(text))).toEqual({ kind: 'other', words });
  });

  it('says so of nothing and of bytes that mean nothing', () => {
    expect(sniff(new Uint8Array(0))).toEqual({ kind: 'empty' });
    expect(sniff(Uint8Array.from([1, 2, 3, 4, 200, 0, 7]))).toEqual({ kind: 'unknown' });
  });
});
