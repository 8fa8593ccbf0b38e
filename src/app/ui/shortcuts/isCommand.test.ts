import { describe, expect, it } from 'vitest';
import { isCommand } from './isCommand';

const press = (key: string, ...held: readonly ('Alt' | 'Control' | 'Meta')[]) =>
  isCommand({
    key,
    altKey: held.includes('Alt'),
    ctrlKey: held.includes('Control'),
    metaKey: held.includes('Meta'),
  });

describe('isCommand', () => {
  it('takes a bracket as it is written on any keyboard', () => {
    expect(press('[')).toBe(false);
    expect(press(']', 'Alt')).toBe(false);
    expect(press('[', 'Control', 'Alt')).toBe(false);
  });

  it('leaves the browser its keys', () => {
    expect(press('s', 'Control')).toBe(true);
    expect(press('s', 'Meta')).toBe(true);
    expect(press('1', 'Alt')).toBe(true);
    expect(press('[', 'Meta')).toBe(true);
    expect(press('[', 'Control')).toBe(true);
    expect(press('[', 'Meta', 'Alt')).toBe(true);
  });
});
