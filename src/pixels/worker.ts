/**
 * The pixels worker: answers PixelsApi. In: files, settings, the network's answers. Out: bitmaps, inputs, scores, PNGs.
 * It glues the browser's decoder and canvas to core's functions; every loop over pixels is core's.
 */
import { expose, transfer } from 'comlink';
import { fail, succeed } from '@/core/failure';
import { forEachProbabilityRow, toMask } from '@/core/mask/toMask';
import { countLesionPx } from '@/core/mask/measure';
import { measureBoundary } from '@/core/metrics/boundaryDistance';
import { scoreMask } from '@/core/metrics/scoreMask';
import { CurveCount } from '@/core/metrics/thresholdCurve';
import { watchOutsideRequests } from '@/core/privacy/outsideRequests';
import { resizeNearest } from '@/core/raster/nearest';
import { toModelInput } from '@/core/raster/toModelInput';
import { toImageData } from './canvas';
import { type Case, CaseStore } from './caseStore';
import { decodePicture } from './decodePicture';
import { decodeTruth } from './decodeTruth';
import {
  developMask,
  fullMask,
  isSameSize,
  prepareProbabilities,
  prepareTruth,
} from './developMask';
import { encodeMask, encodeOverlay } from './encode';
import { inSlices } from './inSlices';
import type { OpenedTruth, PixelsApi } from './protocol';
import { inTurn, replying } from './replying';

const cases = new CaseStore();

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

const api: PixelsApi = {
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

  openTruth: (caseId, file, { resize, lesionColour }) =>
    inTurn<OpenedTruth>(async () => {
      const one = cases.get(caseId);
      if (one === undefined) return NOT_OPEN;
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
      const developed = await developMask(one.probabilities, one.truth, settings, layer);
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
      const mask = fullMask(one.probabilities, settings);
      return succeed(await inSlices(measureBoundary(mask, one.truth.mask)));
    }),

  encode: (caseId, kind, settings, opacity) =>
    inTurn(async () => {
      const one = cases.get(caseId);
      if (!one?.probabilities) return one === undefined ? NOT_OPEN : NO_PROBABILITIES;
      if (kind === 'mask') return succeed(encodeMask(fullMask(one.probabilities, settings)));
      const image = await getImage(caseId, one);
      if (!image.ok) return image;
      const { map, fit } = one.probabilities;
      return succeed(
        await encodeOverlay(image.value, toMask(map, fit, settings, image.value), opacity),
      );
    }),

  close: (caseId) => {
    cases.delete(caseId);
    return Promise.resolve();
  },
};

expose(api);

// Beside Comlink's own messages, which have an id.
watchOutsideRequests(self, (outsideRequest) => self.postMessage({ outsideRequest }));
