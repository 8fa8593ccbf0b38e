/** One picture of an evaluation: opened, scored against its truth by every contender, forgotten. */
import { packCurve } from '@/core/evaluation/sweep';
import type { ContenderId, Outcome } from '@/core/evaluation/types';
import { fail, type Reply, succeed } from '@/core/failure';
import { cleanUp } from '@/core/mask/cleanUp';
import { countLesionPx } from '@/core/mask/measure';
import { cutByOtsu } from '@/core/mask/otsu';
import { toMasks } from '@/core/mask/toMask';
import { measureBoundary } from '@/core/metrics/boundaryDistance';
import { countConfusion } from '@/core/metrics/confusion';
import { CurveCount } from '@/core/metrics/thresholdCurve';
import { type TruthBorder, truthBorderOf } from '@/core/metrics/truthBorder';
import { resizeNearest } from '@/core/raster/nearest';
import { toModelInput } from '@/core/raster/toModelInput';
import type { Fit, Mask, ModelInput, Size } from '@/core/raster/types';
import { decodePicture } from './decodePicture';
import { decodeTruth } from './decodeTruth';
import { isSameSize } from './developMask';
import type { EvaluatedFiles, OpenOptions, ScoredPicture, ScoreOrder } from './evaluationProtocol';
import { toGreyPng } from './greyPng';
import { inSlices } from './inSlices';

/** Between opening and scoring; the picture's own pixels are not held. */
export type EvaluatedPicture = {
  readonly size: Size;
  readonly fit: Fit | null;
  readonly truth: Mask | null;
  /** A missing or unfit mask is its contender's failure, not the picture's. */
  readonly given: Reply<Mask> | null;
  readonly otsu: Mask | null;
};

type Opened = {
  readonly held: EvaluatedPicture;
  readonly input: ModelInput | null;
  readonly truthBorder: TruthBorder | null;
};

/** Failures: as `openEvaluated`. */
export async function openPictureOf(
  { picture, truth, mask }: EvaluatedFiles,
  { spec, needsOtsu, resize }: OpenOptions,
): Promise<Reply<Opened>> {
  let size: Size | null = null;
  let input: ModelInput | null = null;
  let otsu: Mask | null = null;
  if (picture !== null) {
    const decoded = await decodePicture(picture);
    if (!decoded.ok) return decoded;
    const { image } = decoded.value;
    size = decoded.value.size;
    if (spec !== null) input = toModelInput(image, spec, size);
    if (needsOtsu) {
      const cut = cutByOtsu(image);
      otsu = isSameSize(cut, size) ? cut : resizeNearest(cut, size); // a very large picture is decoded smaller
    }
  }
  const truthMask = truth === null ? null : await openMask(truth, size, resize);
  if (truthMask?.ok === false) return truthMask;
  size ??= truthMask?.value.fitted ?? null;
  const opened = mask === null ? null : await openMask(mask, size, resize);
  const given = opened?.ok === true ? succeed(opened.value.fitted) : opened;
  size ??= given?.ok === true ? given.value : null;
  if (size === null) return given?.ok === false ? given : fail('unexpected', 'nothing was given');
  const { width, height } = size;
  const held = {
    size: { width, height },
    fit: input?.fit ?? null,
    truth: truthMask?.value.fitted ?? null,
    given,
    otsu,
  };
  const truthBorder = truthMask === null ? null : truthBorderOf(truthMask.value.own);
  return succeed({ held, input, truthBorder });
}

/** A truth or mask, which must be grey, as it is, and of the picture's size (where that is known) or resized to it. */
async function openMask(
  file: Blob,
  size: Size | null,
  resize: boolean,
): Promise<Reply<{ readonly own: Mask; readonly fitted: Mask }>> {
  const decoded = await decodeTruth(file, null);
  if (!decoded.ok) return decoded;
  if (decoded.value.kind === 'in-colours')
    return fail('truth-in-colours', 'the truth or mask is in colours; white on black is wanted');
  const { mask } = decoded.value;
  if (size === null || isSameSize(mask, size)) return succeed({ own: mask, fitted: mask });
  if (resize) return succeed({ own: mask, fitted: resizeNearest(mask, size) });
  const [own, other] = [mask, size].map(({ width, height }) => `${width} × ${height}`);
  return fail('truth-size-differs', `the truth or mask is ${own}, the picture ${other}`);
}

/** Pauses inside the distances, so that the page's own questions are answered meanwhile. */
export async function scorePicture(
  { fit, truth, given, otsu }: EvaluatedPicture,
  { probabilities, networks, masks, otsu: otsuSettings }: ScoreOrder,
): Promise<ScoredPicture> {
  const outcomes: Partial<Record<ContenderId, Outcome>> = {};
  let kept: Blob | null = null;
  let sweep: Float32Array | null = null;
  if (probabilities !== null && fit !== null) {
    const count = truth === null ? null : new CurveCount(truth);
    const masksOf = toMasks(
      probabilities,
      fit,
      networks.map(({ settings }) => settings),
      (row, y) => count?.addRow(row, y),
    );
    for (const [index, { id }] of networks.entries()) {
      outcomes[id] = await judge(masksOf[index]!, truth);
    }
    if (masksOf[0] !== undefined) kept = await toGreyPng(masksOf[0]);
    if (count !== null) sweep = packCurve(count.toCurve());
  } else {
    for (const { id } of networks) outcomes[id] = missing('there is no picture to segment');
  }
  if (masks !== null) {
    outcomes[masks] =
      given === null
        ? missing('no mask has its name')
        : given.ok
          ? await judge(given.value, truth)
          : ({ kind: 'failed', failure: given.failure } as const);
  }
  if (otsuSettings !== null) {
    outcomes.otsu =
      otsu === null
        ? missing('there is no picture to cut')
        : await judge(cleanUp(otsu, otsuSettings).mask, truth);
  }
  return { outcomes, sweep, mask: kept };
}

async function judge(mask: Mask, truth: Mask | null): Promise<Outcome> {
  if (truth === null) {
    return { kind: 'segmented', lesionPx: countLesionPx(mask), totalPx: mask.data.length };
  }
  const counts = countConfusion(mask, truth);
  return { kind: 'scored', counts, boundary: await inSlices(measureBoundary(mask, truth)) };
}

function missing(detail: string): Outcome {
  return { kind: 'failed', failure: { code: 'file-missing', detail } };
}
