/**
 * The built engine on a page of its own, driven from a test: no part of the app runs, and the worker is the one that
 * the app ships, with the headers that it is served with.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { Reply } from '../../src/core/failure';
import type {
  BackendChoice,
  BackendReport,
  EngineMemory,
  EngineStatus,
  Gradients,
  ModelSource,
  PassRow,
  Prediction,
  StartOptions,
  TrainingEstimate,
  TrainingOrder,
  TrainingPair,
} from '../../src/engine/protocol';
import { pageHeaders } from '../../tools/headers.mjs';

const ROOT = new URL('../../', import.meta.url);
/** A word of the protocol: only the engine's worker says it and knows tfjs. */
const ENGINE_MARK = 'choosing-backend';

export type GoldenRun = {
  readonly largestDifference: number;
  /** Between the largest and the smallest probability that PyTorch gives. */
  readonly spread: number;
  readonly count: number;
  readonly backend: BackendReport;
  readonly fellBack: Prediction['fellBack'];
  readonly elapsedMs: number;
};
type HowToRun = { losingDevice?: boolean; times?: number };
/** What enginePage.js puts on the page. */
type EngineTest = {
  open(workerUrl: string): void;
  start(options: StartOptions): Promise<unknown>;
  statuses(): EngineStatus[];
  memory(): Promise<EngineMemory>;
  loseDevice(): Promise<boolean>;
  runGolden(folder: string, how: HowToRun): Promise<GoldenRun>;
  train(order: PlainOrder, passes: number, closedAfter?: number): Promise<SmallTraining>;
  measureGradients(order: PlainOrder): Promise<Omit<Gradients, 'values'> & { values: number[] }>;
  estimate(order: PlainOrder): Promise<Reply<TrainingEstimate>>;
};
/** Its pictures as plain arrays, which evaluate can carry. */
type PlainOrder = Omit<TrainingOrder, 'training' | 'validation' | 'checkpoint'> & {
  readonly checkpoint: null;
} & Record<
    'training' | 'validation',
    { id: string; side: number; image: number[]; truth: number[] }[]
  >;
export type SmallTraining = {
  readonly rows: readonly PassRow[];
  /** After each pass, and after the training was closed. */
  readonly tensors: readonly number[];
  readonly after: number;
};
declare const engineTest: EngineTest;

export class EngineBench {
  readonly #page: Page;
  #folder = '';
  #source: ModelSource | null = null;

  private constructor(page: Page) {
    this.#page = page;
  }

  /**
   * An empty page of the served origin with the built worker.
   *
   * @param options.isolated false leaves out COEP, so that there is no shared memory
   * @param options.tfjsFlags as 'NAME:true'; tfjs reads them from the address of its own script
   */
  static async open(page: Page, { isolated = true, tfjsFlags = '' } = {}): Promise<EngineBench> {
    await serveFile(
      page,
      '**/engine-test/comlink.mjs',
      'node_modules/comlink/dist/esm/comlink.mjs',
    );
    await serveFile(page, '**/engine-test/page.js', 'e2e/engine/enginePage.js');
    await page.route('**/engine-test/models/**', (route) => {
      const path = new URL(route.request().url()).pathname.replace('/engine-test/models/', '');
      return route.fulfill({ path: fileURLToPath(new URL(`e2e/fixtures/${path}`, ROOT)) });
    });
    const headers = pageHeaders({ development: false });
    if (!isolated) delete headers['Cross-Origin-Embedder-Policy'];
    await page.route('**/engine-test/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        headers,
        body: '<!doctype html><title>engine</title><script type="module" src="page.js"></script>',
      }),
    );
    await page.goto('/engine-test/');
    await page.waitForFunction(() => 'engineTest' in globalThis);
    const query = tfjsFlags && `?tfjsflags=${tfjsFlags}`;
    await page.evaluate((url) => engineTest.open(url), `/assets/${findEngineWorker()}${query}`);
    return new EngineBench(page);
  }

  /** `models`: those of the page, or the tests' own. Returns the last status. */
  async start(
    models: 'shipped' | 'fixtures',
    modelId: string,
    backend: BackendChoice,
  ): Promise<EngineStatus | undefined> {
    const path = models === 'shipped' ? '/models/' : '/engine-test/models/';
    const modelsUrl = new URL(path, this.#page.url()).href;
    this.#folder = `${modelsUrl}${modelId}/`;
    this.#source = { kind: 'shipped', modelsUrl, modelId };
    const options: StartOptions = { source: this.#source, backend };
    await this.#page.evaluate((given) => engineTest.start(given), options);
    return (await this.readStatuses()).at(-1);
  }

  /** `order` is of the model that was started. Closed after pass `closedAfter`, it goes on from its checkpoint. */
  train(
    order: Omit<TrainingOrder, 'parent'>,
    passes: number,
    closedAfter?: number,
  ): Promise<SmallTraining> {
    return this.#page.evaluate(([given, count, after]) => engineTest.train(given, count, after), [
      this.#toPlain(order),
      passes,
      closedAfter,
    ] as const);
  }

  /** Of the order's training part as one batch. */
  async measureGradients(order: Omit<TrainingOrder, 'parent'>): Promise<Gradients> {
    const plain = this.#toPlain(order);
    const found = await this.#page.evaluate((given) => engineTest.measureGradients(given), plain);
    return { ...found, values: Float32Array.from(found.values) };
  }

  estimate(order: Omit<TrainingOrder, 'parent'>): Promise<Reply<TrainingEstimate>> {
    return this.#page.evaluate((given) => engineTest.estimate(given), this.#toPlain(order));
  }

  #toPlain({ training, validation, ...order }: Omit<TrainingOrder, 'parent'>): PlainOrder {
    if (!this.#source) throw new Error('start a model first');
    const toPlain = ({ image, truth, ...pair }: TrainingPair) => ({
      ...pair,
      image: [...image],
      truth: [...truth],
    });
    return {
      ...order,
      parent: this.#source,
      training: training.map(toPlain),
      validation: validation.map(toPlain),
      checkpoint: null,
    };
  }

  runGolden(how: HowToRun = {}): Promise<GoldenRun> {
    return this.#page.evaluate(([folder, given]) => engineTest.runGolden(folder, given), [
      this.#folder,
      how,
    ] as const);
  }

  readStatuses(): Promise<EngineStatus[]> {
    return this.#page.evaluate(() => engineTest.statuses());
  }

  countMemory(): Promise<EngineMemory> {
    return this.#page.evaluate(() => engineTest.memory());
  }

  loseDevice(): Promise<boolean> {
    return this.#page.evaluate(() => engineTest.loseDevice());
  }
}

function serveFile(page: Page, pattern: string, path: string): Promise<unknown> {
  const body = readFileSync(new URL(path, ROOT), 'utf8');
  return page.route(pattern, (route) => route.fulfill({ contentType: 'text/javascript', body }));
}

function findEngineWorker(): string {
  const assets = new URL('dist/assets/', ROOT);
  const found = readdirSync(assets).filter(
    (name) =>
      /^worker-.*\.js$/.test(name) &&
      readFileSync(new URL(name, assets), 'utf8').includes(ENGINE_MARK),
  );
  if (found.length !== 1) throw new Error(`dist holds ${found.length} engine workers; build first`);
  return found[0]!;
}
