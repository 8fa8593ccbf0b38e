import { Zip, ZipPassThrough } from 'fflate';

/** An archive of files that are packed already (PNG): they are stored as they are. Reads one after the other. */
export async function makeZip(
  files: readonly { readonly name: string; readonly blob: Blob }[],
): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, part) => {
    if (error !== null) throw error;
    parts.push(part);
  });
  for (const { name, blob } of files) {
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    entry.push(new Uint8Array(await blob.arrayBuffer()), true);
  }
  zip.end();
  return new Blob(parts, { type: 'application/zip' });
}
