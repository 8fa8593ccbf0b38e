import * as z from 'zod/mini';
import { parseWith } from './card';

const modelIndex = z.object({
  /** The id of the model that a first visit gets. */
  default: z.string(),
  /** The same where WebGPU runs on hardware; `default` where this is absent. */
  defaultOnGpu: z.optional(z.string()),
  models: z.readonly(
    z
      .array(
        z.readonly(
          z.object({
            id: z.string().check(z.regex(/^[\w-]+$/, 'is not a plain name')),
            name: z.string().check(z.minLength(1)),
            /** Of what has to be fetched. */
            bytes: z.int().check(z.positive()),
          }),
        ),
      )
      .check(z.minLength(1)),
  ),
});

/** public/models/index.json: which models there are. */
export type ModelIndex = Readonly<z.infer<typeof modelIndex>>;

/** Throws 'model-card' where `value` (parsed JSON) is no index. */
export function parseModelIndex(value: unknown): ModelIndex {
  return parseWith(modelIndex, value, 'index.json');
}
