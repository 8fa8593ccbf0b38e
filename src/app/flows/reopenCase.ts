/** Closing a case by hand, and the way back: a picture of the camera is nowhere else. */
import { findCase } from '@/app/store/store';
import type { Case } from '@/app/store/types';
import { decodeCase } from './decodeCase';
import { notify } from './notify';
import { beginOpening, closeCase } from './openCase';
import type { Ports } from './ports';
import { runQueue } from './segmentCase';
import { newCase } from './takeFiles';
import { takeTruth } from './takeTruth';

/** As closeCase; a passing notice offers the case back. */
export async function closeForNow(ports: Ports, caseId: string): Promise<void> {
  const { cases } = ports.store.getState();
  const closed = findCase(ports.store, caseId);
  if (closed === undefined) return;
  const place = cases.indexOf(closed);
  await closeCase(ports, caseId);
  notify(ports, 'done', `${closed.file.name} was closed.`, {
    label: 'Undo',
    run: () => void reopenCase(ports, closed, place),
  });
}

/** The same picture, truth, scale and corrections as a case of its own, where it stood; outlined anew. Never rejects. */
async function reopenCase(ports: Ports, closed: Case, place: number): Promise<void> {
  const { store, newId } = ports;
  const id = newId();
  const { truth } = closed;
  const given = truth.status === 'none' ? undefined : truth.file;
  const again = {
    ...newCase(id, closed.file, given),
    scale: closed.scale,
    corrections: closed.corrections,
  };
  store.setState(({ cases }) => ({
    cases: [...cases.slice(0, place), again, ...cases.slice(place)],
  }));
  if (!(await decodeCase(ports, id, beginOpening(ports)))) return;
  void runQueue(ports);
  if (truth.status === 'none') return;
  await takeTruth(ports, id, truth.file, 'options' in truth ? truth.options : undefined);
}
