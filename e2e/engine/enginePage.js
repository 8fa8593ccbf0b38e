/* global fetch, Worker */
/**
 * The page of the engine's own tests: the built worker and nothing else of the product. Served to the browser as it is.
 * Its functions hang on `engineTest`; EngineBench.ts calls them.
 */
import * as Comlink from './comlink.mjs';

/** @typedef {import('../../src/engine/protocol').EngineApi} EngineApi */

/** @type {import('comlink').Remote<EngineApi>} */
let engine;
/** @type {import('../../src/engine/protocol').EngineStatus[]} */
const statuses = [];

const engineTest = {
  /** @param {string} workerUrl */
  open(workerUrl) {
    engine = Comlink.wrap(new Worker(workerUrl, { type: 'module' }));
  },

  /** @param {import('../../src/engine/protocol').StartOptions} options */
  start(options) {
    return engine.start(
      options,
      Comlink.proxy((status) => void statuses.push(status)),
    );
  },

  statuses: () => statuses,
  memory: () => engine.memory(),
  loseDevice: () => engine.loseDevice(),

  /**
   * A small training by the worker, twice if asked: rows without their time, tensors after each pass.
   *
   * @param {import('../../src/engine/protocol').TrainingOrder} order pictures as plain arrays
   * @param {number} passes
   * @param {number} [closedAfter] the pass after which it is closed, and gone on with from its checkpoint
   */
  async train(order, passes, closedAfter) {
    await take(engine.openTraining({ ...order, ...toBytes(order) }));
    const rows = [];
    const tensors = [];
    for (let pass = 0; pass < passes; pass++) {
      const result = await take(engine.runPass(Comlink.proxy(() => undefined)));
      if (result.status !== 'done') throw new Error('the pass was stopped');
      rows.push({ ...result.row, seconds: 0 });
      tensors.push((await engine.memory()).tensors);
      if (pass + 1 === closedAfter) {
        const checkpoint = await take(engine.takeCheckpoint());
        await engine.closeTraining();
        await take(engine.openTraining({ ...order, ...toBytes(order), checkpoint }));
      }
    }
    await engine.closeTraining();
    return { rows, tensors, after: (await engine.memory()).tensors };
  },

  /** @param {import('../../src/engine/protocol').TrainingOrder} order */
  async measureGradients(order) {
    const { training } = toBytes(order);
    await take(engine.openTraining({ ...order, ...toBytes(order) }));
    const { loss, weights, values } = await take(engine.measureGradients(training));
    await engine.closeTraining();
    return { loss, weights, values: Array.from(values) };
  },

  /** @param {import('../../src/engine/protocol').TrainingOrder} order */
  async estimate(order) {
    await take(engine.openTraining({ ...order, ...toBytes(order) }));
    const reply = await engine.estimateTraining();
    await engine.closeTraining();
    return reply;
  },

  /**
   * Runs a model's golden input and compares with what PyTorch made of it.
   *
   * @param {string} folder address of the model's folder, ending in '/'
   * @param {{ losingDevice?: boolean, times?: number }} how
   */
  async runGolden(folder, { losingDevice = false, times = 1 } = {}) {
    const get = async (/** @type {string} */ name) => (await fetch(folder + name)).arrayBuffer();
    const card = await (await fetch(`${folder}card.json`)).json();
    const bytes = new Uint8Array(await get(card.golden.input));
    const expected = new Float32Array(await get(card.golden.output));
    const { size, range, fit: kind } = card.input;
    const placed = { x: 0, y: 0, ...size };
    const fit = { kind, source: size, target: size, placed };
    const scale = (range[1] - range[0]) / 255;
    const input = { data: Float32Array.from(bytes, (byte) => range[0] + byte * scale), size, fit };

    let answering = engine.predict(input);
    if (losingDevice) await engine.loseDevice();
    for (let run = 1; run < times; run++) {
      await answering;
      answering = engine.predict(input);
    }
    const reply = await answering;
    if (!reply.ok) throw new Error(`${reply.failure.code}: ${reply.failure.detail}`);
    const { probabilities, backend, fellBack, elapsedMs } = reply.value;
    const differences = probabilities.data.map((value, index) => Math.abs(value - expected[index]));
    return {
      largestDifference: differences.reduce((a, b) => Math.max(a, b), 0),
      spread: expected.reduce((a, b) => Math.max(a, b)) - expected.reduce((a, b) => Math.min(a, b)),
      count: probabilities.data.length,
      backend,
      fellBack,
      elapsedMs,
    };
  },
};

/** Pictures come as plain arrays. @param {import('../../src/engine/protocol').TrainingOrder} order */
function toBytes({ training, validation }) {
  const toPair = (/** @type {import('../../src/engine/protocol').TrainingPair} */ pair) => ({
    ...pair,
    image: Uint8Array.from(pair.image),
    truth: Uint8Array.from(pair.truth),
  });
  return { training: training.map(toPair), validation: validation.map(toPair) };
}

/**
 * @template T
 * @param {Promise<import('../../src/core/failure').Reply<T>>} replying
 * @returns {Promise<T>}
 */
async function take(replying) {
  const reply = await replying;
  if (!reply.ok) throw new Error(`${reply.failure.code}: ${reply.failure.detail}`);
  return reply.value;
}

Object.assign(globalThis, { engineTest });
