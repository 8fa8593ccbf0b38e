/**
 * The state of a training between two passes, as bytes: a length, a header in JSON, then float32 numbers.
 * Little-endian, as every browser's memory is. What it holds is parsed as it is read.
 */
import * as z from 'zod/mini';
import { EngineError } from '@/engine/network/engineError';
import type { Snapshot } from './trainer';
import type { PassRow } from './types';

export type TrainingState = {
  /** Of parent, settings and pairs. */
  readonly fingerprint: string;
  readonly rows: readonly PassRow[];
  readonly bestPass: number;
  /** Pictures a step from here on. */
  readonly batch: number;
  readonly snapshot: Snapshot;
  /** What learns, as it was after the best pass; null where that is the parent. */
  readonly best: Pick<Snapshot, 'weights' | 'statistics'> | null;
};

const HEADER_BYTES = 4;
/** Far above any header: a thousand rows. */
const LARGEST_HEADER = 4_000_000;

const count = z.int().check(z.nonnegative());
const row = z.object({
  pass: count,
  trainingLoss: z.nullable(z.number()),
  validation: z.readonly(z.object({ loss: z.number(), dice: z.number(), jaccard: z.number() })),
  seconds: z.number(),
  steps: count,
  batch: count,
  backend: z.enum(['webgpu', 'webgl', 'wasm', 'cpu']),
});
const header = z.object({
  version: z.literal(1),
  fingerprint: z.string(),
  rows: z.array(z.readonly(row)).check(z.minLength(1)),
  bestPass: count,
  batch: z.int().check(z.positive()),
  steps: count,
  weights: count,
  statistics: count,
  hasBest: z.boolean(),
});

export function encodeCheckpoint(state: TrainingState): Uint8Array<ArrayBuffer> {
  const { fingerprint, rows, bestPass, batch, snapshot, best } = state;
  const text = new TextEncoder().encode(
    JSON.stringify({
      version: 1,
      fingerprint,
      rows: [...rows],
      bestPass,
      batch,
      steps: snapshot.steps,
      weights: snapshot.weights.length,
      statistics: snapshot.statistics.length,
      hasBest: best !== null,
    } satisfies z.infer<typeof header>),
  );
  const parts = [
    snapshot.weights,
    snapshot.mean,
    snapshot.square,
    snapshot.statistics,
    ...(best ? [best.weights, best.statistics] : []),
  ];
  const numbers = parts.reduce((sum, part) => sum + part.byteLength, 0);
  const bytes = new Uint8Array(HEADER_BYTES + text.length + numbers);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, HEADER_BYTES);
  let offset = HEADER_BYTES + text.length;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset += part.byteLength;
  }
  return bytes;
}

/** Throws 'training-order' where the bytes are no checkpoint, cut short, or of another training. */
export function decodeCheckpoint(bytes: Uint8Array, fingerprint: string): TrainingState {
  const fault = (detail: string) => new EngineError('training-order', `its checkpoint ${detail}`);
  if (bytes.byteLength < HEADER_BYTES) throw fault('is cut short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  if (length > LARGEST_HEADER || HEADER_BYTES + length > bytes.byteLength) {
    throw fault('is cut short or none');
  }
  const parsed = header.safeParse(parseJson(bytes.subarray(HEADER_BYTES, HEADER_BYTES + length)));
  if (!parsed.success) throw fault('cannot be read');
  const { data } = parsed;
  if (data.fingerprint !== fingerprint) {
    throw fault('is of another model, other settings or other pictures');
  }
  const expected =
    4 * (data.weights * (data.hasBest ? 4 : 3) + data.statistics * (data.hasBest ? 2 : 1));
  if (bytes.byteLength !== HEADER_BYTES + length + expected) throw fault('is cut short');
  let offset = HEADER_BYTES + length;
  const take = (numbers: number): Float32Array => {
    const part = new Float32Array(bytes.slice(offset, offset + 4 * numbers).buffer);
    offset += 4 * numbers;
    return part;
  };
  const snapshot: Snapshot = {
    steps: data.steps,
    weights: take(data.weights),
    mean: take(data.weights),
    square: take(data.weights),
    statistics: take(data.statistics),
  };
  const best = data.hasBest
    ? { weights: take(data.weights), statistics: take(data.statistics) }
    : null;
  const { rows, bestPass, batch } = data;
  return { fingerprint, rows, bestPass, batch, snapshot, best };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
