import { describe, expect, it } from 'vitest';
import { scoreCounts } from './scoreMask';
import { type ScoresRow, toScoresCsv } from './scoresCsv';

const row: ScoresRow = {
  image: 'ISIC_0000001.jpg',
  model: 'light',
  backend: 'wasm',
  settings: { threshold: 0.5, keep: 'central', fillHoles: true },
  size: { width: 5, height: 2 },
  scores: scoreCounts({ truePositive: 3, falsePositive: 0, falseNegative: 4, trueNegative: 3 }),
  boundary: { kind: 'measured', hausdorff95Px: 2.5, meanSurfacePx: 0.75 },
  mapsAveraged: 1,
};

describe('toScoresCsv', () => {
  it('writes a header and one line a picture in full precision', () => {
    expect(toScoresCsv([row])).toBe(
      'image,model,backend,threshold,keep,fill_holes,rule,width,height,tp,fp,fn,tn,accuracy,dice,jaccard,' +
        'thresholded_jaccard,recall,precision,specificity,hausdorff95_px,mean_surface_distance_px,maps_averaged,corrections\r\n' +
        'ISIC_0000001.jpg,light,wasm,0.5,central,true,isic-per-image,5,2,3,0,4,3,0.6,0.6,' +
        '0.42857142857142855,0,0.42857142857142855,1,1,2.5,0.75,1,0\r\n',
    );
  });

  it('leaves the distances empty where there are none', () => {
    for (const boundary of [null, { kind: 'undefined', empty: 'mask' }] as const)
      expect(toScoresCsv([{ ...row, boundary }])).toMatch(/,1,1,,,1,0\r\n$/);
  });

  it('counts the corrections by hand', () => {
    const stroke = { kind: 'erase', shape: 'brush', radius: 0.1, points: [0, 0] } as const;
    const settings = { ...row.settings, strokes: [stroke, stroke] };
    expect(toScoresCsv([{ ...row, settings }])).toMatch(/,1,2\r\n$/);
  });

  it.each([
    ['a,b.jpg', '"a,b.jpg"'],
    ['5" lesion.jpg', '"5"" lesion.jpg"'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['+1.jpg', "'+1.jpg"],
    ['-1.jpg', "'-1.jpg"],
    ['@cmd.jpg', "'@cmd.jpg"],
  ])('makes %j harmless', (image, cell) => {
    const line = toScoresCsv([{ ...row, image }]).split('\r\n')[1]!;
    expect(line.startsWith(`${cell},light,`)).toBe(true);
  });
});
