/** Lays a ground truth beside a case; asks where it does not fit as it is. */
import { findCase, updateCase } from '@/app/store/store';
import type { TruthOptions } from '@/pixels/protocol';
import { decodeCase } from './decodeCase';
import { notify } from './notify';
import type { Ports } from './ports';
import { showMask } from './showMask';

const AS_IT_IS: TruthOptions = { resize: false, lesionColour: null };

/** Reads the truth that was given with a picture, now that the picture is there. */
export async function takeGivenTruth(ports: Ports, caseId: string): Promise<void> {
  const truth = findCase(ports.store, caseId)?.truth;
  if (truth?.status === 'opening') await takeTruth(ports, caseId, truth.file);
}

/** Reads the file as the truth of a case. Ends with the truth 'taken', 'asks' or 'failed'; without its picture as it was. */
export async function takeTruth(
  ports: Ports,
  caseId: string,
  file: File,
  options: TruthOptions = AS_IT_IS,
): Promise<void> {
  const { pixels, store } = ports;
  if (findCase(store, caseId)?.isLoaded === false && !(await decodeCase(ports, caseId))) {
    const text = `${file.name} was not taken: its picture could not be read. Try that again first.`;
    if (findCase(store, caseId) !== undefined) notify(ports, 'warning', text);
    return;
  }
  updateCase(store, caseId, { truth: { status: 'opening', file }, scores: null });
  const opened = await pixels.openTruth(caseId, file, options);
  const truth = findCase(store, caseId)?.truth;
  if (truth?.status !== 'opening' || truth.file !== file) return; // replaced or closed meanwhile
  if (!opened.ok) {
    updateCase(store, caseId, { truth: { status: 'failed', file, failure: opened.failure } });
    return;
  }
  const { value } = opened;
  if (value.kind !== 'taken') {
    updateCase(store, caseId, { truth: { status: 'asks', file, question: value, options } });
    return;
  }
  const { lesionPx, totalPx } = value;
  updateCase(store, caseId, {
    truth: { status: 'taken', file, lesionPx, totalPx, resized: options.resize, options },
  });
  showMask(ports, caseId);
}

/** Takes the truth away again. */
export async function removeTruth(ports: Ports, caseId: string): Promise<void> {
  await ports.pixels.removeTruth(caseId);
  updateCase(ports.store, caseId, { truth: { status: 'none' }, scores: null });
  showMask(ports, caseId);
}
