/** Small sets of drawn lesions on the disk, in the layout of the ISIC challenges. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFile, pdfFile, truncateFile } from './badFiles';
import { drawLesion } from './drawLesion';
import { greyPngFile, pngFile, type TestFile } from './encode';

/** Drawn in milliseconds, segmented as fast as any. */
const SIZE = { width: 160, height: 120 } as const;

export type LesionFiles = {
  readonly name: string;
  readonly picture: TestFile;
  readonly truth: TestFile;
};

export function lesionFiles(number: number): LesionFiles {
  const name = `Case_${String(number).padStart(3, '0')}`;
  const { picture, truth } = drawLesion({ ...SIZE, seed: number });
  return {
    name,
    picture: pngFile(`${name}.png`, picture),
    truth: greyPngFile(`${name}_segmentation.png`, truth),
  };
}

/** `folder`/images and `folder`/masks with `count` pairs. */
export function writePairs(folder: string, count: number): readonly LesionFiles[] {
  const files = Array.from({ length: count }, (_, index) => lesionFiles(index + 1));
  for (const { picture, truth } of files) {
    write(join(folder, 'images'), picture);
    write(join(folder, 'masks'), truth);
  }
  return files;
}

/** The same with three pictures that cannot be read, and a picture and a truth that belong to nothing. */
export function writeBrokenSet(folder: string, good: number): void {
  writePairs(folder, good);
  const { truth } = lesionFiles(1);
  const broken = [truncateFile(lesionFiles(1).picture, 0.3), emptyFile('x.png'), pdfFile('x.png')];
  broken.forEach((file, index) => {
    write(join(folder, 'images'), { ...file, name: `Broken_${index}.png` });
    write(join(folder, 'masks'), { ...truth, name: `Broken_${index}_segmentation.png` });
  });
  write(join(folder, 'images'), { ...lesionFiles(1).picture, name: 'Alone.png' });
  write(join(folder, 'masks'), { ...truth, name: 'Lost_segmentation.png' });
}

export function write(folder: string, { name, buffer }: TestFile): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), buffer);
}
