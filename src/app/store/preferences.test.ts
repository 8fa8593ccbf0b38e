import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, parsePreferences, type Preferences } from './preferences';

describe('parsePreferences', () => {
  it('keeps what was chosen', () => {
    const chosen: Preferences = {
      view: 'compare',
      opacity: 0.6,
      outline: { colour: 'yellow', widthPx: 3.5 },
      loupe: true,
    };
    expect(parsePreferences(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
  });

  it.each([
    undefined,
    null,
    'overlay',
    {},
    { view: 'x-ray', opacity: 7, outline: 'thick', loupe: 'yes' },
    { outline: { colour: 'toString', widthPx: 0 } },
  ])('takes the defaults for what %j lacks', (saved) => {
    expect(parsePreferences(saved)).toEqual(DEFAULT_PREFERENCES);
  });

  it('reads the record of a version that knew view and opacity only', () => {
    expect(parsePreferences({ view: 'mask', opacity: 0.5 })).toEqual({
      ...DEFAULT_PREFERENCES,
      view: 'mask',
      opacity: 0.5,
    });
  });
});
