/**
 * The figure that papers show of a case: picture, truth (where there is one) and mask side by side, with captions and
 * the Dice. In: the three and the score. Out: a canvas, dark on white in either theme, for the stage and for saving.
 */
import { paintMask } from '@/core/mask/paintLayers';
import type { Mask, RgbaImage, Size } from '@/core/raster/types';
import { getContext, toImageData } from './canvas';

export type FigureParts = {
  readonly image: RgbaImage;
  readonly mask: Mask;
  readonly truth: Mask | null;
  /** 0..1, at the picture's own size; null without a truth. */
  readonly dice: number | null;
  /** Whether the mask was corrected by hand; the caption says so. */
  readonly isCorrected: boolean;
};

const PANEL_PX = 640; // long side: three panels fill a journal's page at 300 dots an inch
const LEAST_COLUMN_PX = 280; // the longest caption's width
const MARGIN_PX = 24;
const GAP_PX = 20;
const CAPTION_PX = 48;
const FONT = '500 24px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
const INK = '#111418';
const FRAME = '#868e96';

export function drawFigure(parts: FigureParts): OffscreenCanvas {
  const { image, mask, truth, dice, isCorrected } = parts;
  const made = isCorrected ? 'Corrected' : 'Segmented';
  const panels = [
    { caption: 'Original', picture: shrinkImage(image) },
    ...(truth === null ? [] : [{ caption: 'Ground truth', picture: toCanvas(paintMask(truth)) }]),
    {
      caption: dice === null ? made : `${made}, Dice ${dice.toFixed(3)}`,
      picture: toCanvas(paintMask(mask)),
    },
  ];
  const panel = panelSize(image);
  const column = Math.max(panel.width, LEAST_COLUMN_PX);
  const canvas = new OffscreenCanvas(
    2 * MARGIN_PX + panels.length * column + (panels.length - 1) * GAP_PX,
    2 * MARGIN_PX + panel.height + CAPTION_PX,
  );
  const context = getContext(canvas);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = FONT;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.imageSmoothingQuality = 'high';
  for (const [i, { caption, picture }] of panels.entries()) {
    const middle = MARGIN_PX + i * (column + GAP_PX) + column / 2;
    const left = Math.round(middle - panel.width / 2);
    context.drawImage(picture, left, MARGIN_PX, panel.width, panel.height);
    context.strokeStyle = FRAME;
    context.strokeRect(left - 0.5, MARGIN_PX - 0.5, panel.width + 1, panel.height + 1);
    context.fillStyle = INK;
    context.fillText(caption, middle, MARGIN_PX + panel.height + CAPTION_PX);
  }
  return canvas;
}

/** The long side is PANEL_PX, also for a picture smaller than that. */
function panelSize({ width, height }: Size): Size {
  const scale = PANEL_PX / Math.max(width, height);
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** By picture, because a slider that moves draws the figure again and again, and large pictures take long. */
const shrunk = new WeakMap<RgbaImage, OffscreenCanvas>();

function shrinkImage(image: RgbaImage): OffscreenCanvas {
  const known = shrunk.get(image);
  if (known !== undefined) return known;
  const { width, height } = panelSize(image);
  const canvas = new OffscreenCanvas(width, height);
  const context = getContext(canvas);
  context.imageSmoothingQuality = 'high';
  context.drawImage(toCanvas(image), 0, 0, width, height);
  shrunk.set(image, canvas);
  return canvas;
}

function toCanvas(image: RgbaImage): OffscreenCanvas {
  const canvas = new OffscreenCanvas(image.width, image.height);
  getContext(canvas).putImageData(toImageData(image), 0, 0);
  return canvas;
}
