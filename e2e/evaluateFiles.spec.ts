/** What an evaluation is given: archives with faults, masks in every form that people keep them in. */
import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'fast-png';
import { zipSync } from 'fflate';
import { expect, test } from './fixtures';
import { EvaluatePage } from './pages/evaluatePage';
import { fillPicture } from './pictures/drawLesion';
import { bmpFile, canvasFile, greyPngFile, pngFile, type TestFile } from './pictures/encode';
import { lesionFiles, write } from './pictures/evaluationSets';

test.setTimeout(240_000);

function zipFile(name: string, files: Record<string, Uint8Array>): TestFile {
  const buffer = Buffer.from(zipSync(files, { level: 6 }));
  return { name, mimeType: 'application/zip', buffer };
}

/** Changes the directory's entry of a file; `at` counts from the entry's start (APPNOTE 4.3.12). */
function patchEntry(zip: TestFile, path: string, at: number, value: number, bytes: 2 | 4): void {
  const { buffer } = zip;
  for (
    let start = buffer.indexOf('PK\x01\x02');
    ;
    start = buffer.indexOf('PK\x01\x02', start + 4)
  ) {
    if (start < 0) throw new Error(`${path} is not in the archive`);
    const name = buffer.subarray(start + 46, start + 46 + buffer.readUInt16LE(start + 28));
    if (name.toString() !== path) continue;
    if (bytes === 2) buffer.writeUInt16LE(value, start + at);
    else buffer.writeUInt32LE(value, start + at);
    return;
  }
}

test('a ZIP is evaluated; what is wrong in it is left over with why', async ({ page }) => {
  const files: Record<string, Uint8Array> = {};
  for (const number of [1, 2, 3]) {
    const { picture, truth } = lesionFiles(number);
    files[`set/images/${picture.name}`] = picture.buffer;
    files[`set/masks/${truth.name}`] = truth.buffer;
  }
  files['../outside.png'] = lesionFiles(4).picture.buffer;
  files['set/images/secret.png'] = lesionFiles(4).picture.buffer;
  files['set/inner.zip'] = zipSync({ 'x.png': lesionFiles(4).picture.buffer });
  const zip = zipFile('set.zip', files);
  patchEntry(zip, 'set/images/secret.png', 8, 1, 2); // encrypted
  patchEntry(zip, 'set/images/Case_003.png', 24, 100, 4); // unpacks to more than it says
  const evaluate = await EvaluatePage.open(page);
  await evaluate.giveFiles(zip);
  await expect(evaluate.pairs).toContainText('3 pictures, 3 with a truth; 3 files left over');
  for (const [name, why] of [
    ['outside', 'leads out of the archive'],
    ['secret', 'encrypted'],
    ['inner', 'an archive inside an archive'],
  ] as const) {
    await expect(evaluate.leftovers.getByRole('row', { name: new RegExp(name) })).toContainText(
      why,
    );
  }
  await evaluate.press('Run');
  await evaluate.waitUntilDone();
  await expect(evaluate.progress).toContainText('3 of 3, done; 1 could not be scored');
  await expect(evaluate.pictures.getByRole('row', { name: /case_003/ })).toContainText(
    'Not scored',
  );
  expect(Number(await evaluate.readMean(/^Means: Light/, 'Dice (F1)'))).toBeGreaterThan(0.5);
});

test('archives that cannot be read, and folders without pictures, are told', async ({ page }) => {
  const whole = zipFile('cut.zip', { 'a.png': lesionFiles(1).picture.buffer });
  const cut = { ...whole, buffer: whole.buffer.subarray(0, whole.buffer.length - 60) };
  const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') };
  const evaluate = await EvaluatePage.open(page);
  await evaluate.giveFiles(cut, notes);
  await expect(evaluate.pairs).toContainText('Nothing here can be evaluated');
  await expect(evaluate.leftovers.getByRole('row', { name: /cut\.zip/ })).toContainText('cut off');
  await expect(evaluate.leftovers.getByRole('row', { name: /notes/ })).toContainText(
    'not a picture',
  );
});

/** An indexed PNG: colour 0 is black, colour 1 white, one byte a pixel. */
function palettePngFile(
  name: string,
  width: number,
  height: number,
  isWhite: (x: number) => boolean,
): TestFile {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = isWhite(x) ? 1 : 0;
  const buffer = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from([0, 0, 0, 255, 255, 255])),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { name, mimeType: 'image/png', buffer };
}

test('masks of every form are cut above 128', async ({ page }) => {
  const [width, height] = [96, 40];
  const half = fillPicture(width, height, [0, 0, 0]);
  for (let at = 0; at < half.data.length; at += 4) {
    if ((at / 4) % width < width / 2) half.data.set([255, 255, 255], at);
  }
  const thirds = (x: number) => 127 + Math.floor((3 * x) / width); // 127, 128, 129
  const grey = Uint8Array.from({ length: width * height }, (_, i) => thirds(i % width));
  const deep = Uint16Array.from(grey, (value) => value * 257);
  const clear = { ...half, data: fillPicture(width, height, [255, 255, 255]).data };
  for (let at = 3; at < clear.data.length; at += 4) {
    if (((at - 3) / 4) % width >= width / 2) clear.data[at] = 0;
  }
  const png = (name: string, data: Uint8Array | Uint16Array, depth: 8 | 16): TestFile => ({
    name,
    mimeType: 'image/png',
    buffer: Buffer.from(encode({ width, height, data, depth, channels: 1 })),
  });
  const line = fillPicture(1, 50, [0, 0, 0]);
  line.data.set([255, 255, 255], 4 * 20);
  const evaluate = await EvaluatePage.open(page);
  const all = width * height;
  const masks: readonly (readonly [file: TestFile, marked: number])[] = [
    [png('values.png', grey, 8), all / 3],
    [png('deep.png', deep, 16), all / 3],
    [palettePngFile('palette.png', width, height, (x) => x < width / 2), all / 2],
    [pngFile('alpha.png', clear), all / 2],
    [bmpFile('bitmap.bmp', half), all / 2],
    [await canvasFile(page, 'ringing.jpg', half, 'image/jpeg'), all / 2],
    [greyPngFile('empty.png', fillPicture(width, height, [0, 0, 0])), 0],
    [greyPngFile('full.png', fillPicture(width, height, [255, 255, 255])), all],
    [greyPngFile('line.png', line), 1],
  ];
  const folder = test.info().outputPath('forms');
  for (const [file] of masks) {
    const size = file.name === 'line.png' ? ([1, 50] as const) : ([width, height] as const);
    write(`${folder}/given`, file);
    const name = file.name.replace(/\.\w+$/, '.png');
    write(`${folder}/truth`, greyPngFile(name, fillPicture(...size, [255, 255, 255])));
  }
  await page.getByLabel('Folder of truths').setInputFiles(`${folder}/truth`);
  await evaluate.giveMasks(`${folder}/given`);
  await evaluate.press('Run');
  await evaluate.waitUntilDone();
  const table = await evaluate.saveTable('Pictures (CSV)');
  const own = table.filter(({ contender }) => contender === 'main');
  expect(own).toHaveLength(masks.length);
  for (const [{ name }, marked] of masks) {
    const row = own.find(({ image }) => image === name.replace(/\.\w+$/, ''))!;
    const total = Number(row.width) * Number(row.height);
    expect(row, name).toMatchObject({ tp: String(marked), fn: String(total - marked), fp: '0' });
    expect(Number(row.recall), name).toBe(marked / total);
    expect(Number(row.precision), name).toBe(1); // an empty mask marks nothing wrongly
    expect(row.hausdorff95_px === '', name).toBe(marked === 0);
  }
});

test('a truth of another size is not scored unless it may be resized', async ({ page }) => {
  const folder = test.info().outputPath('sizes');
  const { picture } = lesionFiles(1);
  write(folder, picture);
  const truth = fillPicture(80, 60, [255, 255, 255]);
  write(folder, greyPngFile('Case_001_mask.png', truth));
  const evaluate = await EvaluatePage.open(page);
  await evaluate.giveFolder(folder);
  await evaluate.press('Run');
  await evaluate.waitUntilDone();
  await expect(evaluate.pictures).toContainText('is 80 × 60, the picture 160 × 120');
  await page.getByRole('checkbox', { name: /^Resize truths/ }).check();
  await evaluate.press('Run again');
  await expect(evaluate.pictures.getByRole('row', { name: /case_001/ })).toContainText('1.000');
});
