/** A model from elsewhere is checked whole (card, hashes, architecture, weights) before it is kept here. */
import type { FolderFile } from '@/app/browser/folderFiles';
import { readGivenModel } from '@/app/browser/modelFiles';
import { type Failure, type Reply, succeed } from '@/core/failure';
import { MODEL_VERSION, type ModelRecord, parseModelRecord } from '@/storage/modelRecords';
import { addModel, newModelId } from './ownModels';
import type { Ports } from './ports';

export type Imported =
  | { readonly kind: 'added'; readonly id: string; readonly name: string }
  /** The same weights are here under this name. */
  | { readonly kind: 'known'; readonly id: string; readonly name: string };

/** Nothing is kept of a model that fails. */
export async function importModel(
  ports: Ports,
  given: readonly FolderFile[],
): Promise<Reply<Imported>> {
  const read = await readGivenModel(given);
  if (!read.ok) return read;
  const { card, files, curveCsv } = read.value;
  const checked = await ports.engine.checkModel({ card, files });
  if (!checked.ok) return checked;
  const { name } = checked.value;
  const hash = weightsHash(checked.value);
  if (hash === undefined) return { ok: false, failure: ODD_WEIGHTS };
  const known = ports.store.getState().ownModels.find((one) => weightsHash(one.card) === hash);
  if (known !== undefined) {
    return succeed({ kind: 'known', id: known.id, name: known.card.name });
  }
  const id = newModelId(ports);
  const record = parseModelRecord({
    version: MODEL_VERSION,
    id,
    card: { ...checked.value, id },
    bytes: files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
    runId: '',
    seen: [],
    curveCsv,
  } satisfies Record<keyof ModelRecord, unknown>);
  if (record === null) return { ok: false, failure: ODD_CARD };
  const added = await addModel(ports, { record, files: [...files] });
  return added.ok ? succeed({ kind: 'added', id, name }) : added;
}

const ODD_CARD: Failure = { code: 'model-card', detail: 'card.json says what no card says' };
/** By this name they are exported, and known again. */
const ODD_WEIGHTS: Failure = {
  code: 'model-card',
  detail:
    'card.json at files: does not list weights.bin, as the file of the weights must be called',
};

type Hashed = { readonly files: readonly { readonly name: string; readonly sha256: string }[] };

/** Of weights.bin. */
function weightsHash({ files }: Hashed): string | undefined {
  return files.find(({ name }) => name === 'weights.bin')?.sha256;
}
