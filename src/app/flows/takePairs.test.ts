import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { movedFile } from '@/app/browser/testing/movedFile';
import { NO_TRAINING } from '@/app/store/training';
import type { AppState } from '@/app/store/types';
import { succeed } from '@/core/failure';
import { movePicture } from './changeTraining';
import type { Ports } from './ports';
import { takePairs } from './takePairs';
import { trainingData } from './trainingData';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** A page whose pixels read what is in a file as its pair, and remember what they were asked to read. */
function makePage() {
  const store = createStore<AppState>(
    () =>
      ({
        engine: { status: 'starting' },
        cases: [],
        training: { ...NO_TRAINING },
      }) as unknown as AppState,
  );
  const read: string[] = [];
  const ports = {
    store,
    pixels: {
      prepareTraining: async (picture: Blob, truth: Blob) => {
        const [image, mask] = [await picture.text(), await truth.text()];
        read.push(`${image} ${mask}`);
        const facts = { size: { width: 2, height: 2 }, lesionShare: 0.3, isTruthThePicture: false };
        return succeed({
          facts: { ...facts, pictureHash: image },
          pair: {
            side: 1,
            image: new TextEncoder().encode(image),
            truth: new TextEncoder().encode(mask),
          },
          thumbnail: new Blob(),
          truthFile: null,
        });
      },
    },
  } as unknown as Ports;
  return { ports, store, read, training: () => store.getState().training };
}

/** A picture and its truth by name; `truth` is what the truth says. */
function files(names: readonly string[], truth = 'truth') {
  return names.flatMap((name) => [
    { path: `set/${name}.jpg`, file: new File([`picture ${name}`], `${name}.jpg`) },
    {
      path: `set/${name}_segmentation.png`,
      file: new File([`${truth} ${name}`], `${name}_segmentation.png`),
    },
  ]);
}

beforeEach(() => {
  URL.createObjectURL = () => 'blob:';
  URL.revokeObjectURL = () => undefined;
});

describe('takePairs', () => {
  it('reads what was added, and not again what is there', async () => {
    const page = makePage();
    await takePairs(page.ports, files(NAMES));
    await takePairs(page.ports, files(['g']));
    expect(page.training().pictures.map(({ id }) => id)).toEqual([...NAMES, 'g']);
    expect(page.read).toHaveLength(NAMES.length + 1);
  });

  it('reads anew what is given anew by the same name', async () => {
    const page = makePage();
    await takePairs(page.ports, files(NAMES, 'wrong'));
    await takePairs(page.ports, files(['b'], 'right'));
    expect(page.training().pictures).toHaveLength(NAMES.length);
    const { truth } = trainingData(page.store).get('b')!.pair;
    expect(new TextDecoder().decode(truth)).toBe('right b');
    expect(page.read).toHaveLength(NAMES.length + 1);
  });

  it('leaves a picture in the part that it was moved to', async () => {
    const page = makePage();
    await takePairs(page.ports, files(NAMES));
    const [id] = Object.entries(page.training().parts).find(([, part]) => part === 'training')!;
    movePicture(page.ports, id, 'test');
    await takePairs(page.ports, files(['g', 'h']));
    expect(page.training().parts[id]).toBe('test');
    expect(Object.keys(page.training().parts)).toHaveLength(NAMES.length + 2);
  });

  it('goes on where an archive cannot be read, and says which', async () => {
    const page = makePage();
    const moved = { path: 'more.zip', file: movedFile('more.zip') };
    await takePairs(page.ports, [...files(NAMES), moved]);
    expect(page.training()).toMatchObject({ reading: null, leftovers: [{ path: 'more.zip' }] });
    expect(page.training().pictures).toHaveLength(NAMES.length);
  });

  it('keeps the pairs of an earlier visit beside new ones', async () => {
    const page = makePage();
    await takePairs(page.ports, files(NAMES));
    for (const [id, datum] of trainingData(page.store)) {
      trainingData(page.store).set(id, { ...datum, given: null });
    }
    page.store.setState(({ training }) => ({ training: { ...training, sources: [] } }));
    await takePairs(page.ports, files(['g']));
    expect(page.training().pictures.map(({ id }) => id)).toEqual([...NAMES, 'g']);
  });
});
