/** A training pair as a small picture: outlines of the truth (white) and of the network's mask (cyan), each in a casing. */
import { toRgba } from '@/core/dataset/toPixelPair';
import type { PixelPair } from '@/core/dataset/types';
import { traceOutline } from '@/core/mask/outline';
import { CASING } from '@/core/mask/paintLayers';
import type { Mask } from '@/core/raster/types';
import { getContext, toImageData } from './canvas';

const TRUTH_COLOUR = '#ffffff';
const MASK_COLOUR = '#56b4e9';
const LINE_SHARE = 1 / 110; // of the side
const CASING_WIDTHS = 2.2;
const QUALITY = 0.85;

/** A JPEG of `side` × `side`; the masks are of the pair's side. */
export function drawPair(
  pair: PixelPair,
  side: number,
  [truth, mask]: readonly [truth: Mask | null, mask: Mask | null],
): Promise<Blob> {
  const whole = new OffscreenCanvas(pair.side, pair.side);
  getContext(whole).putImageData(toImageData(toRgba(pair)), 0, 0);
  const canvas = new OffscreenCanvas(side, side);
  const context = getContext(canvas);
  context.imageSmoothingQuality = 'high';
  context.drawImage(whole, 0, 0, side, side);
  const scale = side / pair.side;
  context.scale(scale, scale);
  context.lineJoin = 'round';
  const line = Math.max(1, side * LINE_SHARE) / scale;
  for (const [outlined, colour] of [
    [truth, TRUTH_COLOUR],
    [mask, MASK_COLOUR],
  ] as const) {
    if (outlined === null) continue;
    const path = new Path2D();
    for (const ring of traceOutline(outlined)) {
      path.moveTo(ring[0]!, ring[1]!);
      for (let i = 2; i < ring.length; i += 2) path.lineTo(ring[i]!, ring[i + 1]!);
      path.closePath();
    }
    context.strokeStyle = `rgb(${CASING.join(' ')})`;
    context.lineWidth = line * CASING_WIDTHS;
    context.stroke(path);
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.stroke(path);
  }
  return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
}
