/**
 * Draws a lesion picture and its truth. In: a spec. Out: a picture like one of a dermatoscope, drawn and not
 * photographed, and the mask of exactly the lesion that was drawn. The same spec and size give the same bytes (in one
 * JavaScript engine: cosines may differ in the last digit between two).
 */
import type { Size } from '@/core/raster/types';
import { drawBubbles } from './drawBubbles';
import { drawHairs } from './drawHairs';
import { drawRuler } from './drawRuler';
import { drawTissue } from './drawTissue';
import { seededRandom } from './random';
import { takePhoto } from './takePhoto';
import type { Canvas, DrawnSample, SampleSpec } from './types';

/** `size` draws the same scene smaller or larger; it should have the shape of the spec's own size. */
export function drawSample(spec: SampleSpec, size: Size = spec.size): DrawnSample {
  const { width, height } = size;
  const canvas: Canvas = { width, height, data: new Float32Array(width * height * 3) };
  const truth = drawTissue(canvas, spec);
  // Each layer has chance of its own: a hair more does not move the bubbles.
  if (spec.hairs !== null) drawHairs(canvas, spec.hairs, seededRandom(spec.seed + 1));
  if (spec.ruler !== null) drawRuler(canvas, spec.ruler);
  drawBubbles(canvas, spec.bubbles, seededRandom(spec.seed + 2));
  const scale = width / spec.size.width;
  const image = takePhoto(canvas, spec.camera, scale, seededRandom(spec.seed + 3));
  return { image, truth };
}
