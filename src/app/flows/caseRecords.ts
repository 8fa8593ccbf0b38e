/** A case as it is kept, and back. What can be made again (the stage, the mask, its layers) is not kept. */
import type { Case, CaseTruth, MadeWith } from '@/app/store/types';
import { isSameStrokes, NO_CORRECTIONS } from '@/core/editing/corrections';
import type { Failure } from '@/core/failure';
import { withStrokes } from '@/core/mask/withStrokes';
import type { ProbabilityMap } from '@/core/raster/types';
import type { KeptCase } from '@/storage/caseShelf';
import {
  type CaseRecord,
  type OpenedRecord,
  RECORD_VERSION,
  UNOPENED_VERSION,
  type UnopenedRecord,
} from '@/storage/records';

type KeptTruth = Extract<CaseTruth, { status: 'taken' | 'asks' }>;

/** Above any photograph: before it is known to be a picture, no larger file is copied. */
const MOST_UNOPENED_BYTES = 100_000_000;

/** Of a picture that the page did not live to open at the last visit. */
const ENDED_PAGE: Failure = {
  code: 'worker-stopped',
  detail: 'the page was closed while it opened this picture',
};

/** A truth that was understood or asked about is kept; one that could not be read is not. */
function keptTruth({ truth }: Case): KeptTruth | null {
  return truth.status === 'taken' || truth.status === 'asks' ? truth : null;
}

/** The truth's file, as far as it is kept; one that was given with a picture waits for that. */
export function keptTruthFile(one: Case): File | null {
  if (one.picture === null && one.truth.status === 'opening') return one.truth.file;
  return keptTruth(one)?.file ?? null;
}

/** What made the outline; it still holds where the picture could not be read again. */
export function keptMadeWith({ progress }: Case): MadeWith | null {
  const last = progress.status === 'failed' ? progress.before : progress;
  return last?.status === 'done' ? last.madeWith : null;
}

/**
 * Null for what is not known to be a picture yet. `result` is the network's answer where it is new, `before` the record
 * that is replaced.
 */
export function toRecord(
  one: Case,
  result: ProbabilityMap | null,
  before: CaseRecord | null,
): CaseRecord | null {
  if (one.picture === null) return toUnopenedRecord(one, before);
  const last = before?.version === RECORD_VERSION ? before : null;
  const truth = keptTruth(one);
  const resultBytes = result?.data.byteLength ?? last?.resultBytes ?? 0;
  return {
    version: RECORD_VERSION,
    id: one.id,
    ...headOf(one.file),
    ...one.picture,
    truth: truth === null ? unreadTruth(one, last) : toTruthRecord(truth),
    madeWith: keptMadeWith(one),
    scores: toKeptScores(one),
    scale: one.scale,
    strokes: one.corrections.strokes,
    resultBytes,
    bytes: one.file.size + (truth?.file.size ?? 0) + (one.thumbnail?.size ?? 0) + resultBytes,
  };
}

function toUnopenedRecord(one: Case, before: CaseRecord | null): UnopenedRecord | null {
  const { id, file } = one;
  if (!file.type.startsWith('image/') || file.size > MOST_UNOPENED_BYTES) return null;
  const truth = keptTruthFile(one);
  return {
    version: UNOPENED_VERSION,
    id,
    ...headOf(file),
    truth: truth === null ? null : headOf(truth),
    isTried: before?.version === UNOPENED_VERSION && before.isTried,
    bytes: file.size + (truth?.size ?? 0),
  };
}

function toTruthRecord(truth: KeptTruth): NonNullable<OpenedRecord['truth']> {
  const head = headOf(truth.file);
  if (truth.status === 'asks') {
    return { status: 'asks', ...head, question: truth.question, options: truth.options };
  }
  const { lesionPx, totalPx, border, options } = truth;
  return { status: 'taken', ...head, lesionPx, totalPx, border, options };
}

/** A kept truth that could not be read again stays as it is kept. */
function unreadTruth({ truth }: Case, before: OpenedRecord | null): OpenedRecord['truth'] {
  const kept = before?.truth ?? null;
  if (truth.status !== 'failed' || kept === null) return null;
  const { name, lastModified } = truth.file;
  return kept.name === name && kept.lastModified === lastModified ? kept : null;
}

/** The answers that an average was made of are not kept; a visit begins with the first alone. */
function toKeptScores({ scores, corrections }: Case): OpenedRecord['scores'] {
  if (scores?.mapsAveraged !== 1) return null;
  const { strokes = [], ...settings } = scores.settings;
  // those of an outline before the last correction are old
  return isSameStrokes(strokes, corrections.strokes) ? { scores: scores.scores, settings } : null;
}

function headOf({ name, type, lastModified }: File) {
  return { name, type, lastModified };
}

/** A case that failed or waited waits again. */
export function fromRecord({ record, picture, truth, thumbnail }: KeptCase): Case {
  const unknown = {
    id: record.id,
    file: picture,
    isLoaded: false,
    thumbnail,
    thumbnailUrl: thumbnail === null ? '' : URL.createObjectURL(thumbnail),
    certainty: { status: 'waiting' },
    measures: null,
  } as const;
  if (record.version === UNOPENED_VERSION) {
    return {
      ...unknown,
      progress: record.isTried
        ? { status: 'failed', failure: ENDED_PAGE, before: { status: 'waiting' } }
        : { status: 'opening' },
      picture: null,
      truth: truth === null ? { status: 'none' } : { status: 'opening', file: truth },
      scores: null,
      scale: null,
      corrections: NO_CORRECTIONS,
    };
  }
  const { size, decodedSize, madeWith, scores, scale, strokes } = record;
  return {
    ...unknown,
    progress: madeWith === null ? { status: 'waiting' } : { status: 'done', madeWith },
    picture: { size, decodedSize },
    truth: fromTruthRecord(record.truth, truth),
    scores:
      scores === null
        ? null
        : { ...scores, settings: withStrokes(scores.settings, strokes), mapsAveraged: 1 },
    scale,
    corrections: { strokes, undone: [] },
  };
}

function fromTruthRecord(truth: OpenedRecord['truth'], file: File | null): CaseTruth {
  if (truth === null || file === null) return { status: 'none' };
  const { options } = truth;
  if (truth.status === 'asks') return { status: 'asks', file, question: truth.question, options };
  const { lesionPx, totalPx, border } = truth;
  return { status: 'taken', file, lesionPx, totalPx, border, resized: options.resize, options };
}
