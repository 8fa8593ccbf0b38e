/**
 * ZIP archives (PKWARE's APPNOTE 6.3): what is in one, from its central directory alone, and one file of it at a time,
 * inflated by the browser. Nothing is unpacked before it is asked for, so memory holds one picture, not the archive.
 * Not read: encrypted files, methods other than store and deflate, ZIP64 (archives above 4 GB).
 */
import { fail, type Reply, succeed } from '@/core/failure';
import type { Leftover } from '@/core/naming/pairFolders';

export type ArchivedFile = {
  readonly archive: File;
  /** Of its local header. */
  readonly offset: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly isDeflated: boolean;
};

export type ZipEntry = { readonly path: string; readonly content: ArchivedFile };

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const MOST_COMMENT_BYTES = 65_535;
/** A picture of 50 megapixels as an uncompressed bitmap, and some. */
const MOST_FILE_BYTES = 256e6;

type Listed = { readonly entries: readonly ZipEntry[]; readonly leftovers: readonly Leftover[] };

/** Files and, with why, those that cannot be taken. Failure: archive-unreadable. */
export async function listZip(archive: File): Promise<Reply<Listed>> {
  try {
    return await readDirectory(archive);
  } catch (error) {
    return fail('archive-unreadable', 'it was moved or changed, or is damaged', error);
  }
}

async function readDirectory(archive: File): Promise<Reply<Listed>> {
  const tailStart = Math.max(0, archive.size - END_BYTES - MOST_COMMENT_BYTES);
  const tail = await readView(archive, tailStart, archive.size);
  const end = findEnd(tail);
  if (end < 0) return unreadable('its end is missing; it may have been cut off');
  const count = tail.getUint16(end + 10, true);
  const directoryBytes = tail.getUint32(end + 12, true);
  const directoryStart = tail.getUint32(end + 16, true);
  if (count === 0xffff || directoryStart === 0xffffffff)
    return unreadable('it is larger than plain ZIP archives are (ZIP64)');
  if (directoryStart + directoryBytes > tailStart + end)
    return unreadable('its directory lies outside of it');
  const view = await readView(archive, directoryStart, directoryStart + directoryBytes);
  const entries: ZipEntry[] = [];
  const leftovers: Leftover[] = [];
  for (let at = 0, index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > view.byteLength || view.getUint32(at, true) !== ENTRY_SIGNATURE)
      return unreadable('its directory is damaged');
    const nameBytes = view.getUint16(at + 28, true);
    const name = decodeName(view, at + ENTRY_BYTES, nameBytes);
    const entry = {
      archive,
      offset: view.getUint32(at + 42, true),
      packedBytes: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      isDeflated: view.getUint16(at + 10, true) === 8,
    };
    const path = `${archive.name}/${name}`;
    const reason = reasonAgainst(
      name,
      view.getUint16(at + 8, true),
      view.getUint16(at + 10, true),
      entry,
    );
    if (reason !== '') leftovers.push({ path, reason });
    else if (!name.endsWith('/')) entries.push({ path, content: entry });
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return succeed({ entries, leftovers });
}

/** The file's bytes. Failure: archive-unreadable. */
export async function readZipped(file: ArchivedFile): Promise<Reply<Blob>> {
  const { archive, offset, packedBytes, bytes, isDeflated } = file;
  try {
    const local = await readView(archive, offset, offset + LOCAL_BYTES);
    if (local.byteLength < LOCAL_BYTES || local.getUint32(0, true) !== LOCAL_SIGNATURE)
      return unreadable('a file is not where its directory says');
    const start = offset + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
    const packed = archive.slice(start, start + packedBytes);
    if (packed.size < packedBytes) return unreadable('it was cut off');
    const blob = isDeflated ? await inflate(packed, bytes) : packed;
    return blob.size === bytes ? succeed(blob) : unreadable('a file has another size than it says');
  } catch (error) {
    return fail('archive-unreadable', 'a file in it is damaged', error);
  }
}

function reasonAgainst(
  name: string,
  flags: number,
  method: number,
  { bytes }: ArchivedFile,
): string {
  if (name.split(/[/\\]/).includes('..') || /^[/\\]|^\w:/.test(name))
    return 'its name leads out of the archive';
  if ((flags & 1) !== 0) return 'it is encrypted';
  if (/\.(?:zip|tar|gz|7z|rar)$/i.test(name)) return 'an archive inside an archive';
  if (method !== 0 && method !== 8) return 'packed by a method that browsers do not know';
  return bytes > MOST_FILE_BYTES ? 'it would unpack to more than 256 MB' : '';
}

/** Stops as soon as more comes out than the directory promised: a small file may hold gigabytes of nothing. */
function inflate(packed: Blob, bytes: number): Promise<Blob> {
  let unpacked = 0;
  const guard = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      unpacked += chunk.byteLength;
      if (unpacked > bytes) controller.error(new Error('more than it says'));
      else controller.enqueue(chunk);
    },
  });
  const stream = packed.stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream.pipeThrough(guard)).blob();
}

function findEnd(tail: DataView): number {
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (tail.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return -1;
}

function decodeName(view: DataView, at: number, bytes: number): string {
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at, bytes));
}

async function readView(file: Blob, start: number, end: number): Promise<DataView> {
  return new DataView(await file.slice(start, end).arrayBuffer());
}

function unreadable(detail: string): Reply<never> {
  return fail('archive-unreadable', detail);
}
