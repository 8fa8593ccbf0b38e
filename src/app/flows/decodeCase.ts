/** From a case's file to its picture: decoded in the pixels worker, small in the strip, large on the stage. */
import { drawThumbnail } from '@/app/browser/drawThumbnail';
import { findCase, updateCase } from '@/app/store/store';
import type { Case, CaseProgress } from '@/app/store/types';
import type { Failure } from '@/core/failure';
import { loadKept } from './loadKept';
import { isOfFile, openCopy } from './openCopy';
import type { Ports } from './ports';

/**
 * Decodes a case's picture, draws its thumbnail once, and lays it on the stage where the case is open by then or
 * `mayOpen` says so; that is asked when all went well.
 * A new file that cannot be read becomes a refusal, and whatever was open stays. A case whose picture was read before, or
 * could not be for want of memory, stays with all that is known of it, 'failed' until it can be. True where it is there.
 */
export async function decodeCase(
  ports: Ports,
  caseId: string,
  mayOpen: () => boolean = () => false,
): Promise<boolean> {
  const { pixels, store } = ports;
  const one = findCase(store, caseId);
  if (one === undefined) return false;
  if (isShown(ports, one)) return true;
  const given = await pixels.openPicture(caseId, one.file);
  const isFileGone = !given.ok && one.picture !== null && isOfFile(given.failure);
  const opened = (isFileGone ? await openCopy(ports, caseId) : null) ?? given;
  const thumbnail = one.thumbnail ?? (opened.ok ? await drawThumbnail(opened.value.bitmap) : null);
  const now = findCase(store, caseId);
  if (now === undefined) {
    if (opened.ok) opened.value.bitmap.close();
    await pixels.close(caseId);
    return false;
  }
  if (!opened.ok) {
    if (isShown(ports, now)) return true; // another call was luckier
    const { failure } = opened;
    if (now.picture === null && !isPassing(failure)) refuse(ports, now, failure);
    else setAside(ports, now, failure);
    return false;
  }
  const { bitmap, size, decodedSize } = opened.value;
  const isNew = now.picture === null;
  const progress: CaseProgress = isNew ? { status: 'waiting' } : beforeFailure(now.progress);
  updateCase(store, caseId, {
    ...(now.thumbnail === null &&
      thumbnail !== null && { thumbnail, thumbnailUrl: URL.createObjectURL(thumbnail) }),
    picture: { size, decodedSize },
    progress,
    ...(isNew && { isLoaded: true }),
  });
  const { openId, stage } = store.getState();
  if (openId === caseId || mayOpen()) {
    store.setState({ openId: caseId, stage: { caseId, size, bitmap, developed: null } });
    stage?.bitmap.close();
    stage?.developed?.layer.close();
  } else {
    bitmap.close();
  }
  if (!isNew && !now.isLoaded) await loadKept(ports, caseId);
  return true;
}

/** One that failed may be on the stage from before. */
function isShown({ store }: Ports, { id, progress }: Case): boolean {
  return store.getState().stage?.caseId === id && progress.status !== 'failed';
}

/** The file may be all right. */
function isPassing({ code }: Failure): boolean {
  return code === 'out-of-memory' || code === 'worker-stopped';
}

/** Fails the case and keeps what it was; it is opened where nothing else is, so that the failure is seen. */
function setAside({ store }: Ports, { id, progress }: Case, failure: Failure): void {
  const last = beforeFailure(progress);
  const before = last.status === 'done' ? last : ({ status: 'waiting' } as const);
  updateCase(store, id, { progress: { status: 'failed', failure, before } });
  if (store.getState().openId === null) store.setState({ openId: id });
}

/** What a case whose picture could not be read was before that. */
function beforeFailure(progress: CaseProgress): CaseProgress {
  return progress.status === 'failed' ? (progress.before ?? progress) : progress;
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
