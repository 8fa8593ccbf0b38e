import { countLesionPx } from '@/core/mask/measure';
import type { Point } from '@/core/raster/fit';
import type { Mask } from '@/core/raster/types';
import { runSteps, type Steps } from '@/core/steps';
import { measureAsymmetry } from './asymmetry';
import { findHull, hullArea } from './convexHull';
import { cropToLesion } from './cropToLesion';
import { findLongest, findPerpendicular } from './diameters';
import { measurePerimeter } from './perimeter';
import type { Segment, ShapeMeasures } from './types';

/** Form and size of the lesion, all its regions together; null for an empty mask. Segments are in the mask's pixels. */
export function measureShape(mask: Mask): ShapeMeasures | null {
  return runSteps(shapeSteps(mask));
}

/** The same with pauses: a lesion of ten megapixels takes a blink of an eye. */
export function* shapeSteps(mask: Mask): Steps<ShapeMeasures | null> {
  const crop = cropToLesion(mask);
  if (crop === null) return null;
  yield;
  const areaPx = countLesionPx(crop.mask);
  const hull = findHull(crop.mask);
  const longest = findLongest(hull);
  yield;
  const perimeterPx = measurePerimeter(crop.mask);
  yield;
  return {
    areaPx,
    perimeterPx,
    longest: moveSegment(longest, crop.corner),
    perpendicular: moveSegment(findPerpendicular(hull, longest), crop.corner),
    asymmetry: measureAsymmetry(crop.mask),
    borderIrregularity: perimeterPx ** 2 / (4 * Math.PI * areaPx),
    // the hull cuts half-pixel corners, so a rectangle would come out a little above 1
    solidity: Math.min(1, areaPx / hullArea(hull)),
  };
}

function moveSegment({ from, to }: Segment, by: Point): Segment {
  return {
    from: { x: from.x + by.x, y: from.y + by.y },
    to: { x: to.x + by.x, y: to.y + by.y },
  };
}
