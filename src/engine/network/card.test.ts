import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { editJson, type Files, type Json, readTinyFiles } from '@/engine/network/testing/tinyModel';
import { parseCard } from './card';
import { parseModelIndex } from './modelIndex';

function readJson(files: Files, path: string): unknown {
  return JSON.parse(new TextDecoder().decode(files.get(path)));
}

/** The tiny model's card after `change`. */
function changed(change: (card: Json) => void): unknown {
  const files = readTinyFiles();
  editJson(files, 'tiny/card.json', change);
  return readJson(files, 'tiny/card.json');
}

describe('parseCard', () => {
  it('takes the card of every shipped model, and the index', () => {
    const read = (path: string): unknown =>
      JSON.parse(readFileSync(`public/models/${path}`, 'utf8'));
    const index = parseModelIndex(read('index.json'));
    expect(index.models.map(({ id }) => id)).toContain(index.default);
    for (const { id, bytes } of index.models) {
      const card = parseCard(read(`${id}/card.json`));
      const needed = card.files.filter(({ name }) => !name.startsWith('golden'));
      expect(card.id).toBe(id);
      expect(needed.reduce((sum, file) => sum + file.bytes, 0)).toBe(bytes);
    }
  });

  it.each([
    ['schema', (card: Json) => (card.schema = 2)],
    ['name', (card: Json) => delete card.name],
    ['architecture.widths.1', (card: Json) => ((card.architecture as Json).widths = [16, 0.5])],
    ['input.fit', (card: Json) => ((card.input as Json).fit = 'crop')],
    ['mask.threshold', (card: Json) => ((card.mask as Json).threshold = 1.5)],
    ['files.0.sha256', (card: Json) => ((card.files as Json[])[0]!.sha256 = 'abc')],
    ['files.1.name', (card: Json) => ((card.files as Json[])[1]!.name = '../weights.bin')],
    ['scores.0.set', (card: Json) => (card.scores = [{ dice: 0.9 }])],
  ])('names the place of what is wrong: %s', (place, change) => {
    expect(() => parseCard(changed((card) => void change(card)))).toThrow(
      `model-card: card.json at ${place}: `,
    );
  });

  it.each([[null], [[]], ['card']])('refuses %j', (value) => {
    expect(() => parseCard(value)).toThrow('model-card: card.json: ');
  });
});
