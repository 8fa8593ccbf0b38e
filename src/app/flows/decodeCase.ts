/** From a case's file to its picture: decoded in the pixels worker, small in the strip, large on the stage. */
import { drawThumbnail } from '@/app/browser/drawThumbnail';
import { findCase, updateCase } from '@/app/store/store';
import type { Case } from '@/app/store/types';
import type { Failure } from '@/core/failure';
import { loadKept } from './loadKept';
import type { Ports } from './ports';

/**
 * Decodes a case's picture, draws its thumbnail once and, if asked, opens it when that went well.
 * A picture that cannot be read becomes a refusal, and whatever was open stays. True where it is a case now.
 */
export async function decodeCase(
  ports: Ports,
  caseId: string,
  { open = false }: { readonly open?: boolean } = {},
): Promise<boolean> {
  const { pixels, store } = ports;
  const one = findCase(store, caseId);
  if (one === undefined) return false;
  if (store.getState().stage?.caseId === caseId) return true;
  const opened = await pixels.openPicture(caseId, one.file);
  const now = findCase(store, caseId);
  if (now === undefined) {
    if (opened.ok) opened.value.bitmap.close();
    await pixels.close(caseId);
    return false;
  }
  if (!opened.ok) {
    refuse(ports, now, opened.failure);
    return false;
  }
  const { bitmap, size, decodedSize } = opened.value;
  const thumbnail = now.thumbnail ?? (await drawThumbnail(bitmap));
  const isNew = now.progress.status === 'opening';
  updateCase(store, caseId, {
    ...(now.thumbnail === null &&
      thumbnail !== null && { thumbnail, thumbnailUrl: URL.createObjectURL(thumbnail) }),
    picture: { size, decodedSize },
    ...(isNew && { progress: { status: 'waiting' }, isLoaded: true }),
  });
  const { openId, stage } = store.getState();
  if (open || openId === caseId) {
    store.setState({ openId: caseId, stage: { caseId, size, bitmap, developed: null } });
    stage?.bitmap.close();
    stage?.developed?.layer.close();
  } else {
    bitmap.close();
  }
  if (!isNew && !now.isLoaded) await loadKept(ports, caseId);
  return true;
}

function refuse({ store, newId }: Ports, one: Case, failure: Failure): void {
  store.setState((state) => {
    const cases = state.cases.filter(({ id }) => id !== one.id);
    return {
      cases,
      openId: state.openId === one.id ? (cases[0]?.id ?? null) : state.openId,
      refusals: [...state.refusals, { id: newId(), file: one.file, failure }],
    };
  });
}
