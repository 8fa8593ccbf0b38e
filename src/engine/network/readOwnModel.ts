/** A model kept on this device, read and checked as a fetched one is. */
import type { OwnModel } from '@/engine/protocol';
import { assembleModel, checkFile, type ModelFiles, neededFiles } from './assembleModel';
import { parseCard } from './card';
import { EngineError } from './engineError';

/** Throws 'model-card', 'model-missing' (a file of the card is not there) and 'model-altered'. */
export async function readOwnModel(model: OwnModel): Promise<ModelFiles> {
  const card = parseCard(model.card);
  const given = new Map(model.files.map(({ name, bytes }) => [name, bytes]));
  const needed = neededFiles(card).map(async (file) => {
    const bytes = given.get(file.name);
    if (!bytes) throw new EngineError('model-missing', `${file.name} is not among its files`);
    await checkFile(bytes, file);
    return [file.name, bytes] as const;
  });
  return { card, ...assembleModel(new Map(await Promise.all(needed))) };
}
