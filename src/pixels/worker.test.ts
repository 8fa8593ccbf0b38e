import { beforeAll, describe, expect, it, vi } from 'vitest';
import { fail, type Reply, succeed } from '@/core/failure';
import { fitInto } from '@/core/raster/fit';
import type { DecodedTruth } from './decodeTruth';
import type { PixelsApi } from './protocol';

const size = { width: 2, height: 2 };
const settings = { threshold: 0.5, keep: 'all', fillHoles: false } as const;
const file = new File([], 'truth.png');
const asItIs = { resize: false, lesionColour: null };

/** The browser's part: what crosses the thread, and what a file decodes to. */
let api: PixelsApi;
let decoded: Reply<DecodedTruth>;
vi.mock('comlink', () => ({
  expose: (exposed: PixelsApi) => void (api = exposed),
  transfer: (value: unknown) => value,
}));
vi.mock('./canvas', () => ({ toImageData: (image: unknown) => image }));
vi.mock('./decodePicture', () => ({
  decodePicture: () => Promise.resolve(succeed({ size, image: { ...size } })),
}));
vi.mock('./decodeTruth', () => ({ decodeTruth: () => Promise.resolve(decoded) }));

const mask = (width: number): Reply<DecodedTruth> =>
  succeed({ kind: 'mask', mask: { width, height: 2, data: new Uint8Array(2 * width).fill(1) } });

beforeAll(async () => {
  vi.stubGlobal('createImageBitmap', () => Promise.resolve({}));
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('self', { location: {}, addEventListener: () => undefined });
  await import('./worker');
  const fit = fitInto(size, size, 'stretch');
  await api.openPicture('a', file);
  await api.setProbabilities('a', { ...size, data: new Float32Array(4).fill(1) }, fit);
});

describe('openTruth', () => {
  it.each<[string, Reply<DecodedTruth>]>([
    ['is damaged', fail('file-damaged', 'it was cut off')],
    ['is of another size', mask(3)],
    ['is in colours', succeed({ kind: 'in-colours', colours: [] })],
  ])('leaves nothing of the truth before where the new one %s', async (_, next) => {
    decoded = mask(2);
    await api.openTruth('a', file, asItIs);
    expect(await api.score('a', settings)).toMatchObject({ value: { dice: 1 } });
    decoded = next;
    await api.openTruth('a', file, asItIs);
    expect(await api.score('a', settings)).toEqual(succeed(null));
  });
});
