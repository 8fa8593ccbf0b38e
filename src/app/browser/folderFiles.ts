/** Files of folders: dropped, or picked with a folder dialogue. Each with its path, '/' between folders. */

import type { Leftover } from '@/core/naming/pairFolders';

export type FolderFile = { readonly path: string; readonly file: File };

type Dropped = { readonly files: readonly FolderFile[]; readonly unread: readonly Leftover[] };

/** Whatever was dropped, folders opened to any depth. Must be called in the drop's own turn: its items are gone after it. */
export function droppedFiles(transfer: DataTransfer | null): Promise<Dropped> {
  const items = transfer === null ? [] : Array.from(transfer.items);
  const entries = items.flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry === null ? [] : [entry];
  });
  const plain = entries.length === 0 && transfer !== null ? Array.from(transfer.files) : [];
  const unread: Leftover[] = [];
  return Promise.all(entries.map((entry) => openEntry(entry, unread))).then((opened) => ({
    files: [...opened.flat(), ...pickedFiles(plain)],
    unread,
  }));
}

/** The files of an input; those of a folder dialogue know their paths. */
export function pickedFiles(files: readonly File[]): readonly FolderFile[] {
  return files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** What cannot be read is added to `unread`. */
async function openEntry(
  entry: FileSystemEntry,
  unread: Leftover[],
): Promise<readonly FolderFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  const leave = () => void unread.push({ path, reason: 'the browser could not read it' });
  if (entry.isFile) {
    const file = await new Promise<File | null>((resolve) =>
      (entry as FileSystemFileEntry).file(resolve, () => resolve(null)),
    );
    if (file === null) leave();
    return file === null ? [] : [{ path, file }];
  }
  const found: (readonly FolderFile[])[] = [];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // a reader gives some hundred entries at a time, and none at the end
    const batch = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => {
        leave();
        resolve([]);
      }),
    );
    if (batch.length === 0) return found.flat();
    for (const one of batch) found.push(await openEntry(one, unread));
  }
}
