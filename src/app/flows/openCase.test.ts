import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AppState, Case } from '@/app/store/types';
import { succeed } from '@/core/failure';
import { closeCase, openCase } from './openCase';
import type { Ports } from './ports';
import { takeFiles } from './takeFiles';
import { makeCase } from './testing/makeCase';

const size = { width: 2, height: 2 };
const settle = () => new Promise((resolve) => setTimeout(resolve));

/** A page whose pictures are decoded when it is told to, without a network. */
function makePage(...cases: readonly Case[]) {
  const decoding = new Map<string, () => void>();
  const closedBitmaps: string[] = [];
  const store = createStore<AppState>(
    () =>
      ({
        engine: { status: 'preparing' },
        cases,
        openId: cases[0]?.id ?? null,
        isStopped: false,
        stage: null,
        refusals: [],
      }) as unknown as AppState,
  );
  const ports = {
    store,
    newId: () => 'new',
    pixels: {
      openPicture: (caseId: string) =>
        new Promise((resolve) => {
          const bitmap = { ...size, close: () => closedBitmaps.push(caseId) };
          decoding.set(caseId, () => resolve(succeed({ size, decodedSize: size, bitmap })));
        }),
      close: () => Promise.resolve(),
    },
  } as unknown as Ports;
  return {
    ports,
    store,
    closedBitmaps,
    decode: async (caseId: string) => {
      decoding.get(caseId)!();
      await settle();
    },
    shown: () => {
      const { openId, stage } = store.getState();
      return [openId, stage?.caseId ?? null];
    },
  };
}

/** Thumbnails that are drawn when `draw` is called. */
function holdThumbnails(): { readonly draw: () => void } {
  const waiting: (() => void)[] = [];
  class Canvas {
    getContext() {
      return { drawImage: () => undefined };
    }
    convertToBlob() {
      return new Promise((resolve) => waiting.push(() => resolve(new Blob(['small']))));
    }
  }
  vi.stubGlobal('OffscreenCanvas', Canvas);
  return { draw: () => waiting.forEach((resolve) => resolve()) };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('openCase', () => {
  it('leaves the stage to the case that was opened after it', async () => {
    const page = makePage(makeCase('a'), makeCase('b'));
    void openCase(page.ports, 'a');
    void openCase(page.ports, 'b');
    await page.decode('b');
    await page.decode('a');
    expect(page.shown()).toEqual(['b', 'b']);
    expect(page.closedBitmaps).toEqual(['a']);
  });

  it('opens nothing that was closed while its thumbnail was drawn', async () => {
    const made = vi.spyOn(URL, 'createObjectURL');
    const thumbnails = holdThumbnails();
    const page = makePage({ ...makeCase('a'), thumbnail: null, progress: { status: 'opening' } });
    void openCase(page.ports, 'a');
    await page.decode('a');
    await closeCase(page.ports, 'a');
    thumbnails.draw();
    await settle();
    expect(page.shown()).toEqual([null, null]);
    expect(page.closedBitmaps).toEqual(['a']);
    expect(made).not.toHaveBeenCalled();
  });
});

describe('closeCase', () => {
  it('leaves the stage to a case that is opened meanwhile', async () => {
    const page = makePage(makeCase('a'), makeCase('b'), makeCase('c'));
    const closing = closeCase(page.ports, 'a');
    void openCase(page.ports, 'c');
    await closing;
    expect(page.shown()).toEqual(['c', null]);
  });
});

describe('takeFiles', () => {
  it('opens the first new picture, unless a case was opened while it was decoded', async () => {
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext = () => null;
      },
    );
    const page = makePage(makeCase('a'), makeCase('b'));
    void takeFiles(page.ports, [new File(['x'], 'dropped.png')]);
    void openCase(page.ports, 'b');
    await page.decode('b');
    await page.decode('new');
    expect(page.shown()).toEqual(['b', 'b']);

    const other = makePage(makeCase('a'));
    void takeFiles(other.ports, [new File(['x'], 'dropped.png')]);
    await other.decode('new');
    expect(other.shown()).toEqual(['new', 'new']);
  });
});
