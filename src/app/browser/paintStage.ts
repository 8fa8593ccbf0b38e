/**
 * Paints the stage: picture, mask layer, outlines, at a zoom and offset. In: bitmaps and rings; out: pixels on a canvas.
 * Does not decide what is shown and keeps nothing.
 */
import { OUTLINE_COLOURS, type OutlineStyle } from '@/core/mask/outlineStyle';
import type { Ring } from '@/core/mask/types';
import type { Size } from '@/core/raster/types';
import type { DevelopedMask } from '@/pixels/protocol';
import type { Viewport } from '@/core/raster/viewport';

export type StagePicture = {
  readonly size: Size;
  readonly picture: ImageBitmap;
  /** Drawn over the picture with `layerOpacity`, 0..1; null before there is a mask. */
  readonly layer: ImageBitmap | null;
  readonly layerOpacity: number;
  readonly outline: readonly Ring[];
  readonly truthOutline: readonly Ring[];
  readonly outlineStyle: OutlineStyle;
  /** Layer and outlines lie right of this stage point only, CSS pixels; null for everywhere. */
  readonly overFromX: number | null;
};

const TRUTH = '#FFFFFF';
const CASING = 'rgba(0, 0, 0, 0.75)'; // keeps either line visible on dark and on light skin
const TRUTH_PX = 2; // CSS pixels
const CASING_PX = 1.25; // on either side of a line
const CRISP_FROM = 3; // screen pixels a picture pixel from which single pixels are shown as squares

/** `pixelRatio` is device pixels per CSS pixel; `view` is in CSS pixels. */
export function paintStage(
  canvas: HTMLCanvasElement,
  stage: StagePicture,
  view: Viewport,
  pixelRatio: number,
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.imageSmoothingEnabled = view.scale < CRISP_FROM;
  context.imageSmoothingQuality = 'high';
  const width = stage.size.width * view.scale;
  const height = stage.size.height * view.scale;
  context.drawImage(stage.picture, view.offset.x, view.offset.y, width, height);
  context.save();
  if (stage.overFromX !== null) {
    context.beginPath();
    context.rect(stage.overFromX, 0, canvas.width, canvas.height);
    context.clip();
  }
  if (stage.layer !== null && stage.layerOpacity > 0) {
    context.globalAlpha = stage.layerOpacity;
    context.drawImage(stage.layer, view.offset.x, view.offset.y, width, height);
    context.globalAlpha = 1;
  }
  const { colour, widthPx } = stage.outlineStyle;
  strokeRings(context, stage.truthOutline, view, width, height, TRUTH, TRUTH_PX);
  strokeRings(context, stage.outline, view, width, height, OUTLINE_COLOURS[colour], widthPx);
  context.restore();
}

/** The mask alone, over something that moves on its own (the camera's live view) and has the canvas's box. */
export function paintMaskOver(
  canvas: HTMLCanvasElement,
  { layer, outline }: Pick<DevelopedMask, 'layer' | 'outline'>,
  layerOpacity: number,
  outlineStyle: OutlineStyle,
  pixelRatio: number,
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const width = canvas.width / pixelRatio;
  const height = canvas.height / pixelRatio;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.globalAlpha = layerOpacity;
  context.drawImage(layer, 0, 0, width, height);
  context.globalAlpha = 1;
  const whole = { scale: 1, offset: { x: 0, y: 0 } };
  const { colour, widthPx } = outlineStyle;
  strokeRings(context, outline, whole, width, height, OUTLINE_COLOURS[colour], widthPx);
}

/** Rings are in shares of the picture's sides; the line has the same width at every zoom. */
function strokeRings(
  context: CanvasRenderingContext2D,
  rings: readonly Ring[],
  view: Viewport,
  width: number,
  height: number,
  colour: string,
  linePx: number,
): void {
  if (rings.length === 0) return;
  const path = new Path2D();
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const x = view.offset.x + ring[i]! * width;
      const y = view.offset.y + ring[i + 1]! * height;
      if (i === 0) path.moveTo(x, y);
      else path.lineTo(x, y);
    }
    path.closePath();
  }
  context.lineJoin = 'round';
  for (const [style, lineWidth] of [
    [CASING, linePx + 2 * CASING_PX],
    [colour, linePx],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = lineWidth;
    context.stroke(path);
  }
}
