import { updateCase } from '@/app/store/store';
import type { Failure, Reply } from '@/core/failure';
import type { OpenedPicture } from '@/pixels/protocol';
import type { Ports } from './ports';

/** Whether it was the file, which may have been moved or changed since it was given. */
export function isOfFile({ code }: Failure): boolean {
  return code.startsWith('file-');
}

/** Opens a case's picture from this device's copy, and goes on with that; null where there is none or it fails too. */
export async function openCopy(
  { pixels, shelf, store }: Ports,
  caseId: string,
): Promise<Extract<Reply<OpenedPicture>, { ok: true }> | null> {
  const kept = await shelf.readFiles(caseId);
  if (!kept.ok || kept.value === null) return null;
  const { picture } = kept.value;
  const opened = await pixels.openPicture(caseId, picture);
  if (!opened.ok) return null;
  updateCase(store, caseId, { file: picture });
  return opened;
}
