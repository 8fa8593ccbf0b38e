/** What was given, as sources: files as they are, archives by what is in them. */
import type { FolderFile } from '@/app/browser/folderFiles';
import { listZip } from '@/app/browser/readZip';
import type { Source } from '@/app/store/evaluation';
import type { FileRole, Leftover } from '@/core/naming/pairFolders';

const ROLE_FOLDERS = { picture: 'pictures:/', truth: 'truths:/', mask: 'masks:/' } as const;

/** `role` is what the user says it is; null to tell by the names. `unread` is of archives. */
export async function listGiven(
  given: readonly FolderFile[],
  role: FileRole | null,
): Promise<{ readonly added: readonly Source[]; readonly unread: readonly Leftover[] }> {
  const added: Source[] = [];
  const unread: Leftover[] = [];
  const prefix = role === null ? '' : ROLE_FOLDERS[role];
  for (const { path, file } of given) {
    if (!/\.zip$/i.test(path)) {
      added.push({ path: prefix + path, role, content: file });
      continue;
    }
    const listed = await listZip(file);
    if (!listed.ok) {
      unread.push({ path, reason: listed.failure.detail });
      continue;
    }
    unread.push(...listed.value.leftovers);
    for (const entry of listed.value.entries) {
      added.push({ path: prefix + entry.path, role, content: entry.content });
    }
  }
  return { added, unread };
}

/** Files of a role replace those that were given for it before, and a path its older self. */
export function addSources(
  before: readonly Source[],
  added: readonly Source[],
  role: FileRole | null,
): readonly Source[] {
  const paths = new Set(added.map(({ path }) => path));
  return [
    ...before.filter((one) => (role === null || one.role !== role) && !paths.has(one.path)),
    ...added,
  ];
}
