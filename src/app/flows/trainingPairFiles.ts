/** The pairs of a training as files, for whoever asked for them; never by default. */
import { saveName } from '@/core/naming/caseNames';
import type { Ports } from './ports';

/** Empty where that training is not kept here any more. */
export async function listPairFiles(
  ports: Ports,
  runId: string,
): Promise<readonly { readonly name: string; readonly blob: Blob }[]> {
  const kept = await (await ports.openTrainingShelf()).load();
  if (!kept.ok || kept.value === null || runId === '' || kept.value.record.runId !== runId)
    return [];
  const files: { name: string; blob: Blob }[] = [];
  for (const { id, name, part } of kept.value.record.pictures) {
    const pair = kept.value.pairs.get(id);
    const encoded = pair === undefined ? null : await ports.pixels.encodePair(pair);
    if (encoded?.ok !== true) continue;
    const mask = saveName(name, 'mask');
    const picture = mask.replace(/_segmentation\.png$/, '.png');
    files.push(
      { name: `pairs/${part}/${picture}`, blob: encoded.value.picture },
      { name: `pairs/${part}/${mask}`, blob: encoded.value.truth },
    );
  }
  return files;
}
