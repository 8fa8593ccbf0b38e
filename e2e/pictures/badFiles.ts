/** Files that a page is given by mistake. */
import { crc32, deflateSync } from 'node:zlib';
import type { TestFile } from './encode';

export function emptyFile(name: string): TestFile {
  return { name, mimeType: 'image/jpeg', buffer: Buffer.alloc(0) };
}

/** A document that calls itself a picture. */
export function pdfFile(name: string): TestFile {
  const text =
    '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n';
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(text, 'latin1') };
}

/** The first part of a file, as a broken download leaves it. */
export function truncateFile(file: TestFile, share = 0.4): TestFile {
  const bytes = Math.round(file.buffer.length * share);
  return { ...file, buffer: file.buffer.subarray(0, bytes) };
}

/** Its header as it was, and nonsense after it. */
export function corruptFile(file: TestFile, intactBytes = 200): TestFile {
  const buffer = Buffer.from(file.buffer);
  for (let at = intactBytes; at < buffer.length; at++) buffer[at] = (at * 167 + 13) % 256;
  return { ...file, buffer };
}

/** A valid black PNG, one bit a pixel: a few kilobytes that unpack to `side`² pixels. */
export function bombFile(name: string, side: number): TestFile {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1; // bits a sample; colour type, compression, filter and interlace are 0
  const rows = Buffer.alloc((Math.ceil(side / 8) + 1) * side);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const buffer = Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows, { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
  return { name, mimeType: 'image/png', buffer };
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
