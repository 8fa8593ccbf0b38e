/**
 * The two workers as the page sees them: plain async functions behind Comlink. A worker that dies is told of through
 * `onDeath`, its calls end with 'worker-stopped', and the next call starts it anew.
 */
import * as Comlink from 'comlink';
import type { OutsideRequest } from '@/core/privacy/outsideRequests';
import EngineWorker from '@/engine/worker?worker';
import type { EngineApi, EngineStatus, StartOptions } from '@/engine/protocol';
import PixelsWorker from '@/pixels/worker?worker';
import type { PixelsApi } from '@/pixels/protocol';
import { type Death, keepAlive } from './livingWorker';
import { watchWorker } from './outsideRequests';

/** Both workers, under the names that flows use. */
export type Workers = {
  readonly engine: Omit<EngineApi, 'memory' | 'loseDevice' | 'measureGradients'>;
  readonly pixels: PixelsApi;
};

export type WorkerName = keyof Workers;

/**
 * Starts both workers. `onDeath` is told which one ended, and the browser's words; `onOutsideRequest` what either asks
 * of another origin.
 */
export function startWorkers(
  onDeath: (which: WorkerName, death: Death) => void,
  onOutsideRequest: (request: OutsideRequest) => void,
): Workers {
  const watch = (worker: Worker) => watchWorker(worker, onOutsideRequest);
  // A name of its own each time: it is also that of the lock which tells that the worker lives.
  const name = (which: WorkerName) => `lentigo-${which}-${crypto.randomUUID()}`;
  const engine = keepAlive<EngineApi>(
    () => new EngineWorker({ name: name('engine') }),
    watch,
    (death) => onDeath('engine', death),
  );
  const pixels = keepAlive<PixelsApi>(
    () => new PixelsWorker({ name: name('pixels') }),
    watch,
    (death) => onDeath('pixels', death),
  );
  return {
    engine: {
      start: (options: StartOptions, onStatus: (status: EngineStatus) => void) =>
        engine.run((api) => api.start(options, Comlink.proxy(onStatus))),
      predict: (input) =>
        engine.run((api) => api.predict(Comlink.transfer(input, [input.data.buffer]))),
      listModels: (modelsUrl) => engine.run((api) => api.listModels(modelsUrl)),
      listModelFiles: (modelsUrl, modelId) =>
        engine.run((api) => api.listModelFiles(modelsUrl, modelId)),
      checkModel: (model) => engine.run((api) => api.checkModel(model)),
      openTraining: (order) => engine.run((api) => api.openTraining(order)),
      estimateTraining: () => engine.run((api) => api.estimateTraining()),
      runPass: (onStep) => engine.run((api) => api.runPass(Comlink.proxy(onStep))),
      pausePass: () => engine.tell((api) => api.pausePass()),
      goOn: () => engine.tell((api) => api.goOn()),
      stopPass: () => engine.tell((api) => api.stopPass()),
      takeCheckpoint: () => engine.run((api) => api.takeCheckpoint()),
      finishTraining: () => engine.run((api) => api.finishTraining()),
      predictIn: (which, input) =>
        engine.run((api) => api.predictIn(which, Comlink.transfer(input, [input.data.buffer]))),
      closeTraining: () => engine.tell((api) => api.closeTraining()),
    },
    pixels: {
      openPicture: (caseId, file) => pixels.run((api) => api.openPicture(caseId, file)),
      toInput: (caseId, spec) => pixels.run((api) => api.toInput(caseId, spec)),
      setProbabilities: (caseId, probabilities, fit) =>
        pixels.run((api) =>
          api.setProbabilities(
            caseId,
            Comlink.transfer(probabilities, [probabilities.data.buffer]),
            fit,
          ),
        ),
      getProbabilities: (caseId) => pixels.run((api) => api.getProbabilities(caseId)),
      openTruth: (caseId, file, options) =>
        pixels.run((api) => api.openTruth(caseId, file, options)),
      removeTruth: (caseId) => pixels.tell((api) => api.removeTruth(caseId)),
      develop: (caseId, settings, layer) =>
        pixels.run((api) => api.develop(caseId, settings, layer)),
      score: (caseId, settings) => pixels.run((api) => api.score(caseId, settings)),
      scoreThresholds: (caseId) => pixels.run((api) => api.scoreThresholds(caseId)),
      measureBoundary: (caseId, settings) =>
        pixels.run((api) => api.measureBoundary(caseId, settings)),
      frameToInput: (frame, spec) =>
        pixels.run((api) => api.frameToInput(Comlink.transfer(frame, [frame]), spec)),
      developFrame: (probabilities, fit, settings) =>
        pixels.run((api) =>
          api.developFrame(
            Comlink.transfer(probabilities, [probabilities.data.buffer]),
            fit,
            settings,
          ),
        ),
      toTurnedInput: (caseId, spec, symmetry) =>
        pixels.run((api) => api.toTurnedInput(caseId, spec, symmetry)),
      addTurned: (caseId, symmetry, probabilities) =>
        pixels.run((api) =>
          api.addTurned(
            caseId,
            symmetry,
            Comlink.transfer(probabilities, [probabilities.data.buffer]),
          ),
        ),
      assess: (caseId, settings) => pixels.run((api) => api.assess(caseId, settings)),
      paintUncertainty: (caseId) => pixels.run((api) => api.paintUncertainty(caseId)),
      useAverage: (isWanted) => pixels.tell((api) => api.useAverage(isWanted)),
      measure: (caseId, settings) => pixels.run((api) => api.measure(caseId, settings)),
      probabilityAt: (caseId, point) => pixels.run((api) => api.probabilityAt(caseId, point)),
      encode: (caseId, kind, settings, look) =>
        pixels.run((api) => api.encode(caseId, kind, settings, look)),
      close: (caseId) => pixels.tell((api) => api.close(caseId)),
      drawSample: (spec) => pixels.run((api) => api.drawSample(spec)),
      openEvaluated: (jobId, files, options) =>
        pixels.run((api) => api.openEvaluated(jobId, files, options)),
      scoreEvaluated: (jobId, order) =>
        pixels.run((api) =>
          api.scoreEvaluated(
            jobId,
            order.probabilities === null
              ? order
              : Comlink.transfer(order, [order.probabilities.data.buffer]),
          ),
        ),
      dropEvaluated: (jobId) => pixels.tell((api) => api.dropEvaluated(jobId)),
      reckonSet: (rows, contenders) => pixels.run((api) => api.reckonSet(rows, contenders)),
      drawPanel: (cases) => pixels.run((api) => api.drawPanel(cases)),
      prepareTraining: (picture, truth, options) =>
        pixels.run((api) => api.prepareTraining(picture, truth, options)),
      resizeForTraining: (pairs, side) => pixels.run((api) => api.resizeForTraining(pairs, side)),
      drawViews: (pair, settings, seed, count) =>
        pixels.run((api) => api.drawViews(pair, settings, seed, count)),
      encodePair: (pair) => pixels.run((api) => api.encodePair(pair)),
      drawPreview: (pair, probabilities) =>
        pixels.run((api) => api.drawPreview(pair, probabilities)),
      drawSmallSample: (spec, size) => pixels.run((api) => api.drawSmallSample(spec, size)),
    },
  };
}
