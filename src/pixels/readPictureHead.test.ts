import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { readPictureHead } from './readPictureHead';

const codeOf = async (file: Blob) => {
  const head = await readPictureHead(file);
  return head.ok ? 'ok' : head.failure.code;
};

/** A PNG header that claims a size; there is no picture behind it. */
function claimedPng(width: number, height: number): Blob {
  const png = encode({ width: 1, height: 1, data: new Uint8Array(1), channels: 1, depth: 8 });
  const view = new DataView(png.buffer, png.byteOffset);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return new Blob([png as Uint8Array<ArrayBuffer>]);
}

describe('readPictureHead', () => {
  it('refuses an empty file, nonsense, and a picture too large to decode', async () => {
    expect(await codeOf(new Blob([]))).toBe('file-empty');
    expect(await codeOf(new Blob([Uint8Array.from([1, 2, 3])]))).toBe('file-not-image');
    expect(await codeOf(claimedPng(10_000, 10_001))).toBe('file-too-large');
    expect(await codeOf(claimedPng(65_536, 2))).toBe('file-too-large');
  });

  it('takes 50 megapixels and more', async () => {
    expect(await codeOf(claimedPng(8192, 6144))).toBe('ok');
    expect(await codeOf(claimedPng(10_000, 10_000))).toBe('ok');
  });

  it('leaves a format that some browser decodes to the decoder, with the words for the others', async () => {
    const head = await readPictureHead(new Blob(['\0\0\0\x18ftypheic']));
    if (!head.ok) throw new Error('should be tried');
    expect(head.value.notImage).toMatchObject({
      failure: { code: 'file-not-image', detail: 'it starts like a HEIC photo' },
    });
  });

  it('says so of a file that vanished', async () => {
    const gone = new Blob(['x']);
    gone.slice = () => {
      throw new Error('NotReadableError');
    };
    expect(await codeOf(gone)).toBe('file-unreadable');
  });
});
