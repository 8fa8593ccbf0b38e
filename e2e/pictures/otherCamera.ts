/**
 * Pairs of a look that no shipped network knows: blue light alone, in which the lesion shines on dark skin. All three
 * miss nearly all of it, whereas a plain negative is partly found. The same numbers give the same pictures.
 */
import type { LesionFiles } from './evaluationSets';
import { drawLesion, recolourPicture } from './drawLesion';
import { greyPngFile, pngFile } from './encode';

const SIZE = { width: 160, height: 120 } as const;

export function otherCameraPair(number: number): LesionFiles {
  const name = `Lamp_${String(number).padStart(3, '0')}`;
  const centre = { x: 0.35 + 0.03 * ((number * 7) % 11), y: 0.35 + 0.03 * ((number * 5) % 11) };
  const radius = 0.16 + 0.015 * ((number * 3) % 8);
  const { picture, truth } = drawLesion({ ...SIZE, seed: 100 + number, centre, radius });
  const blueLight = recolourPicture(picture, ([red, green, blue]) => {
    const dark = 255 - (0.299 * red + 0.587 * green + 0.114 * blue);
    return [20, 20 + 0.1 * dark, 60 + 0.8 * dark];
  });
  return {
    name,
    picture: pngFile(`${name}.png`, blueLight),
    truth: greyPngFile(`${name}_segmentation.png`, truth),
  };
}

export function otherCameraPairs(count: number): readonly LesionFiles[] {
  return Array.from({ length: count }, (_, index) => otherCameraPair(index + 1));
}
