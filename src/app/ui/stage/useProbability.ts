import { useEffect, useMemo, useState } from 'react';
import { collapseCalls } from '@/app/flows/collapseCalls';
import { mapsAveraged } from '@/app/store/certainty';
import { useAppState, usePorts } from '@/app/ui/usePorts';
import type { Point } from '@/core/raster/fit';

/** The network's probability at a pixel of a case, 0..1; null before there is one. One question at a time. */
export function useProbability(caseId: string, pixel: Point): number | null {
  const { pixels } = usePorts();
  const [known, setKnown] = useState<number | null>(null);
  const ask = useMemo(
    () =>
      collapseCalls(
        async (point: Point) => {
          const probability = await pixels.probabilityAt(caseId, point);
          setKnown(probability.ok ? probability.value : null);
        },
        () => setKnown(null),
      ),
    [pixels, caseId],
  );
  // another answer, or the average of all, gives the same pixel another probability
  const { isLoaded, progress, averaged } = useAppState((state) => {
    const one = state.cases.find(({ id }) => id === caseId);
    return {
      isLoaded: one?.isLoaded,
      progress: one?.progress,
      averaged: one === undefined ? 1 : mapsAveraged(state, one),
    };
  });
  const { x, y } = pixel;
  useEffect(() => ask({ x, y }), [ask, x, y, isLoaded, progress, averaged]);
  return known;
}
