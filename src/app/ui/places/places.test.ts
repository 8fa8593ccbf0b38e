import { describe, expect, it } from 'vitest';
import { parsePlace, PLACES } from './places';

describe('parsePlace', () => {
  it.each(PLACES)('finds $id by its own address', (place) => {
    expect(parsePlace(place.hash)).toBe(place);
  });

  it.each(['', '#', '#/', '#/nowhere', '#models'])('takes %j for Segment', (hash) => {
    expect(parsePlace(hash).id).toBe('segment');
  });
});
