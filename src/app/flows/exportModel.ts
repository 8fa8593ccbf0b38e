/** A model of this device as files to take away: a ZIP that can be imported again, or one ONNX file. */
import { makeZip } from '@/app/browser/makeZip';
import { readWeights } from '@/core/onnx/readWeights';
import { toOnnx } from '@/core/onnx/toOnnx';
import type { ModelCard } from '@/engine/protocol';
import type { KeptModel } from '@/storage/modelShelf';
import { notify } from './notify';
import type { Ports } from './ports';
import { listPairFiles } from './trainingPairFiles';

type NamedBlob = { readonly name: string; readonly blob: Blob };

/** `withPairs` adds the pairs that it learned from, as they were trained on; only where they are still here. */
export async function exportModel(ports: Ports, id: string, withPairs: boolean): Promise<void> {
  const kept = await loadModel(ports, id);
  if (kept === null) return;
  const { record, files } = kept;
  const pairs = withPairs ? await listPairFiles(ports, record.runId) : [];
  if (withPairs && pairs.length === 0)
    notify(ports, 'warning', 'The pictures it learned from are not kept here any more.');
  const zip = await makeZip([...toFiles(kept, files), ...pairs]);
  save(ports, zip, `${fileStem(record.card.name)}.zip`);
}

export async function exportOnnx(ports: Ports, id: string): Promise<void> {
  const kept = await loadModel(ports, id);
  if (kept === null) return;
  const card = kept.record.card as unknown as ModelCard; // whole: the engine parsed it before it was kept
  try {
    const bytesOf = (name: string) => kept.files.find((file) => file.name === name)!.bytes;
    const onnx = toOnnx({
      architecture: card.architecture,
      size: card.input.size,
      weights: readWeights(
        JSON.parse(new TextDecoder().decode(bytesOf('model.json'))),
        bytesOf('weights.bin'),
      ),
      facts: {
        name: card.name,
        version: card.version,
        licence: card.licence,
        input_range: card.input.range.join(' to '),
        threshold: String(card.mask.threshold),
        weights_sha256: card.files.find(({ name }) => name === 'weights.bin')?.sha256 ?? '',
        limits: card.limits.join(' '),
      },
    });
    save(ports, new Blob([onnx]), `${fileStem(card.name)}.onnx`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    notify(ports, 'warning', `The ONNX file could not be made: ${reason}.`);
  }
}

function toFiles({ record }: KeptModel, files: KeptModel['files']): readonly NamedBlob[] {
  return [
    ...files.map(({ name, bytes }) => ({ name, blob: new Blob([bytes]) })),
    { name: 'card.json', blob: new Blob([`${JSON.stringify(record.card, null, 2)}\n`]) },
    ...(record.curveCsv === '' ? [] : [{ name: 'curve.csv', blob: new Blob([record.curveCsv]) }]),
  ];
}

async function loadModel(ports: Ports, id: string): Promise<KeptModel | null> {
  const loaded = await ports.models.load(id);
  if (loaded.ok && loaded.value !== null) return loaded.value;
  const reason = loaded.ok ? 'it is not on this device any more' : loaded.failure.detail;
  notify(ports, 'warning', `The model could not be read: ${reason}.`);
  return null;
}

function save(ports: Ports, blob: Blob, name: string): void {
  ports.download(blob, name);
  notify(ports, 'done', `Saved ${name} to your downloads.`);
}

/** A model's name as part of a file's. */
function fileStem(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '_').trim() || 'model';
}
