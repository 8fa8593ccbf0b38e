import { describe, expect, it } from 'vitest';
import { freeName, pairFiles, saveName } from './caseNames';

describe('pairFiles', () => {
  it.each([
    ['ISIC_0000001.jpg', 'ISIC_0000001_segmentation.png'],
    ['ISIC_0000001.jpg', 'ISIC_0000001_Segmentation.png'],
    ['IMD002.bmp', 'IMD002_lesion.bmp'],
    ['a.b.JPEG', 'A.B_MASK.PNG'],
    ['my photo.webp', 'my photo_truth.png'],
    ['arm.jpg', 'arm_lesion.jpg'],
  ])('pairs %s with %s', (picture, truth) => {
    expect(pairFiles([truth, picture])).toEqual({
      pictures: [picture],
      truths: [{ truth, picture }],
    });
  });

  it('tells a truth without its picture', () => {
    expect(pairFiles(['x_segmentation.png', 'y.jpg'])).toEqual({
      pictures: ['y.jpg'],
      truths: [{ truth: 'x_segmentation.png', picture: null }],
    });
  });

  it('finds the picture among those that are open', () => {
    expect(pairFiles(['x_segmentation.png'], ['X.jpg']).truths).toEqual([
      { truth: 'x_segmentation.png', picture: 'X.jpg' },
    ]);
  });

  it('takes a photo called "arm_lesion.jpg" for a picture', () => {
    expect(pairFiles(['arm_lesion.jpg'])).toEqual({ pictures: ['arm_lesion.jpg'], truths: [] });
  });

  it('does not take a truth for its own picture', () => {
    expect(pairFiles(['_mask.png']).pictures).toEqual(['_mask.png']);
  });
});

describe('saveName', () => {
  it('follows ISIC and names what is saved', () => {
    expect(saveName('ISIC_0000001.jpg', 'mask')).toBe('ISIC_0000001_segmentation.png');
    expect(saveName('a.b.jpeg', 'overlay')).toBe('a.b_overlay.png');
    expect(saveName('a.b.jpeg', 'figure')).toBe('a.b_figure.png');
    expect(saveName('plain', 'scores')).toBe('plain_scores.csv');
  });

  it('leaves out what some systems refuse', () => {
    expect(saveName('a/b:c?.png', 'mask')).toBe('a_b_c__segmentation.png');
  });
});

describe('freeName', () => {
  it('keeps a name that is not taken, and counts on from one that is', () => {
    const taken = new Set(['image.png', 'image (2).png', 'plain']);
    expect(freeName('other.png', taken)).toBe('other.png');
    expect(freeName('image.png', taken)).toBe('image (3).png');
    expect(freeName('plain', taken)).toBe('plain (2)');
  });
});
