/** Files to save. Nothing of the picture's file goes into them but its pixels. */
import { encode } from 'fast-png';
import { traceOutline } from '@/core/mask/outline';
import { blendTint, CASING, TINT } from '@/core/mask/paintLayers';
import type { Mask, RgbaImage } from '@/core/raster/types';
import { getContext, toImageData } from './canvas';

/** An 8-bit grey PNG of the mask's size: 255 is lesion, 0 is not (ISIC's form of a truth). */
export function encodeMask({ width, height, data }: Mask): Blob {
  const grey = data.map((value) => value * 255);
  const bytes = encode({ width, height, data: grey, depth: 8, channels: 1 });
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/png' });
}

/** A PNG of the same pixels. */
export function encodeImage(image: RgbaImage): Promise<Blob> {
  const canvas = new OffscreenCanvas(image.width, image.height);
  getContext(canvas).putImageData(toImageData(image), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** The outline's width as a share of the longer side, in pixels at least LEAST_LINE_PX. */
const LINE_SHARE = 1 / 320;
const LEAST_LINE_PX = 2;
/** The casing shows by half the line's width on either side. */
const CASING_WIDTHS = 2;

/** An opaque PNG of the picture's size with the mask's tint (`opacity` 0..1) and outline over it; sizes are the same. */
export function encodeOverlay(image: RgbaImage, mask: Mask, opacity: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = getContext(canvas);
  context.putImageData(toImageData(blendTint(image, mask, opacity)), 0, 0);
  const path = new Path2D();
  for (const ring of traceOutline(mask)) {
    path.moveTo(ring[0]!, ring[1]!);
    for (let i = 2; i < ring.length; i += 2) path.lineTo(ring[i]!, ring[i + 1]!);
    path.closePath();
  }
  const line = Math.max(LEAST_LINE_PX, Math.max(image.width, image.height) * LINE_SHARE);
  context.lineJoin = 'round';
  for (const [colour, width] of [
    [CASING, line * CASING_WIDTHS],
    [TINT, line],
  ] as const) {
    context.strokeStyle = `rgb(${colour.join(' ')})`;
    context.lineWidth = width;
    context.stroke(path);
  }
  return canvas.convertToBlob({ type: 'image/png' });
}
