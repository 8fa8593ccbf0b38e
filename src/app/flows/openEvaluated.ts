import { readPair } from './evaluatePicture';
import { notify } from './notify';
import type { Ports } from './ports';
import { takeFiles } from './takeFiles';

/** Opens a row's picture as a case, with its truth; false where it has no picture or it can be read no longer. */
export async function openEvaluated(ports: Ports, id: string): Promise<boolean> {
  const { pairing } = ports.store.getState().evaluation;
  const pair = pairing.pairs.find((one) => one.id === id);
  const files = pair === undefined ? null : await readPair(ports, pair);
  if (pair === undefined || files === null || !files.ok || files.value.picture === null) {
    notify(ports, 'warning', `${id} cannot be opened: its picture is not there any more.`);
    return false;
  }
  const { picture, truth } = files.value;
  const name = baseName(pair.picture ?? id);
  const stem = name.slice(0, Math.max(0, name.lastIndexOf('.'))) || name;
  const ending = /\.\w+$/.exec(pair.truth ?? '')?.[0] ?? '.png';
  void takeFiles(ports, [
    toFile(picture, name),
    // by this name it is paired, whatever folder made it a truth
    ...(truth === null ? [] : [toFile(truth, `${stem}_segmentation${ending}`)]),
  ]);
  return true;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function toFile(blob: Blob, name: string): File {
  const lastModified = blob instanceof File ? blob.lastModified : 0;
  return new File([blob], name, { type: blob.type, lastModified });
}
