import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AppState } from '@/app/store/types';
import { succeed } from '@/core/failure';
import type { KeptModel } from '@/storage/modelShelf';
import { importModel } from './importModel';
import type { Ports } from './ports';

const TINY = join(import.meta.dirname, '../../../e2e/fixtures/tiny');

function makePage() {
  const added: KeptModel[] = [];
  const store = createStore<AppState>(() => ({ ownModels: [] }) as unknown as AppState);
  const ports = {
    store,
    newId: () => '12345678',
    askToPersist: () => undefined,
    engine: { checkModel: ({ card }: { card: unknown }) => Promise.resolve(succeed(card)) },
    models: {
      add: (model: KeptModel) => Promise.resolve(succeed(void added.push(model))),
      list: () => Promise.resolve(succeed(added.map(({ record }) => record))),
    },
  } as unknown as Ports;
  return { ports, added };
}

/** The tiny network's folder; its weights are called `weightsName`. */
function makeFolder(weightsName: string) {
  const card = readFileSync(join(TINY, 'card.json'), 'utf8').replaceAll('weights.bin', weightsName);
  const files = [
    new File([card], 'card.json'),
    new File([new Uint8Array(readFileSync(join(TINY, 'weights.bin')))], weightsName),
  ];
  return files.map((file) => ({ path: `tiny/${file.name}`, file }));
}

describe('importModel', () => {
  it('adds a network once', async () => {
    const { ports, added } = makePage();
    expect(await importModel(ports, makeFolder('weights.bin'))).toMatchObject({
      value: { kind: 'added', name: 'Tiny' },
    });
    expect(await importModel(ports, makeFolder('weights.bin'))).toMatchObject({
      value: { kind: 'known', name: 'Tiny' },
    });
    expect(added).toHaveLength(1);
  });

  it('refuses one whose weights are called otherwise: it could not be trained further or exported', async () => {
    const { ports, added } = makePage();
    expect(await importModel(ports, makeFolder('group1-shard1of1.bin'))).toMatchObject({
      ok: false,
      failure: { code: 'model-card', detail: expect.stringContaining('weights.bin') as string },
    });
    expect(added).toEqual([]);
  });
});
