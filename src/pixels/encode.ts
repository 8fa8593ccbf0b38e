/** Files to save. Nothing of the picture's file goes into them but its pixels. */
import { traceOutline } from '@/core/mask/outline';
import { OUTLINE_COLOURS } from '@/core/mask/outlineStyle';
import { blendTint, CASING } from '@/core/mask/paintLayers';
import type { Mask, RgbaImage } from '@/core/raster/types';
import { getContext, toImageData } from './canvas';
import type { OverlayLook } from './protocol';

/** A PNG of the same pixels. */
export function encodeImage(image: RgbaImage): Promise<Blob> {
  const canvas = new OffscreenCanvas(image.width, image.height);
  getContext(canvas).putImageData(toImageData(image), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** An outline's width is for a stage of this many pixels; larger pictures get it in proportion. */
const STAGE_PX = 640;
/** The casing shows by half the line's width on either side. */
const CASING_WIDTHS = 2;

/** An opaque PNG of the picture's size with the mask's tint and outline over it; sizes are the same. */
export function encodeOverlay(
  image: RgbaImage,
  mask: Mask,
  { opacity, outline }: OverlayLook,
): Promise<Blob> {
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = getContext(canvas);
  context.putImageData(toImageData(blendTint(image, mask, opacity)), 0, 0);
  const path = new Path2D();
  for (const ring of traceOutline(mask)) {
    path.moveTo(ring[0]!, ring[1]!);
    for (let i = 2; i < ring.length; i += 2) path.lineTo(ring[i]!, ring[i + 1]!);
    path.closePath();
  }
  const line = outline.widthPx * Math.max(1, Math.max(image.width, image.height) / STAGE_PX);
  context.lineJoin = 'round';
  for (const [colour, width] of [
    [`rgb(${CASING.join(' ')})`, line * CASING_WIDTHS],
    [OUTLINE_COLOURS[outline.colour], line],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke(path);
  }
  return canvas.convertToBlob({ type: 'image/png' });
}
