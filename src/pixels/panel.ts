/**
 * The paper's Figure 2: a row a case, original, ground truth and segmented side by side, under a caption. In: files and
 * captions. Out: one PNG, dark on white in either theme.
 */
import { type Reply, succeed } from '@/core/failure';
import { paintMask } from '@/core/mask/paintLayers';
import type { RgbaImage } from '@/core/raster/types';
import { getContext, toImageData } from './canvas';
import { decodePicture } from './decodePicture';
import { decodeTruth } from './decodeTruth';
import type { PanelCase } from './evaluationProtocol';

const CELL = { width: 480, height: 360 } as const;
const MARGIN_PX = 24;
const GAP_PX = 16;
const HEAD_PX = 44;
const CAPTION_PX = 40;
const FONT = 'system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
const INK = '#111418';
const FRAME = '#868e96';
const COLUMNS = ['Original', 'Ground truth', 'Segmented'] as const;

/** Failures: of a file that can be read no longer. */
export async function drawPanel(cases: readonly PanelCase[]): Promise<Reply<Blob>> {
  const rowPx = CAPTION_PX + CELL.height + GAP_PX;
  const canvas = new OffscreenCanvas(
    2 * MARGIN_PX + COLUMNS.length * CELL.width + (COLUMNS.length - 1) * GAP_PX,
    2 * MARGIN_PX + HEAD_PX + cases.length * rowPx,
  );
  const context = getContext(canvas);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.fillStyle = INK;
  context.textAlign = 'center';
  context.font = `600 24px ${FONT}`;
  const leftOf = (column: number) => MARGIN_PX + column * (CELL.width + GAP_PX);
  COLUMNS.forEach((head, column) =>
    context.fillText(head, leftOf(column) + CELL.width / 2, MARGIN_PX + 26),
  );
  for (const [row, { caption, picture, truth, mask }] of cases.entries()) {
    const top = MARGIN_PX + HEAD_PX + row * rowPx;
    context.textAlign = 'left';
    context.font = `500 20px ${FONT}`;
    context.fillStyle = INK;
    context.fillText(caption, MARGIN_PX, top + 26, canvas.width - 2 * MARGIN_PX);
    for (const [column, file] of [picture, truth, mask].entries()) {
      if (file === null) continue;
      const image = await (column === 0 ? readPicture(file) : readMask(file));
      if (!image.ok) return image;
      drawInto(context, image.value, leftOf(column), top + CAPTION_PX);
    }
  }
  return succeed(await canvas.convertToBlob({ type: 'image/png' }));
}

/** As large as fits into a cell, in its middle. */
function drawInto(
  context: OffscreenCanvasRenderingContext2D,
  image: RgbaImage,
  left: number,
  top: number,
): void {
  const scale = Math.min(CELL.width / image.width, CELL.height / image.height);
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const x = left + Math.round((CELL.width - width) / 2);
  const y = top + Math.round((CELL.height - height) / 2);
  const canvas = new OffscreenCanvas(image.width, image.height);
  getContext(canvas).putImageData(toImageData(image), 0, 0);
  context.drawImage(canvas, x, y, width, height);
  context.strokeStyle = FRAME;
  context.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1);
}

async function readPicture(file: Blob): Promise<Reply<RgbaImage>> {
  const decoded = await decodePicture(file);
  return decoded.ok ? succeed(decoded.value.image) : decoded;
}

/** Only grey ones come here: they were scored. */
async function readMask(file: Blob): Promise<Reply<RgbaImage>> {
  const decoded = await decodeTruth(file, null);
  if (!decoded.ok) return decoded;
  if (decoded.value.kind !== 'mask') throw new Error('a scored mask is in colours');
  return succeed(paintMask(decoded.value.mask));
}
