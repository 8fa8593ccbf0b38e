/** Lays a ground truth beside a case; asks where it does not fit as it is. */
import { findCase, updateCase } from '@/app/store/store';
import type { CaseTruth } from '@/app/store/types';
import type { Reply } from '@/core/failure';
import type { OpenedTruth, TruthOptions } from '@/pixels/protocol';
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

/**
 * Reads the file as the truth of a case. Ends with the truth 'taken', 'asks' or 'failed', or with what took its place
 * meanwhile; without its picture as it was.
 */
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
  if (truth?.status === 'opening' && truth.file === file)
    updateCase(store, caseId, { truth: toTruth(file, options, opened) });
  else if (truth?.status === 'none') await pixels.removeTruth(caseId); // taken away meanwhile
  showMask(ports, caseId);
}

function toTruth(file: File, options: TruthOptions, opened: Reply<OpenedTruth>): CaseTruth {
  if (!opened.ok) return { status: 'failed', file, failure: opened.failure };
  const { value } = opened;
  if (value.kind !== 'taken') return { status: 'asks', file, question: value, options };
  const { lesionPx, totalPx, border } = value;
  return { status: 'taken', file, lesionPx, totalPx, border, resized: options.resize, options };
}

/** Takes the truth away again. */
export async function removeTruth(ports: Ports, caseId: string): Promise<void> {
  updateCase(ports.store, caseId, { truth: { status: 'none' }, scores: null });
  await ports.pixels.removeTruth(caseId);
  showMask(ports, caseId);
}
