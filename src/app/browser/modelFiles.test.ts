import { describe, expect, it } from 'vitest';
import { readGivenModel } from './modelFiles';
import { movedFile } from './testing/movedFile';

const card = new File([JSON.stringify({ files: [{ name: 'weights.bin' }] })], 'card.json');
const given = (...files: readonly File[]) => files.map((file) => ({ path: file.name, file }));

describe('readGivenModel', () => {
  it('reads the card and what it names', async () => {
    const read = await readGivenModel(given(card, new File(['w'], 'weights.bin')));
    expect(read).toMatchObject({ ok: true, value: { files: [{ name: 'weights.bin' }] } });
  });

  it.each([
    ['archive-unreadable', [movedFile('model.zip')]],
    ['file-unreadable', [movedFile('card.json'), new File([], 'weights.bin')]],
    ['file-unreadable', [card, movedFile('weights.bin')]],
  ])('fails with %s where a file was moved', async (code, files) => {
    expect(await readGivenModel(given(...files))).toMatchObject({ ok: false, failure: { code } });
  });
});
