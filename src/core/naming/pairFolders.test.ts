import { describe, expect, it } from 'vitest';
import { type FileRole, keepComplete, pairFolders } from './pairFolders';
import { DEFAULT_RULE } from './pairingRule';

function pair(paths: readonly string[], role: FileRole | null = null) {
  return pairFolders(
    paths.map((path) => ({ path, role })),
    DEFAULT_RULE,
  );
}

describe('pairFolders', () => {
  it.each([
    ['x/ISIC_0000001.jpg', 'y/ISIC_0000001_Segmentation.png'],
    ['ISIC_1.jpg', 'ISIC-2017_Test_v2_Part1_GroundTruth/ISIC_1_segmentation.png'],
    [
      'PH2/IMD002/IMD002_Dermoscopic_Image/IMD002.bmp',
      'PH2/IMD002/IMD002_lesion/IMD002_lesion.bmp',
    ],
    ['set/images/a.b.JPG', 'set/masks/A.B.png'],
    ['arm.webp', 'arm_mask.webp'],
    ['arm.jpg', 'arm_lesion.jpg'],
    ['images/7.png', 'GroundTruth/7.png'],
  ])('pairs %s with %s', (picture, truth) => {
    const { pairs, leftovers } = pair([truth, picture]);
    expect(pairs).toEqual([{ id: pairs[0]!.id, picture, truth, mask: null }]);
    expect(leftovers).toEqual([]);
  });

  it('takes a photo called arm_lesion.jpg for a picture', () => {
    expect(pair(['arm_lesion.jpg']).pairs[0]).toMatchObject({ picture: 'arm_lesion.jpg' });
  });

  it('names duplicates, and what is no picture', () => {
    const { pairs, leftovers } = pair([
      'b/x.png',
      'a/X.jpg',
      'x_mask.png',
      'notes.txt',
      '.DS_Store',
      'x_superpixels.png',
    ]);
    expect(pairs).toEqual([{ id: 'x', picture: 'a/X.jpg', truth: 'x_mask.png', mask: null }]);
    expect(leftovers).toEqual([
      { path: '.DS_Store', reason: 'a hidden file of the system' },
      { path: 'notes.txt', reason: 'not a picture, by its name' },
      {
        path: 'x_superpixels.png',
        reason: 'neither a picture nor an outline of the whole lesion',
      },
      { path: 'b/x.png', reason: 'has the same id as a/X.jpg, which is used' },
    ]);
  });

  it('believes what the user says of a file', () => {
    const files = [
      { path: 'p/1.png', role: 'picture' as const },
      { path: 't/1.png', role: 'truth' as const },
      { path: 'm/1_pred.png', role: 'mask' as const },
    ];
    expect(pairFolders(files, DEFAULT_RULE).pairs).toEqual([
      { id: '1', picture: 'p/1.png', truth: 't/1.png', mask: 'm/1_pred.png' },
    ]);
  });

  it('follows a changed rule', () => {
    const rule = { endings: ['.outline'], folders: [] };
    const files = ['masks/a.png', 'b.png', 'b.outline.png'].map((path) => ({ path, role: null }));
    expect(pairFolders(files, rule).pairs).toEqual([
      { id: 'a', picture: 'masks/a.png', truth: null, mask: null },
      { id: 'b', picture: 'b.png', truth: 'b.outline.png', mask: null },
    ]);
  });
});

describe('keepComplete', () => {
  it('keeps pairs, and tells why the others are none', () => {
    const { pairs, leftovers } = keepComplete(pair(['a.jpg', 'a_mask.png', 'b.jpg', 'c_mask.png']));
    expect(pairs.map(({ id }) => id)).toEqual(['a']);
    expect(leftovers).toEqual([
      { path: 'b.jpg', reason: 'no truth has its name' },
      { path: 'c_mask.png', reason: 'no picture has its name' },
    ]);
  });

  it('keeps pictures alone where there is no truth at all', () => {
    expect(keepComplete(pair(['a.jpg', 'b.jpg'])).pairs).toHaveLength(2);
  });

  it('keeps masks with truths without pictures', () => {
    const masks = [
      { path: 'm/1.png', role: 'mask' as const },
      { path: 't/1.png', role: 'truth' as const },
    ];
    expect(keepComplete(pairFolders(masks, DEFAULT_RULE)).pairs).toHaveLength(1);
  });
});
