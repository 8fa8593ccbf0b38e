import { fail, type Reply, succeed } from '@/core/failure';
import type { ModelCard } from '@/engine/protocol';
import { isOwnId } from './findModel';
import type { Ports } from './ports';

/** The card of a model that the engine has parsed or will parse before it runs. Failure: model-missing. */
export async function findCard(ports: Ports, modelId: string): Promise<Reply<ModelCard>> {
  const { engine } = ports.store.getState();
  if (engine.status === 'ready' && engine.card.id === modelId) return succeed(engine.card);
  if (isOwnId(modelId)) {
    const loaded = await ports.models.load(modelId);
    if (!loaded.ok) return loaded;
    if (loaded.value === null) return fail('model-missing', 'it is not on this device any more');
    return succeed(loaded.value.record.card as unknown as ModelCard);
  }
  try {
    const response = await fetch(`${ports.modelsUrl}${modelId}/card.json`);
    if (!response.ok) return fail('model-missing', 'card.json is not there');
    return succeed((await response.json()) as ModelCard);
  } catch (error) {
    return fail('model-missing', 'card.json could not be fetched', error);
  }
}
