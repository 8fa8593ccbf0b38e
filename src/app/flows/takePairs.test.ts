import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { movedFile } from '@/app/browser/testing/movedFile';
import { NO_TRAINING } from '@/app/store/training';
import type { AppState, CaseTruth } from '@/app/store/types';
import { fail, succeed } from '@/core/failure';
import type { MaskSettings } from '@/core/mask/types';
import { movePicture } from './changeTraining';
import type { Ports } from './ports';
import { takeOpenCases, takePairs } from './takePairs';
import { MADE_WITH, makeCase } from './testing/makeCase';
import { trainingData } from './trainingData';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** A page whose pixels read what is in a file as its pair, and remember what they were asked to read. */
function makePage() {
  const store = createStore<AppState>(
    () =>
      ({
        engine: { status: 'starting' },
        cases: [],
        openId: null,
        maskChanges: {},
        preferences: {},
        training: { ...NO_TRAINING },
      }) as unknown as AppState,
  );
  const read: string[] = [];
  const ports = {
    store,
    pixels: {
      encode: (caseId: string, _: string, { strokes }: MaskSettings) =>
        Promise.resolve(
          caseId === 'broken'
            ? fail('unexpected', 'it is broken')
            : succeed(new Blob([`outline of ${strokes?.length}`])),
        ),
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

describe('open cases', () => {
  const progress = { status: 'done', madeWith: MADE_WITH } as const;
  const stroke = { kind: 'add', shape: 'brush', radius: 0.1, points: [0.5, 0.5] } as const;
  const corrections = { strokes: [stroke], undone: [] };
  const truth = {
    status: 'taken',
    file: new File(['truth of b'], 'b_mask.png'),
    options: { lesionColour: null },
  } as CaseTruth;

  it('are learned from by their truth, or by the outline that was corrected', async () => {
    const { ports, store, read, training } = makePage();
    store.setState({
      cases: [
        makeCase('a', { progress, corrections }),
        makeCase('b', { progress, corrections, truth }),
        makeCase('c', { progress }),
        makeCase('broken', { progress, corrections }),
      ],
    });
    await takeOpenCases(ports);
    expect(read).toEqual(['a outline of 1', 'b truth of b']);
    expect(training().leftovers).toEqual([{ path: 'broken.png', reason: 'it is broken' }]);

    // truths from a folder of their own take the place of no outline
    await takePairs(ports, files(['d']).slice(1), 'truth');
    expect(training().pictures.map(({ name }) => name)).toEqual(['a.png', 'b.png']);

    // corrected further and taken again
    const [first, ...others] = store.getState().cases;
    const strokes = [stroke, stroke];
    store.setState({ cases: [{ ...first!, corrections: { strokes, undone: [] } }, ...others] });
    await takeOpenCases(ports);
    expect(read.slice(2)).toEqual(['a outline of 2']);
    expect(training().leftovers.map(({ path }) => path)).toContain('broken.png');
    expect(training().pictures.map(({ name }) => name)).toEqual(['a.png', 'b.png']);
  });
});
