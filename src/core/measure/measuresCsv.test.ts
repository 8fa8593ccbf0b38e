import { describe, expect, it } from 'vitest';
import { drawMask } from '@/core/mask/drawMask';
import { measureShape } from './measureShape';
import { type MeasuresRow, toMeasuresCsv } from './measuresCsv';
import { scaleFromTyped } from './scale';

const settings = { threshold: 0.5, keep: 'central', fillHoles: true } as const;
const row: MeasuresRow = {
  image: 'arm.jpg',
  model: 'light 1.0.0',
  backend: 'wasm',
  mapsAveraged: 1,
  measures: {
    ...measureShape(drawMask('....', '.##.', '....'))!,
    colourVariegation: 3.25,
    size: { width: 4, height: 3 },
    settings,
  },
  scale: null,
  certainty: null,
};
const read = (one: MeasuresRow) => {
  const [names, cells] = toMeasuresCsv([one]).trim().split('\r\n');
  const values = cells!.split(',');
  expect(names!.split(',')).toHaveLength(values.length);
  return Object.fromEntries(names!.split(',').map((name, i) => [name, values[i]]));
};

describe('toMeasuresCsv', () => {
  it('names its columns and leaves millimetres empty without a scale', () => {
    expect(read(row)).toMatchObject({
      image: 'arm.jpg',
      threshold: '0.5',
      maps_averaged: '1',
      area_px: '2',
      longest_diameter_px: '2',
      perpendicular_diameter_px: '1',
      colour_variegation_delta_e: '3.25',
      px_per_mm: '',
      area_mm2: '',
      agreement: '',
      corrections: '0',
    });
  });

  it('adds millimetres and agreement where they are known', () => {
    const scale = scaleFromTyped(2);
    const certainty = { agreement: 0.9, maps: 8, settings };
    expect(read({ ...row, scale, certainty })).toMatchObject({
      px_per_mm: '2',
      area_mm2: '0.5',
      longest_diameter_mm: '1',
      perpendicular_diameter_mm: '0.5',
      agreement: '0.9',
    });
  });
});
