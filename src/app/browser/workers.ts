/**
 * The two workers as the page sees them: plain async functions behind Comlink.
 * A worker that dies says so through `onDeath`; its calls would otherwise never end.
 */
import * as Comlink from 'comlink';
import type { OutsideRequest } from '@/core/privacy/outsideRequests';
import EngineWorker from '@/engine/worker?worker';
import type { EngineApi, EngineStatus, StartOptions } from '@/engine/protocol';
import PixelsWorker from '@/pixels/worker?worker';
import type { PixelsApi } from '@/pixels/protocol';
import { watchWorker } from './outsideRequests';

/** Both workers, under the names that flows use. */
export type Workers = { readonly engine: EngineApi; readonly pixels: PixelsApi };

/**
 * Starts both workers. `onDeath` is told which one failed to load or threw outside a call, and the browser's words;
 * `onOutsideRequest` what either asks of another origin.
 */
export function startWorkers(
  onDeath: (which: 'engine' | 'pixels', reason: string) => void,
  onOutsideRequest: (request: OutsideRequest) => void,
): Workers {
  const engineWorker = new EngineWorker({ name: 'engine' });
  const pixelsWorker = new PixelsWorker({ name: 'pixels' });
  engineWorker.addEventListener('error', (event) => onDeath('engine', event.message));
  pixelsWorker.addEventListener('error', (event) => onDeath('pixels', event.message));
  watchWorker(engineWorker, onOutsideRequest);
  watchWorker(pixelsWorker, onOutsideRequest);
  const engine = Comlink.wrap<EngineApi>(engineWorker);
  const pixels = Comlink.wrap<PixelsApi>(pixelsWorker);
  return {
    engine: {
      start: (options: StartOptions, onStatus: (status: EngineStatus) => void) =>
        engine.start(options, Comlink.proxy(onStatus)),
      predict: (input) => engine.predict(Comlink.transfer(input, [input.data.buffer])),
      memory: () => engine.memory(),
      loseDevice: () => engine.loseDevice(),
    },
    pixels: {
      openPicture: (caseId, file) => pixels.openPicture(caseId, file),
      toInput: (caseId, spec) => pixels.toInput(caseId, spec),
      setProbabilities: (caseId, probabilities, fit) =>
        pixels.setProbabilities(
          caseId,
          Comlink.transfer(probabilities, [probabilities.data.buffer]),
          fit,
        ),
      getProbabilities: (caseId) => pixels.getProbabilities(caseId),
      openTruth: (caseId, file, options) => pixels.openTruth(caseId, file, options),
      removeTruth: (caseId) => pixels.removeTruth(caseId),
      develop: (caseId, settings, layer) => pixels.develop(caseId, settings, layer),
      score: (caseId, settings) => pixels.score(caseId, settings),
      scoreThresholds: (caseId) => pixels.scoreThresholds(caseId),
      measureBoundary: (caseId, settings) => pixels.measureBoundary(caseId, settings),
      frameToInput: (frame, spec) => pixels.frameToInput(Comlink.transfer(frame, [frame]), spec),
      developFrame: (probabilities, fit, settings) =>
        pixels.developFrame(
          Comlink.transfer(probabilities, [probabilities.data.buffer]),
          fit,
          settings,
        ),
      toTurnedInput: (caseId, spec, symmetry) => pixels.toTurnedInput(caseId, spec, symmetry),
      addTurned: (caseId, symmetry, probabilities) =>
        pixels.addTurned(
          caseId,
          symmetry,
          Comlink.transfer(probabilities, [probabilities.data.buffer]),
        ),
      assess: (caseId, settings) => pixels.assess(caseId, settings),
      paintUncertainty: (caseId) => pixels.paintUncertainty(caseId),
      useAverage: (isWanted) => pixels.useAverage(isWanted),
      measure: (caseId, settings) => pixels.measure(caseId, settings),
      probabilityAt: (caseId, point) => pixels.probabilityAt(caseId, point),
      encode: (caseId, kind, settings, look) => pixels.encode(caseId, kind, settings, look),
      close: (caseId) => pixels.close(caseId),
      drawSample: (spec) => pixels.drawSample(spec),
      drawSmallSample: (spec, size) => pixels.drawSmallSample(spec, size),
    },
  };
}
