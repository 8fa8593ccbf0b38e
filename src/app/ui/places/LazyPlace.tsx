import { type ComponentType, lazy, Suspense } from 'react';
import { MessageBox } from '@/app/ui/parts/MessageBox';
import type { PlaceId } from './places';

type Loaded = Promise<{ readonly default: ComponentType }>;

/** Loaded when they are first gone to: the way to a first mask does not need them. */
const PARTS: Readonly<Record<Exclude<PlaceId, 'segment'>, ComponentType>> = {
  evaluate: lazily(() =>
    import('@/app/ui/evaluate/EvaluatePlace').then((part) => ({ default: part.EvaluatePlace })),
  ),
  train: lazily(() =>
    import('@/app/ui/train/TrainPlace').then((part) => ({ default: part.TrainPlace })),
  ),
  models: lazily(() =>
    import('@/app/ui/models/ModelsPlace').then((part) => ({ default: part.ModelsPlace })),
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

function lazily(load: () => Loaded): ComponentType {
  return lazy(() => load().catch(() => ({ default: NotLoaded })));
}

/** A new version has taken the place of this page's files, or there is no connection and they were not stored. */
function NotLoaded() {
  return (
    <main>
      <MessageBox
        message={{
          what: 'This part of the page could not be loaded.',
          whatNow: 'Check the connection to this site, then reload the page.',
        }}
      />
    </main>
  );
}
