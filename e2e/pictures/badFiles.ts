/** Files that a page is given by mistake. */
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
