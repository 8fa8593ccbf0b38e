import { describe, expect, it } from 'vitest';
import { droppedFiles } from './folderFiles';

type Entry = Pick<FileSystemEntry, 'fullPath' | 'isFile'>;

const gone = new DOMException('it is not there any more', 'NotFoundError');

/** An entry of a drop; the file cannot be had where `error` says why. */
const toFile = (fullPath: string, error?: DOMException): Entry =>
  ({
    fullPath,
    isFile: true,
    file: (resolve: (file: File) => void, reject: (reason: DOMException) => void) =>
      error === undefined ? resolve(new File([], fullPath)) : reject(error),
  }) as Entry;

/** A folder whose reader gives these one after the other. */
const toFolder = (fullPath: string, ...batches: readonly (readonly Entry[] | DOMException)[]) =>
  ({
    fullPath,
    isFile: false,
    createReader: () => {
      const left = [...batches];
      return {
        readEntries: (
          resolve: (entries: readonly Entry[]) => void,
          reject: (reason: DOMException) => void,
        ) => {
          const batch = left.shift() ?? [];
          if (batch instanceof DOMException) reject(batch);
          else resolve(batch);
        },
      };
    },
  }) as Entry;

async function pathsOf(entry: Entry) {
  const items = [{ kind: 'file', webkitGetAsEntry: () => entry }];
  const { files, unread } = await droppedFiles({ items, files: [] } as unknown as DataTransfer);
  return { read: files.map(({ path }) => path), unread: unread.map(({ path }) => path) };
}

describe('droppedFiles', () => {
  it('opens folders in folders', async () => {
    const inner = toFolder('/set/in', [toFile('/set/in/b.jpg')]);
    expect(await pathsOf(toFolder('/set', [toFile('/set/a.jpg')], [inner]))).toEqual({
      read: ['set/a.jpg', 'set/in/b.jpg'],
      unread: [],
    });
  });

  it('names what cannot be read, and takes the rest', async () => {
    const locked = toFolder('/set/locked', gone);
    const files = [toFile('/set/a.jpg', gone), toFile('/set/b.jpg')];
    expect(await pathsOf(toFolder('/set', [locked, ...files], gone))).toEqual({
      read: ['set/b.jpg'],
      unread: ['set/locked', 'set/a.jpg', 'set'],
    });
  });
});
