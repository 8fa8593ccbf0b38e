import { NO_CORRECTIONS } from '@/core/editing/corrections';
import type { Case, MadeWith } from '@/app/store/types';

/** The parts of it that tests look at. */
export const MADE_WITH = {
  modelId: 'light',
  modelVersion: '1',
  mask: { threshold: 0.5, keep: 'central', fillHoles: true },
} as MadeWith;

/** An opened case that waits for the network. */
export function makeCase(id: string, change: Partial<Case> = {}): Case {
  const size = { width: 2, height: 2 };
  return {
    id,
    file: new File([id], `${id}.png`, { type: 'image/png', lastModified: 1 }),
    progress: { status: 'waiting' },
    picture: { size, decodedSize: size },
    isLoaded: true,
    thumbnail: new Blob(['small']),
    thumbnailUrl: '',
    truth: { status: 'none' },
    scores: null,
    certainty: { status: 'waiting' },
    measures: null,
    scale: null,
    corrections: NO_CORRECTIONS,
    ...change,
  };
}
