import { fail, type Reply, succeed } from '@/core/failure';
import type { ModelSource } from '@/engine/protocol';
import { OWN_PREFIX } from '@/storage/modelRecords';
import type { Ports } from './ports';

export function isOwnId(modelId: string | null): boolean {
  return modelId?.startsWith(OWN_PREFIX) === true;
}

/** Where a model's files come from. Failure: model-missing, or of the storage. */
export async function findModel(
  { models, modelsUrl }: Ports,
  modelId: string | null,
): Promise<Reply<ModelSource>> {
  if (modelId === null || !isOwnId(modelId))
    return succeed({ kind: 'shipped', modelsUrl, modelId });
  const loaded = await models.load(modelId);
  if (!loaded.ok) return loaded;
  if (loaded.value === null) return fail('model-missing', 'it is not on this device any more');
  const { record, files } = loaded.value;
  return succeed({ kind: 'own', model: { card: record.card, files } });
}
