/** The models that this page has, by their index. */
import * as z from 'zod/mini';

z.config({ jitless: true }); // the page's policy forbids code from text

const modelIndex = z.object({
  default: z.string(),
  models: z.array(z.object({ id: z.string(), name: z.string() })),
});

export type ListedModels = z.infer<typeof modelIndex>;

/** Null where the index cannot be had; the running model is known all the same. */
export async function listModels(modelsUrl: string): Promise<ListedModels | null> {
  try {
    const response = await fetch(new URL('index.json', modelsUrl));
    return response.ok ? (modelIndex.safeParse(await response.json()).data ?? null) : null;
  } catch {
    return null;
  }
}
