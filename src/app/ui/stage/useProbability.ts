import { useEffect, useMemo, useState } from 'react';
import { collapseCalls } from '@/app/flows/collapseCalls';
import { usePorts } from '@/app/ui/usePorts';
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
  const { x, y } = pixel;
  useEffect(() => ask({ x, y }), [ask, x, y]);
  return known;
}
