import { describe, expect, it } from 'vitest';
import { parsePlace, PLACES, PRIVACY_HASH } from './places';

describe('parsePlace', () => {
  it.each(PLACES)('finds $id by its own address', (place) => {
    expect(parsePlace(place.hash)).toBe(place);
  });

  it('finds a place by the address of one of its parts', () => {
    expect(parsePlace(PRIVACY_HASH).id).toBe('models');
  });

  it.each(['', '#', '#/', '#/nowhere', '#models', '#/modelsx'])('takes %j for Segment', (hash) => {
    expect(parsePlace(hash).id).toBe('segment');
  });
});
