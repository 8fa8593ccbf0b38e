/** Paints the mask over a video as fast as this device can, and says what it shows. */
import { useCallback, useEffect, useState, type RefObject } from 'react';
import { grabFrame } from '@/app/browser/camera';
import { paintMaskOver } from '@/app/browser/paintStage';
import { runLiveView } from '@/app/flows/liveView';
import { usePorts } from '@/app/ui/usePorts';
import { frameRate } from '@/core/metrics/frameRate';
import type { Failure } from '@/core/failure';
import type { DevelopedMask } from '@/pixels/protocol';

/** The rate is that of the last frames; its figure changes twice a second at the most, so that it can be read. */
const FRAMES_COUNTED = 12;
const TELL_EVERY_MS = 500;

export type LiveMask = {
  /** Null before the second frame. */
  readonly framesPerSecond: number | null;
  /** Share of the frame, 0..1; null before the first. */
  readonly lesionShare: number | null;
  readonly failure: Failure | null;
};

const NOTHING: LiveMask = { framesPerSecond: null, lesionShare: null, failure: null };

/** After a failure `retry` begins again. */
export function useLiveMask(
  video: RefObject<HTMLVideoElement | null>,
  canvas: RefObject<HTMLCanvasElement | null>,
  isOn: boolean,
): LiveMask & { readonly retry: () => void } {
  const ports = usePorts();
  const [live, setLive] = useState(NOTHING);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const over = canvas.current;
    const film = video.current;
    if (!isOn || over === null || film === null) return;
    const stop = new AbortController();
    let times: number[] = [];
    let toldAt = -Infinity;
    const show = (mask: DevelopedMask) => {
      const ratio = window.devicePixelRatio;
      over.style.width = `${film.clientWidth}px`;
      over.style.height = `${film.clientHeight}px`;
      const width = Math.round(film.clientWidth * ratio);
      const height = Math.round(film.clientHeight * ratio);
      if (over.width !== width) over.width = width;
      if (over.height !== height) over.height = height;
      const { opacity, outline } = ports.store.getState().preferences;
      paintMaskOver(over, mask, opacity, outline, ratio);
      mask.layer.close();
      const now = performance.now();
      times = [...times, now].slice(-FRAMES_COUNTED);
      if (now - toldAt < TELL_EVERY_MS) return;
      toldAt = now;
      const { lesionShare } = mask;
      setLive({ framesPerSecond: frameRate(times), lesionShare, failure: null });
    };
    const grab = (signal: AbortSignal) => grabFrame(film, signal);
    void runLiveView(ports, { grab, show }, stop.signal).then((end) => {
      if (!end.ok && !stop.signal.aborted) setLive({ ...NOTHING, failure: end.failure });
    });
    return () => {
      stop.abort();
      over.getContext('2d')?.clearRect(0, 0, over.width, over.height);
      setLive(NOTHING);
    };
  }, [ports, video, canvas, isOn, attempt]);

  return { ...live, retry: useCallback(() => setAttempt((last) => last + 1), []) };
}
