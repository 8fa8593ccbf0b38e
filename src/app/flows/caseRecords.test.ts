import { describe, expect, it } from 'vitest';
import type { Case } from '@/app/store/types';
import { NO_CORRECTIONS } from '@/core/editing/corrections';
import { scoreMask } from '@/core/metrics/scoreMask';
import {
  isNewer,
  parseCaseRecord,
  parseResultRecord,
  type OpenedRecord,
  type UnopenedRecord,
} from '@/storage/records';
import { fromRecord, toRecord } from './caseRecords';

const mask = { threshold: 0.4, keep: 'central', fillHoles: true } as const;
const four = { width: 2, height: 2, data: Uint8Array.of(1, 0, 0, 1) };

const done: Case = {
  id: 'one',
  file: new File(['picture'], 'arm.jpg', { type: 'image/jpeg', lastModified: 5 }),
  progress: {
    status: 'done',
    madeWith: {
      modelId: 'light',
      modelName: 'Light',
      modelVersion: '1',
      mask,
      backend: { name: 'wasm', threads: 2, adapter: '', passedOver: [] },
      elapsedMs: 12.5,
    },
  },
  picture: { size: { width: 2, height: 2 }, decodedSize: { width: 2, height: 2 } },
  isLoaded: true,
  thumbnail: null,
  thumbnailUrl: '',
  truth: {
    status: 'taken',
    file: new File(['truth'], 'arm_segmentation.png', { type: 'image/png', lastModified: 6 }),
    lesionPx: 2,
    totalPx: 4,
    border: 'ragged',
    resized: true,
    options: { resize: true, lesionColour: 0xff0000 },
  },
  scores: { scores: scoreMask(four, four), settings: mask, mapsAveraged: 1 },
  certainty: { status: 'waiting' },
  measures: null,
  scale: {
    pxPerMm: 2,
    from: { kind: 'line', line: { from: { x: 0, y: 0 }, to: { x: 2, y: 0 } }, lengthMm: 1 },
  },
  corrections: NO_CORRECTIONS,
};

const stroke = { kind: 'add', shape: 'brush', radius: 0.1, points: [0.5, 0.5] } as const;

/** As a database gives it back. */
const kept = (one: Case) => structuredClone(toRecord(one, null, null));

describe('a case record', () => {
  it('has no scores of an average, whose answers are not kept', () => {
    const averaged = { ...done, scores: { ...done.scores!, mapsAveraged: 8 } };
    expect(kept(averaged)).toMatchObject({ scores: null });
  });

  it('gives the same case back, to be loaded', () => {
    const record = parseCaseRecord(kept(done))!;
    const truth = done.truth.status === 'taken' ? done.truth.file : null;
    const back = fromRecord({ record, picture: done.file, truth, thumbnail: null });
    expect(back).toEqual({ ...done, isLoaded: false });
  });

  it('keeps corrections with the scores of the outline that has them, and no older scores', () => {
    const strokes = [stroke];
    const drawn: Case = { ...done, corrections: { strokes, undone: [stroke] } };
    expect(kept(drawn)).toMatchObject({ scores: null, strokes });
    const settings = { ...mask, strokes };
    const record = parseCaseRecord(kept({ ...drawn, scores: { ...done.scores!, settings } }))!;
    const back = fromRecord({ record, picture: done.file, truth: null, thumbnail: null });
    expect(back.corrections).toEqual({ strokes, undone: [] });
    expect(back.scores?.settings).toEqual(settings);
  });

  it('of an older page has no corrections', () => {
    const older = { ...(kept(done) as OpenedRecord), strokes: undefined };
    expect(parseCaseRecord(older)).toEqual(kept(done));
  });

  it('counts all that is kept', () => {
    const probabilities = { width: 2, height: 2, data: new Float32Array(4) };
    expect(toRecord(done, probabilities, null)?.bytes).toBe('picture'.length + 'truth'.length + 16);
  });

  it('keeps a question that waits for its answer', () => {
    const question = {
      kind: 'size-differs',
      size: { width: 1, height: 1 },
      pictureSize: { width: 2, height: 2 },
    } as const;
    const file = new File(['truth'], 'arm_mask.png', { lastModified: 6 });
    const options = { resize: false, lesionColour: null };
    const asking: Case = { ...done, truth: { status: 'asks', file, question, options } };
    const record = parseCaseRecord(kept(asking))!;
    const back = fromRecord({ record, picture: done.file, truth: file, thumbnail: null });
    expect(back.truth).toEqual(asking.truth);
  });

  it('lets a case that failed wait again', () => {
    const failure = { code: 'out-of-memory', detail: '' } as const;
    const record = parseCaseRecord(kept({ ...done, progress: { status: 'failed', failure } }))!;
    const back = fromRecord({ record, picture: done.file, truth: null, thumbnail: null });
    expect(back.progress).toEqual({ status: 'waiting' });
  });

  it('keeps what made the outline where the picture could not be read again', () => {
    const { progress: before } = done as {
      progress: Extract<Case['progress'], { status: 'done' }>;
    };
    const failure = { code: 'file-unreadable', detail: '' } as const;
    expect(kept({ ...done, progress: { status: 'failed', failure, before } })).toEqual(kept(done));
  });
});

describe('a record of a picture that is still to be opened', () => {
  const truth = new File(['truth'], 'arm_mask.png', { type: 'image/png', lastModified: 6 });
  const unopened: Case = {
    ...done,
    progress: { status: 'opening' },
    picture: null,
    isLoaded: false,
    truth: { status: 'opening', file: truth },
    scores: null,
    scale: null,
  };

  it('gives the same case back, with the truth that was given with it', () => {
    const record = parseCaseRecord(kept(unopened))!;
    expect(fromRecord({ record, picture: done.file, truth, thumbnail: null })).toEqual(unopened);
  });

  it('is left alone by a page that knows opened ones only', () => {
    expect(kept(unopened)?.version).toBe(2);
  });

  it('waits for the user where a visit ended under it', () => {
    const record = { ...parseCaseRecord(kept(unopened))!, isTried: true } as UnopenedRecord;
    const back = fromRecord({ record, picture: done.file, truth, thumbnail: null });
    expect(back.progress).toMatchObject({ status: 'failed', before: { status: 'waiting' } });
    expect(toRecord(back, null, record)).toEqual(record);
  });

  it.each([
    ['no picture by its type', 'video/mp4', 10],
    ['larger than any photograph', 'image/png', 2e9],
  ])('is none for a file that is %s', (_, type, size) => {
    const file = Object.defineProperty(new File([], 'arm', { type }), 'size', { value: size });
    expect(toRecord({ ...unopened, file }, null, null)).toBeNull();
  });
});

describe('parsing', () => {
  it('leaves out what is damaged and knows what is newer', () => {
    const record = kept(done)!;
    expect(parseCaseRecord({ ...record, size: { width: -1, height: 2 } })).toBeNull();
    expect(parseCaseRecord('nonsense')).toBeNull();
    expect(parseCaseRecord({ ...record, version: 2 })).toBeNull();
    expect(isNewer({ ...record, version: 3 })).toBe(true);
    expect(isNewer('nonsense')).toBe(false);
  });

  it('drops scores of another kind only', () => {
    const record = kept(done)!;
    const other = { ...record, scores: { dice: 'good' } };
    expect(parseCaseRecord(other)).toEqual({ ...record, scores: null });
  });

  it('takes probabilities only', () => {
    const size = { width: 2, height: 1 };
    const result = (data: unknown) => ({
      version: 1,
      probabilities: { ...size, data },
      fit: { kind: 'stretch', source: size, target: size, placed: { x: 0, y: 0, ...size } },
    });
    expect(parseResultRecord(result(Float32Array.of(0, 1)))).not.toBeNull();
    expect(parseResultRecord(result(Float32Array.of(0, 1, 0)))).toBeNull();
    expect(parseResultRecord(result(Float32Array.of(0, NaN)))).toBeNull();
    expect(parseResultRecord(result([0, 1]))).toBeNull();
  });
});
