/** A film of a lesion that goes from left to right and back, as a file that Chromium shows in a camera's place. */
import { writeFileSync } from 'node:fs';
import { drawLesion, type Picture } from './drawLesion';

const SIZE = { width: 320, height: 240 } as const;
const FRAMES_PER_SECOND = 5;
/** Two seconds a side, so that a slow machine sees both. */
const PLACES = [0.3, 0.7] as const;
const FRAMES_A_PLACE = 10;

/** Writes uncompressed YUV4MPEG2, 4:2:0, which `--use-file-for-fake-video-capture` plays over and over. */
export function writeFilm(path: string): void {
  const { width, height } = SIZE;
  const header = `YUV4MPEG2 W${width} H${height} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`;
  const frames = PLACES.flatMap((x) => {
    const { picture } = drawLesion({ ...SIZE, centre: { x, y: 0.5 }, radius: 0.2 });
    const frame = Buffer.concat([Buffer.from('FRAME\n'), toYuv420(picture)]);
    return Array.from({ length: FRAMES_A_PLACE }, () => frame);
  });
  writeFileSync(path, Buffer.concat([Buffer.from(header), ...frames]));
}

/** JFIF's full-range BT.601; one colour for every two by two pixels, that of the first. */
function toYuv420({ width, height, data }: Picture): Buffer {
  const luma = Buffer.alloc(width * height);
  const blue = Buffer.alloc((width * height) / 4);
  const red = Buffer.alloc((width * height) / 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!];
      luma[y * width + x] = clamp(0.299 * r + 0.587 * g + 0.114 * b);
      if (x % 2 === 1 || y % 2 === 1) continue;
      const to = (y / 2) * (width / 2) + x / 2;
      blue[to] = clamp(128 - 0.168736 * r - 0.331264 * g + 0.5 * b);
      red[to] = clamp(128 + 0.5 * r - 0.418688 * g - 0.081312 * b);
    }
  }
  return Buffer.concat([luma, blue, red]);
}

function clamp(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}
