/** A case as it is kept, and back. What can be made again (the stage, the mask, its layers) is not kept. */
import type { Case, CaseTruth } from '@/app/store/types';
import type { ProbabilityMap } from '@/core/raster/types';
import type { KeptCase } from '@/storage/caseShelf';
import { type CaseRecord, RECORD_VERSION } from '@/storage/records';

type KeptTruth = Extract<CaseTruth, { status: 'taken' | 'asks' }>;

/** A truth that was understood or asked about is kept; one that could not be read is not. */
export function keptTruth({ truth }: Case): KeptTruth | null {
  return truth.status === 'taken' || truth.status === 'asks' ? truth : null;
}

/**
 * Null for a picture that is still being opened. `result` is the network's answer where it is new, `before` the record
 * that is replaced.
 */
export function toRecord(
  one: Case,
  result: ProbabilityMap | null,
  before: CaseRecord | null,
): CaseRecord | null {
  if (one.picture === null) return null;
  const truth = keptTruth(one);
  const resultBytes = result?.data.byteLength ?? before?.resultBytes ?? 0;
  return {
    version: RECORD_VERSION,
    id: one.id,
    ...headOf(one.file),
    ...one.picture,
    truth: truth === null ? null : toTruthRecord(truth),
    madeWith: one.progress.status === 'done' ? one.progress.madeWith : null,
    scores: one.scores,
    scale: one.scale,
    resultBytes,
    bytes: one.file.size + (truth?.file.size ?? 0) + (one.thumbnail?.size ?? 0) + resultBytes,
  };
}

function toTruthRecord(truth: KeptTruth): NonNullable<CaseRecord['truth']> {
  const head = headOf(truth.file);
  if (truth.status === 'asks') {
    return { status: 'asks', ...head, question: truth.question, options: truth.options };
  }
  const { lesionPx, totalPx, options } = truth;
  return { status: 'taken', ...head, lesionPx, totalPx, options };
}

function headOf({ name, type, lastModified }: File) {
  return { name, type, lastModified };
}

/** A case that failed or waited waits again. */
export function fromRecord({ record, picture, truth, thumbnail }: KeptCase): Case {
  const { id, size, decodedSize, madeWith, scores, scale } = record;
  return {
    id,
    file: picture,
    progress: madeWith === null ? { status: 'waiting' } : { status: 'done', madeWith },
    picture: { size, decodedSize },
    isLoaded: false,
    thumbnail,
    thumbnailUrl: thumbnail === null ? '' : URL.createObjectURL(thumbnail),
    truth: fromTruthRecord(record.truth, truth),
    scores,
    certainty: { status: 'waiting' },
    measures: null,
    scale,
  };
}

function fromTruthRecord(truth: CaseRecord['truth'], file: File | null): CaseTruth {
  if (truth === null || file === null) return { status: 'none' };
  const { options } = truth;
  if (truth.status === 'asks') return { status: 'asks', file, question: truth.question, options };
  const { lesionPx, totalPx } = truth;
  return { status: 'taken', file, lesionPx, totalPx, resized: options.resize, options };
}
