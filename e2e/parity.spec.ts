/**
 * The built engine against PyTorch, on each real backend of this browser: the shipped networks on WASM, a tiny one on
 * the GPU backends, which run in software here. And what happens when a device is lost.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { expect, test } from './fixtures';
import { EngineBench } from './engine/EngineBench';

/** Float32 backends stay below 1e-5 on both networks. */
const PARITY = 1e-4;

const shipped = JSON.parse(readFileSync('public/models/index.json', 'utf8')) as {
  readonly models: readonly { readonly id: string }[];
};

test.use({ browserArgs: ['--enable-unsafe-webgpu'] });

for (const { id } of shipped.models) {
  test(`${id} on WASM threads gives PyTorch’s probabilities`, async ({ page }) => {
    const bench = await EngineBench.open(page);
    expect(await bench.start('shipped', id, 'wasm')).toMatchObject({
      status: 'ready',
      backend: { name: 'wasm', threads: Math.min(8, cpus().length), passedOver: [] },
    });
    const run = await bench.runGolden();
    expect(run.count).toBe(256 * 256);
    expect(run.spread).toBeGreaterThan(0.5);
    expect(run.largestDifference).toBeLessThanOrEqual(PARITY);
  });
}

const tinyRuns = (['wasm', 'webgl', 'webgpu', 'cpu'] as const).flatMap((backend) =>
  ['tiny', 'tiny-inverted'].map((id) => [backend, id] as const),
);
for (const [backend, id] of tinyRuns) {
  test(`${id} on ${backend} gives PyTorch’s probabilities and leaves no tensor`, async ({
    page,
  }) => {
    test.slow(backend === 'webgpu', 'a WebGPU in software takes 0.2 s for each prediction');
    const bench = await EngineBench.open(page);
    expect(await bench.start('fixtures', id, backend)).toMatchObject({
      status: 'ready',
      backend: { name: backend, passedOver: [] },
    });
    const { largestDifference, spread } = await bench.runGolden();
    expect(spread).toBeGreaterThan(0.5);
    expect(largestDifference).toBeLessThanOrEqual(PARITY);

    const { tensors } = await bench.countMemory();
    await bench.runGolden({ times: 50 });
    expect((await bench.countMemory()).tensors).toBe(tensors);
  });
}

test('WASM is taken before a GPU in software, and says why', async ({ page }) => {
  const bench = await EngineBench.open(page);
  expect(await bench.start('fixtures', 'tiny', 'auto')).toMatchObject({
    status: 'ready',
    backend: {
      name: 'wasm',
      passedOver: ['webgpu', 'webgl'].map((name) => ({
        name,
        reason: expect.stringMatching(/emulated in software \(swiftshader\), slower than WASM/i),
      })),
    },
  });
  const names = (await bench.readStatuses()).map(({ status }) => status);
  expect([...new Set(names)]).toEqual(['choosing-backend', 'downloading', 'preparing', 'ready']);
});

test('a GPU whose shaders break is found out by the probe and passed over', async ({ page }) => {
  // tfjs's own debugging shader does not compile; tfjs says nothing and answers with zeros.
  const bench = await EngineBench.open(page, { tfjsFlags: 'WEBGPU_USE_NAIVE_CONV2D_DEBUG:true' });
  expect(await bench.start('fixtures', 'tiny', 'webgpu')).toMatchObject({
    status: 'ready',
    backend: {
      name: 'wasm',
      passedOver: [
        { name: 'webgpu', reason: expect.stringMatching(/^it (failed its probe|gave|complained)/) },
        { name: 'webgl' },
      ],
    },
  });
  expect((await bench.runGolden()).largestDifference).toBeLessThanOrEqual(PARITY);
});

const lesserWasm = [
  ['a page that is not isolated', { isolated: false }, 'one thread: the page is not isolated'],
  [
    'a browser without WASM threads',
    { tfjsFlags: 'WASM_HAS_MULTITHREAD_SUPPORT:false' },
    'one thread: this browser has no threads',
  ],
  [
    'a browser without WASM SIMD',
    { tfjsFlags: 'WASM_HAS_SIMD_SUPPORT:false' },
    'slow: this browser has no SIMD',
  ],
] as const;

for (const [what, options, reason] of lesserWasm) {
  test(`${what} runs WASM on one thread, and says why`, async ({ page }) => {
    const bench = await EngineBench.open(page, options);
    expect(await bench.start('fixtures', 'tiny', 'wasm')).toMatchObject({
      status: 'ready',
      backend: {
        name: 'wasm',
        threads: 1,
        passedOver: [{ name: 'wasm', reason: expect.stringContaining(reason) }],
      },
    });
    expect((await bench.runGolden()).largestDifference).toBeLessThanOrEqual(PARITY);
  });
}

for (const backend of ['webgl', 'webgpu'] as const) {
  test(`a ${backend} device lost under a request: the next backend answers it`, async ({
    page,
  }) => {
    const bench = await EngineBench.open(page);
    await bench.start('fixtures', 'tiny', backend);
    const run = await bench.runGolden({ losingDevice: true });
    expect(run.largestDifference).toBeLessThanOrEqual(PARITY);
    expect(run).toMatchObject({
      backend: { name: 'wasm' },
      fellBack: { from: backend, reason: 'the graphics card stopped answering' },
    });
  });

  test(`a ${backend} device lost between requests is replaced`, async ({ page }) => {
    const bench = await EngineBench.open(page);
    await bench.start('fixtures', 'tiny', backend);
    expect(await bench.loseDevice()).toBe(true);
    await expect
      .poll(async () => (await bench.readStatuses()).at(-1))
      .toMatchObject({ status: 'ready', backend: { name: 'wasm' } });
    const run = await bench.runGolden();
    expect(run.fellBack?.from).toBe(backend);
    expect((await bench.runGolden()).fellBack).toBeNull();
  });
}
