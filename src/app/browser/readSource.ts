import { type Reply, succeed } from '@/core/failure';
import { type ArchivedFile, readZipped } from './readZip';

/**
 * The bytes of a file of a folder or of an archive, whose size the browser may only now find to be another. A file that
 * was moved or changed since it was chosen fails where it is read.
 */
export async function readSource(content: File | ArchivedFile): Promise<Reply<Blob>> {
  return content instanceof File ? succeed(content) : readZipped(content);
}

/** False where one of them was moved or changed since it was chosen. */
export async function areReadable(files: readonly Blob[]): Promise<boolean> {
  try {
    await Promise.all(files.map((file) => file.slice(0, 1).arrayBuffer()));
    return true;
  } catch {
    return false;
  }
}
