/** The drawn sample lesions: their small pictures, and one of them opened as a case with its truth beside it. */
import { pictureName, type Sample, SAMPLES, sampleTitle, truthName } from '@/core/samples/samples';
import type { SamplesState } from '@/app/store/types';
import { notify } from './notify';
import type { Ports } from './ports';
import { takeFiles } from './takeFiles';

/** Long side of a small picture; tiles are some 150 CSS pixels wide, at up to two device pixels each. */
const THUMBNAIL_PX = 288;
/** A drawing has no date of its own; with a fixed one, a sample that is opened again is known as the same file. */
const NO_DATE = 0;

const thumbnailing = new WeakSet<object>();

/** Draws a sample and takes its two files as if they had been dropped. One at a time: a second call meanwhile is ignored. */
export async function openSample(ports: Ports, sample: Sample): Promise<void> {
  const { pixels, store } = ports;
  if (store.getState().samples.drawing !== null) return;
  changeSamples(ports, { drawing: sample.number });
  const drawn = await pixels.drawSample(sample.spec);
  changeSamples(ports, { drawing: null });
  if (!drawn.ok) {
    notify(ports, 'warning', `${sampleTitle(sample)} could not be drawn: ${drawn.failure.detail}.`);
    return;
  }
  const { picture, truth } = drawn.value;
  await takeFiles(ports, [toFile(picture, pictureName(sample)), toFile(truth, truthName(sample))]);
}

/**
 * Draws the small pictures that are still missing, one after the other; a second call joins the first. Not while the
 * network is prepared, which has the processor first: the caller calls again when the engine's status changes.
 */
export async function drawThumbnails(ports: Ports): Promise<void> {
  if (thumbnailing.has(ports.store)) return;
  thumbnailing.add(ports.store);
  try {
    for (const sample of SAMPLES) {
      const { status } = ports.store.getState().engine;
      if (status === 'choosing-backend' || status === 'preparing') return;
      await drawThumbnail(ports, sample);
    }
  } finally {
    thumbnailing.delete(ports.store);
  }
}

async function drawThumbnail(ports: Ports, { number, spec }: Sample): Promise<void> {
  if (number in ports.store.getState().samples.thumbnailUrls) return;
  const scale = THUMBNAIL_PX / Math.max(spec.size.width, spec.size.height);
  const small = await ports.pixels.drawSmallSample(spec, {
    width: Math.round(spec.size.width * scale),
    height: Math.round(spec.size.height * scale),
  });
  if (!small.ok) return; // the tile has its name
  const url = URL.createObjectURL(small.value);
  const { thumbnailUrls } = ports.store.getState().samples;
  changeSamples(ports, { thumbnailUrls: { ...thumbnailUrls, [number]: url } });
}

function changeSamples({ store }: Ports, change: Partial<SamplesState>): void {
  store.setState((state) => ({ samples: { ...state.samples, ...change } }));
}

function toFile(blob: Blob, name: string): File {
  return new File([blob], name, { type: blob.type, lastModified: NO_DATE });
}
