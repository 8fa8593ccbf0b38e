import { fail, type Reply, succeed } from '@/core/failure';
import type { ArchivedFile } from './readZip';
import { readZipped } from './readZip';

/** The bytes of a file of a folder or of an archive, whose size the browser may only now find to be another. */
export async function readSource(content: File | ArchivedFile): Promise<Reply<Blob>> {
  if (!(content instanceof File)) return readZipped(content);
  try {
    await content.slice(0, 1).arrayBuffer(); // a file that was moved or changed fails here, with the reason
    return succeed(content);
  } catch (error) {
    return fail('file-unreadable', 'it was moved or changed since it was chosen', error);
  }
}
