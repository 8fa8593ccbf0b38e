import { z } from 'zod';
import { parseWith } from './card';

const modelIndex = z.object({
  /** The id of the model that a first visit gets. */
  default: z.string(),
  /** The same where WebGPU runs on hardware; `default` where this is absent. */
  defaultOnGpu: z.string().optional(),
  models: z
    .array(
      z
        .object({
          id: z.string().regex(/^[\w-]+$/, 'is not a plain name'),
          name: z.string().min(1),
          /** Of what has to be fetched. */
          bytes: z.int().positive(),
        })
        .readonly(),
    )
    .min(1)
    .readonly(),
});

/** public/models/index.json: which models there are. */
export type ModelIndex = Readonly<z.infer<typeof modelIndex>>;

/** Throws 'model-card' where `value` (parsed JSON) is no index. */
export function parseModelIndex(value: unknown): ModelIndex {
  return parseWith(modelIndex, value, 'index.json');
}
