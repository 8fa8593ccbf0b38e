import { maskSettings, openCase, openComparison } from '@/app/store/selectors';
import { formatDistance, formatShare } from '@/app/ui/parts/formatNumbers';
import { useAppState } from '@/app/ui/usePorts';
import { isSameMask } from '@/core/mask/isSameMask';
import type { BoundaryDistances } from '@/core/metrics/boundaryDistance';
import { MeasureRow } from './MeasureRow';

const NOT_DEFINED: Record<Extract<BoundaryDistances, { kind: 'undefined' }>['empty'], string> = {
  mask: 'It is not defined here: the mask is empty, so it has no outline.',
  truth: 'It is not defined here: the truth marks no lesion, so it has no outline.',
  both: 'It is not defined here: mask and truth are both empty.',
};

/** How far the two outlines lie apart: in pixels, and as a share of the picture's diagonal. */
export function BoundaryRows() {
  const { boundary, isOld, size } = useAppState((state) => {
    const known = openComparison(state)?.boundary ?? null;
    return {
      boundary: known?.distances ?? null,
      isOld: known !== null && !isSameMask(known.settings, maskSettings(state)),
      size: openCase(state)?.picture?.size ?? null,
    };
  });
  const diagonalPx = size === null ? 0 : Math.hypot(size.width, size.height);
  const inShare = (distancePx: number) => formatShare(distancePx / diagonalPx);
  const word = (of: (measured: Extract<BoundaryDistances, { kind: 'measured' }>) => number) => {
    if (boundary === null) return null;
    if (boundary.kind === 'undefined') return 'not defined';
    return `${formatDistance(of(boundary))} · ${inShare(of(boundary))}`;
  };
  const explain = (distancePx: number | null) => {
    if (boundary?.kind === 'undefined') return <p>{NOT_DEFINED[boundary.empty]}</p>;
    if (distancePx === null) return null;
    return (
      <p className="tabular">
        {formatDistance(distancePx)} is {inShare(distancePx)} of the picture’s diagonal (
        {formatDistance(diagonalPx)}).
      </p>
    );
  };
  const measured = boundary?.kind === 'measured' ? boundary : null;
  return (
    <>
      <MeasureRow
        name="Hausdorff, 95 %"
        value={word(({ hausdorff95Px }) => hausdorff95Px)}
        isOld={isOld}
      >
        <p>
          Of all points of both outlines, 95 in 100 lie at most this far from the other outline
          (MedPy’s hd95, at the picture’s own size).
        </p>
        {explain(measured?.hausdorff95Px ?? null)}
      </MeasureRow>
      <MeasureRow
        name="Mean surface distance"
        value={word(({ meanSurfacePx }) => meanSurfacePx)}
        isOld={isOld}
      >
        <p>
          How far a point of either outline lies from the other outline on average (average
          symmetric surface distance, MedPy’s assd).
        </p>
        {explain(measured?.meanSurfacePx ?? null)}
      </MeasureRow>
    </>
  );
}
