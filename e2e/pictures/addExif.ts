/** Puts EXIF into a JPEG: an orientation and a description that must not be found in anything that the page saves. */
import type { TestFile } from './encode';

/** Written into the description; a saved file that holds these letters gives the picture's EXIF away. */
export const EXIF_SECRET = 'taken-at-a-secret-place';

const ORIENTATION_TAG = 0x0112;
const DESCRIPTION_TAG = 0x010e;

/**
 * @param file a JPEG
 * @param orientation 1..8; 6 is a picture that is to be turned a quarter to the right
 */
export function addExif(file: TestFile, orientation: number): TestFile {
  const { buffer } = file;
  if (buffer.readUInt16BE(0) !== 0xffd8) throw new Error(`${file.name} is no JPEG`);
  const tiff = tiffBlock(orientation);
  const header = Buffer.alloc(4);
  header.writeUInt16BE(0xffe1, 0); // APP1
  header.writeUInt16BE(2 + 6 + tiff.length, 2);
  const segment = Buffer.concat([header, Buffer.from('Exif\0\0', 'latin1'), tiff]);
  return {
    ...file,
    buffer: Buffer.concat([buffer.subarray(0, 2), segment, buffer.subarray(2)]),
  };
}

/** One directory with two entries (EXIF 2.32, section 4.6), little endian. */
function tiffBlock(orientation: number): Buffer {
  const DIRECTORY_BYTES = 2 + 2 * 12 + 4;
  const text = Buffer.from(`${EXIF_SECRET}\0`, 'latin1');
  const block = Buffer.alloc(8 + DIRECTORY_BYTES);
  block.write('II*\0', 0, 'latin1');
  block.writeUInt32LE(8, 4);
  block.writeUInt16LE(2, 8); // entries, in the order of their tags
  writeEntry(10, DESCRIPTION_TAG, 2, text.length, 8 + DIRECTORY_BYTES);
  writeEntry(22, ORIENTATION_TAG, 3, 1, orientation);
  return Buffer.concat([block, text]);

  function writeEntry(at: number, tag: number, type: number, count: number, value: number) {
    block.writeUInt16LE(tag, at);
    block.writeUInt16LE(type, at + 2);
    block.writeUInt32LE(count, at + 4);
    block.writeUInt32LE(value, at + 8);
  }
}
