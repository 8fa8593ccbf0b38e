import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AppState, Case } from '@/app/store/types';
import { fail, succeed } from '@/core/failure';
import type { Ports } from './ports';
import { retryCase, takeFiles } from './takeFiles';
import { MADE_WITH, makeCase } from './testing/makeCase';
import { withoutCanvas } from './testing/noCanvas';

const size = { width: 2, height: 2 };

/** A page without a network, whose worker reads every file. */
function makePage(...cases: readonly Case[]) {
  const store = createStore<AppState>(
    () =>
      ({
        engine: { status: 'preparing' },
        cases,
        openId: null,
        isStopped: false,
        stage: null,
        refusals: [],
      }) as unknown as AppState,
  );
  let count = 0;
  const ports = {
    store,
    newId: () => `new-${++count}`,
    pixels: {
      openPicture: () =>
        Promise.resolve(
          succeed({ size, decodedSize: size, bitmap: { ...size, close: () => undefined } }),
        ),
      openTruth: () =>
        Promise.resolve(succeed({ kind: 'taken', lesionPx: 1, totalPx: 4, border: null })),
    },
  } as unknown as Ports;
  return {
    ports,
    /** Names of the pictures, each with what is in its truth. */
    truths: () =>
      Promise.all(
        store
          .getState()
          .cases.map(async ({ file, truth }) => [
            file.name,
            truth.status === 'taken' ? await truth.file.text() : truth.status,
          ]),
      ),
    refused: () => store.getState().refusals.map(({ file, failure }) => [file.name, failure.code]),
    one: () => store.getState().cases[0]!,
  };
}

const picture = (of: string, name = 'IMG_1.jpg') => new File([of], name, { lastModified: 5 });
const truth = (of: string) => new File([of], 'IMG_1_segmentation.png');

withoutCanvas();

describe('a truth', () => {
  it('goes to the picture it was given with, whatever that is called beside an open one', async () => {
    const page = makePage(makeCase('a', { file: picture('of A') }));
    await takeFiles(page.ports, [truth('of patient B'), picture('of patient B')]);
    expect(await page.truths()).toEqual([
      ['IMG_1.jpg', 'none'],
      ['IMG_1 (2).jpg', 'of patient B'],
    ]);
  });

  it('given alone, or with the open picture again, goes to that', async () => {
    const file = picture('of A');
    const page = makePage(makeCase('a', { file }));
    await takeFiles(page.ports, [truth('first')]);
    expect(await page.truths()).toEqual([['IMG_1.jpg', 'first']]);
    await takeFiles(page.ports, [file, truth('second')]);
    expect(await page.truths()).toEqual([['IMG_1.jpg', 'second']]);
  });

  it('of an open picture is taken before new pictures are opened', async () => {
    const page = makePage(makeCase('a', { file: picture('of A') }));
    let taken: unknown = null;
    page.ports.pixels.openPicture = async () => {
      taken ??= await page.truths();
      return fail('file-unreadable', 'it was moved');
    };
    await takeFiles(page.ports, [truth('of A'), picture('another', 'IMG_2.jpg')]);
    expect(taken).toContainEqual(['IMG_1.jpg', 'of A']);
  });

  it('given with two pictures of its name, or after another one, is refused', async () => {
    const page = makePage();
    await takeFiles(page.ports, [picture('of A'), picture('of patient B'), truth('whose?')]);
    expect(await page.truths()).toEqual([
      ['IMG_1.jpg', 'none'],
      ['IMG_1 (2).jpg', 'none'],
    ]);
    expect(page.refused()).toEqual([['IMG_1_segmentation.png', 'truth-without-picture']]);

    const other = makePage();
    await takeFiles(other.ports, [picture('of A'), truth('first'), truth('second')]);
    expect(await other.truths()).toEqual([['IMG_1.jpg', 'first']]);
    expect(other.refused()).toEqual([['IMG_1_segmentation.png', 'truth-without-picture']]);
  });
});

describe('retryCase', () => {
  it('leaves nothing of the outline that is made again', async () => {
    const known = { scores: {}, measures: {}, scale: {} } as Partial<Case>;
    const page = makePage(
      makeCase('a', { ...known, progress: { status: 'done', madeWith: MADE_WITH } }),
    );
    await retryCase(page.ports, 'a');
    expect(page.one()).toMatchObject({
      progress: { status: 'waiting' },
      scores: null,
      measures: null,
      scale: {},
    });
  });
});
