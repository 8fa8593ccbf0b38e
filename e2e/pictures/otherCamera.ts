/**
 * Pairs of a look that the shipped network never learned: a negative, as from a fluorescence lamp. The lesion shines on
 * dark skin, so it outlines the skin around it, or nothing. The same numbers give the same pictures.
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
  const negative = recolourPicture(picture, ([red, green, blue]) => [
    255 - red,
    255 - green,
    255 - blue,
  ]);
  return {
    name,
    picture: pngFile(`${name}.png`, negative),
    truth: greyPngFile(`${name}_segmentation.png`, truth),
  };
}

export function otherCameraPairs(count: number): readonly LesionFiles[] {
  return Array.from({ length: count }, (_, index) => otherCameraPair(index + 1));
}
