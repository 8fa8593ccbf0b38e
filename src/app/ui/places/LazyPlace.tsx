import { type ComponentType, Suspense } from 'react';
import { lazily } from '@/app/ui/parts/lazily';
import type { PlaceId } from './places';

/** Loaded when they are first gone to: the way to a first mask does not need them. */
const PARTS: Readonly<Record<Exclude<PlaceId, 'segment'>, ComponentType>> = {
  evaluate: lazily(
    () => import('@/app/ui/evaluate/EvaluatePlace').then((part) => part.EvaluatePlace),
    'main',
  ),
  train: lazily(() => import('@/app/ui/train/TrainPlace').then((part) => part.TrainPlace), 'main'),
  models: lazily(
    () => import('@/app/ui/models/ModelsPlace').then((part) => part.ModelsPlace),
    'main',
  ),
};

export function LazyPlace({ id }: { readonly id: Exclude<PlaceId, 'segment'> }) {
  const Part = PARTS[id];
  return (
    <Suspense fallback={<main aria-busy />}>
      <Part />
    </Suspense>
  );
}
