/** Puts a case on the stage, and takes it away again. */
import { drawThumbnail } from '@/app/browser/drawThumbnail';
import { findCase, updateCase } from '@/app/store/store';
import type { Case } from '@/app/store/types';
import type { Failure } from '@/core/failure';
import type { Ports } from './ports';
import { runQueue } from './segmentCase';
import { showMask } from './showMask';

/** Shows a case; its picture is decoded again where it left the stage before. */
export async function openCase(ports: Ports, caseId: string): Promise<void> {
  ports.store.setState({ openId: caseId });
  await decodeCase(ports, caseId, { open: true });
  showMask(ports, caseId);
  await runQueue(ports);
}

/**
 * Decodes a case's picture, draws its thumbnail once and, if asked, opens it when that went well.
 * A picture that never could be read becomes a refusal, and whatever was open stays. True where it is a case now.
 */
export async function decodeCase(
  ports: Ports,
  caseId: string,
  { open }: { readonly open: boolean },
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
  const thumbnailUrl = now.thumbnailUrl === '' ? await drawThumbnail(bitmap) : now.thumbnailUrl;
  updateCase(store, caseId, {
    thumbnailUrl,
    picture: { size, decodedSize },
    ...(now.progress.status === 'opening' && { progress: { status: 'waiting' } }),
  });
  const { openId, stage } = store.getState();
  if (!open && openId !== caseId) {
    bitmap.close();
    return true;
  }
  store.setState({ openId: caseId, stage: { caseId, size, bitmap, developed: null } });
  stage?.bitmap.close();
  stage?.developed?.layer.close();
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

/** Forgets a case everywhere and opens its neighbour. */
export async function closeCase(ports: Ports, caseId: string): Promise<void> {
  const { pixels, store } = ports;
  const { cases, openId, stage } = store.getState();
  const position = cases.findIndex((one) => one.id === caseId);
  const closed = cases[position];
  if (closed === undefined) return;
  const rest = cases.filter((one) => one.id !== caseId);
  const neighbour = rest[Math.min(position, rest.length - 1)];
  store.setState({
    cases: rest,
    openId: openId === caseId ? (neighbour?.id ?? null) : openId,
    stage: stage?.caseId === caseId ? null : stage,
  });
  if (stage?.caseId === caseId) {
    stage.bitmap.close();
    stage.developed?.layer.close();
  }
  URL.revokeObjectURL(closed.thumbnailUrl);
  await pixels.close(caseId);
  if (openId === caseId && neighbour !== undefined) await openCase(ports, neighbour.id);
}
