/**
 * The pixels worker: answers PixelsApi. In: files, settings, the network's answers. Out: bitmaps, inputs, scores, PNGs.
 * It glues the browser's decoder and canvas to core's functions; every loop over pixels is core's.
 */
import { expose, transfer } from 'comlink';
import { measureAgreement } from '@/core/certainty/agreement';
import { measureVariegation } from '@/core/measure/colour';
import { shapeSteps } from '@/core/measure/measureShape';
import { fail, type Reply, succeed } from '@/core/failure';
import { forEachProbabilityRow, thresholdMap, toMask } from '@/core/mask/toMask';
import { countLesionPx } from '@/core/mask/measure';
import { measureBoundary } from '@/core/metrics/boundaryDistance';
import type { MaskSettings } from '@/core/mask/types';
import { scoreMask } from '@/core/metrics/scoreMask';
import { CurveCount } from '@/core/metrics/thresholdCurve';
import { truthBorderOf } from '@/core/metrics/truthBorder';
import { fitInto } from '@/core/raster/fit';
import { watchOutsideRequests } from '@/core/privacy/outsideRequests';
import { holdLifeLock } from '@/core/worker/lifeLock';
import { resizeNearest } from '@/core/raster/nearest';
import { turnInput } from '@/core/raster/symmetries';
import { pick } from '@/core/raster/pick';
import { toModelInput } from '@/core/raster/toModelInput';
import { drawSample } from '@/core/samples/drawSample';
import { toImageData } from './canvas';
import { type Case, type CaseProbabilities, CaseStore } from './caseStore';
import { decodePicture, drawOnWhite } from './decodePicture';
import { decodeTruth } from './decodeTruth';
import {
  developMask,
  fullMask,
  fullMaskSteps,
  isSameSize,
  prepareProbabilities,
  prepareTruth,
  viewSize,
} from './developMask';
import { encodeImage, encodeOverlay } from './encode';
import { EightMapsStore } from './eightMaps';
import { drawFigure } from './figure';
import { toGreyPng } from './greyPng';
import { inSlices } from './inSlices';
import { type LayerParts, makeLayer } from './layers';
import type { OpenedTruth, PixelsApi } from './protocol';
import { paintUncertainty } from './paintUncertainty';
import { inTurn, replying } from './replying';

const cases = new CaseStore();
const eights = new EightMapsStore();

/** About 640 × 480: finer than the network sees, and done in a few milliseconds. */
const MOST_FRAME_PX = 300_000;

const evaluation = () => import('./evaluation').then((part) => part.evaluationPixels);

const training = () => import('./trainingPixels').then((part) => part.trainingPixels);

const NOT_OPEN = fail('unexpected', 'the picture is not open');
const NO_PROBABILITIES = fail('unexpected', 'the network has not run on this picture');

/** The case's pixels, decoded again where they were forgotten. */
async function getImage(caseId: string, one: Case) {
  if (one.image === null) {
    const decoded = await decodePicture(one.file);
    if (!decoded.ok) return decoded;
    one.image = decoded.value.image;
  }
  const { image } = one;
  cases.keepImage(caseId, image);
  return succeed(image);
}

function hasProbabilities(
  one: Case | undefined,
): one is Case & { readonly probabilities: CaseProbabilities } {
  return one !== undefined && one.probabilities !== null;
}

/** Picture, truth and mask side by side, with the Dice at the picture's own size. */
async function makeFigure(
  caseId: string,
  one: Case,
  settings: MaskSettings,
): Promise<Reply<OffscreenCanvas>> {
  const { probabilities, truth } = one;
  if (probabilities === null) return NO_PROBABILITIES;
  const image = await getImage(caseId, one);
  if (!image.ok) return image;
  const { mask } = thresholdMap(probabilities.viewMap, settings);
  const dice =
    truth === null ? null : scoreMask(fullMask(probabilities, settings), truth.mask).dice;
  return succeed(
    drawFigure({
      image: image.value,
      mask,
      truth: truth?.viewMask ?? null,
      dice,
      isCorrected: settings.strokes !== undefined,
    }),
  );
}

const api: PixelsApi = {
  // loaded when it is first asked for: the way to a first mask does not need it
  openEvaluated: async (...args) => (await evaluation()).openEvaluated(...args),
  scoreEvaluated: async (...args) => (await evaluation()).scoreEvaluated(...args),
  dropEvaluated: async (...args) => (await evaluation()).dropEvaluated(...args),
  reckonSet: async (...args) => (await evaluation()).reckonSet(...args),
  drawPanel: async (...args) => (await evaluation()).drawPanel(...args),

  prepareTraining: async (...args) => (await training()).prepareTraining(...args),
  resizeForTraining: async (...args) => (await training()).resizeForTraining(...args),
  drawViews: async (...args) => (await training()).drawViews(...args),
  encodePair: async (...args) => (await training()).encodePair(...args),
  drawPreview: async (...args) => (await training()).drawPreview(...args),

  openPicture: (caseId, file) =>
    inTurn(async () => {
      let one = cases.get(caseId);
      if (one === undefined) {
        const decoded = await decodePicture(file);
        if (!decoded.ok) return decoded;
        const { size, image } = decoded.value;
        one = { file, size, image, probabilities: null, truth: null };
        cases.set(caseId, one);
      }
      one.file = file;
      const image = await getImage(caseId, one);
      if (!image.ok) return image;
      const { width, height } = image.value;
      const bitmap = await createImageBitmap(toImageData(image.value));
      return transfer(succeed({ size: one.size, decodedSize: { width, height }, bitmap }), [
        bitmap,
      ]);
    }),

  toInput: (caseId, spec) =>
    inTurn(async () => {
      const one = cases.get(caseId);
      if (one === undefined) return NOT_OPEN;
      const image = await getImage(caseId, one);
      if (!image.ok) return image;
      const input = toModelInput(image.value, spec, one.size);
      return transfer(succeed(input), [input.data.buffer]);
    }),

  setProbabilities: (caseId, probabilities, fit) =>
    replying(() => {
      const one = cases.get(caseId);
      if (one === undefined) return NOT_OPEN;
      one.probabilities = prepareProbabilities(probabilities, fit);
      return succeed(null);
    }),

  getProbabilities: (caseId) =>
    replying(() => {
      const one = cases.peek(caseId);
      if (one === undefined) return NOT_OPEN;
      if (one.probabilities === null) return succeed(null);
      const { map, fit } = eights.find(one)?.first ?? one.probabilities;
      return succeed({ probabilities: map, fit });
    }),

  openTruth: (caseId, file, { resize, lesionColour }) =>
    inTurn<OpenedTruth>(async () => {
      const one = cases.get(caseId);
      if (one === undefined) return NOT_OPEN;
      one.truth = null; // gone from the page too, whatever comes of the new one
      const decoded = await decodeTruth(file, lesionColour);
      if (!decoded.ok) return decoded;
      if (decoded.value.kind === 'in-colours') return succeed(decoded.value);
      const { mask } = decoded.value;
      const isFitting = isSameSize(mask, one.size);
      if (!isFitting && !resize) {
        const { width, height } = mask;
        return succeed({
          kind: 'size-differs',
          size: { width, height },
          pictureSize: one.size,
        });
      }
      const truth = isFitting ? mask : resizeNearest(mask, one.size);
      one.truth = prepareTruth(truth);
      return succeed({
        kind: 'taken',
        lesionPx: countLesionPx(truth),
        totalPx: truth.data.length,
        border: truthBorderOf(mask),
      });
    }),

  removeTruth: (caseId) => {
    const one = cases.get(caseId);
    if (one !== undefined) one.truth = null;
    return Promise.resolve();
  },

  develop: (caseId, settings, layer) =>
    replying(async () => {
      const one = cases.get(caseId);
      if (!one?.probabilities) return one === undefined ? NOT_OPEN : NO_PROBABILITIES;
      const { probabilities, truth } = one;
      let paint: (parts: LayerParts) => Promise<ImageBitmap>;
      if (layer === 'figure') {
        const figure = await inTurn(() => makeFigure(caseId, one, settings));
        if (!figure.ok) return figure;
        paint = () => Promise.resolve(figure.value.transferToImageBitmap());
      } else {
        paint = (parts) => makeLayer(layer, parts);
      }
      const developed = await developMask(probabilities, truth, settings, paint);
      return transfer(succeed(developed), [developed.layer]);
    }),

  score: (caseId, settings) =>
    replying(() => {
      const one = cases.get(caseId);
      if (!one?.probabilities) return one === undefined ? NOT_OPEN : NO_PROBABILITIES;
      if (one.truth === null) return succeed(null);
      return succeed(scoreMask(fullMask(one.probabilities, settings), one.truth.mask));
    }),

  scoreThresholds: (caseId) =>
    replying(() => {
      const one = cases.get(caseId);
      if (!one?.probabilities) return one === undefined ? NOT_OPEN : NO_PROBABILITIES;
      if (one.truth === null) return succeed(null);
      const { map, fit } = one.probabilities;
      const count = new CurveCount(one.truth.mask);
      forEachProbabilityRow(map, fit, (row, y) => count.addRow(row, y));
      return succeed(count.toCurve());
    }),

  measureBoundary: (caseId, settings) =>
    replying(async () => {
      const one = cases.get(caseId);
      if (!one?.probabilities) return one === undefined ? NOT_OPEN : NO_PROBABILITIES;
      if (one.truth === null) return succeed(null);
      const mask = await inSlices(fullMaskSteps(one.probabilities, settings));
      return succeed(await inSlices(measureBoundary(mask, one.truth.mask)));
    }),

  probabilityAt: (caseId, point) =>
    replying(() => {
      const one = cases.get(caseId);
      if (!one?.probabilities) return one === undefined ? NOT_OPEN : NO_PROBABILITIES;
      return succeed(pick(one.probabilities.viewMap, one.size, point));
    }),

  encode: (caseId, kind, settings, look) =>
    inTurn(async () => {
      const one = cases.get(caseId);
      if (!one?.probabilities) return one === undefined ? NOT_OPEN : NO_PROBABILITIES;
      if (kind === 'mask') return succeed(await toGreyPng(fullMask(one.probabilities, settings)));
      if (kind === 'figure') {
        const figure = await makeFigure(caseId, one, settings);
        if (!figure.ok) return figure;
        return succeed(await figure.value.convertToBlob({ type: 'image/png' }));
      }
      const image = await getImage(caseId, one);
      if (!image.ok) return image;
      const { map, fit } = one.probabilities;
      return succeed(
        await encodeOverlay(image.value, toMask(map, fit, settings, image.value), look),
      );
    }),

  frameToInput: (frame, spec) =>
    replying(() => {
      const input = toModelInput(drawOnWhite(frame, frame), spec);
      frame.close();
      return transfer(succeed(input), [input.data.buffer]);
    }),

  developFrame: (probabilities, fit, settings) =>
    replying(async () => {
      const small = fitInto(viewSize(fit.source, MOST_FRAME_PX), fit.target, fit.kind);
      const prepared = prepareProbabilities(probabilities, small);
      const developed = await developMask(prepared, null, settings, (parts) =>
        makeLayer('tint', parts),
      );
      return transfer(succeed(developed), [developed.layer]);
    }),

  toTurnedInput: (caseId, spec, symmetry) =>
    inTurn(async () => {
      const one = cases.get(caseId);
      if (!hasProbabilities(one)) return one === undefined ? NOT_OPEN : NO_PROBABILITIES;
      const eight = eights.of(one);
      if (eight.input === null) {
        const image = await getImage(caseId, one);
        if (!image.ok) return image;
        eight.input = toModelInput(image.value, spec, one.size);
      }
      const input = turnInput(eight.input, symmetry);
      return transfer(succeed(input), [input.data.buffer]);
    }),

  addTurned: (caseId, symmetry, probabilities) =>
    replying(() => {
      const one = cases.get(caseId);
      if (!hasProbabilities(one)) return one === undefined ? NOT_OPEN : NO_PROBABILITIES;
      return succeed(eights.add(one, eights.of(one), symmetry, probabilities));
    }),

  assess: (caseId, settings) =>
    replying(() => {
      const one = cases.get(caseId);
      if (one === undefined) return NOT_OPEN;
      const eight = eights.find(one);
      if (eight?.combined == null) return succeed(null);
      const maps = [...eight.maps.values()];
      const agreement = measureAgreement(maps, eight.combined.mean, eight.first.fit, settings);
      return succeed({ agreement, maps: maps.length, settings });
    }),

  paintUncertainty: (caseId) =>
    replying(async () => {
      const one = cases.get(caseId);
      if (one === undefined) return NOT_OPEN;
      const eight = eights.find(one);
      if (eight?.combined == null) return succeed(null);
      const bitmap = await paintUncertainty(eight.first, eight.combined.deviation);
      return transfer(succeed(bitmap), [bitmap]);
    }),

  useAverage: (isWanted) => {
    eights.useAverage(isWanted, cases.all());
    return Promise.resolve();
  },

  measure: (caseId, settings) =>
    replying(async () => {
      const one = cases.get(caseId);
      if (!hasProbabilities(one)) return one === undefined ? NOT_OPEN : NO_PROBABILITIES;
      const mask = await inSlices(fullMaskSteps(one.probabilities, settings));
      const shape = await inSlices(shapeSteps(mask));
      if (shape === null) return succeed(null);
      const image = await inTurn(() => getImage(caseId, one));
      if (!image.ok) return image;
      const colourVariegation = measureVariegation(image.value, mask, shape.areaPx);
      return succeed({ ...shape, colourVariegation, size: one.size, settings });
    }),

  close: (caseId) => {
    cases.delete(caseId);
    return Promise.resolve();
  },

  drawSample: (spec) =>
    replying(async () => {
      const { image, truth } = drawSample(spec);
      return succeed({ picture: await encodeImage(image), truth: await toGreyPng(truth) });
    }),

  drawSmallSample: (spec, size) =>
    replying(async () => succeed(await encodeImage(drawSample(spec, size).image))),
};

expose(api);

// Beside Comlink's own messages, which have an id.
watchOutsideRequests(self, (outsideRequest) => self.postMessage({ outsideRequest }));
const { locks } = navigator as { readonly locks?: LockManager };
holdLifeLock(locks, self.name, (message) => self.postMessage(message));
