/** A camera for as long as it is looked at: opened, watched, let go. */
import { useCallback, useEffect, useState } from 'react';
import { type Camera, type CameraName, listCameras, openCamera } from '@/app/browser/camera';
import type { Failure, Reply } from '@/core/failure';

/** A tab that nobody sees does not film: after this time out of sight the camera is let go. */
const HIDDEN_FOR_MS = 20_000;

export type CameraState =
  | { readonly status: 'asking' }
  | { readonly status: 'live'; readonly camera: Camera; readonly cameras: readonly CameraName[] }
  /** Let go because the page was out of sight. */
  | { readonly status: 'paused' }
  | { readonly status: 'failed'; readonly failure: Failure };

/** Opens the camera at the back, or the one chosen; lets go of it when the component goes. */
export function useCamera(): {
  readonly state: CameraState;
  readonly choose: (id: string) => void;
  readonly retry: () => void;
} {
  const [state, setState] = useState<CameraState>({ status: 'asking' });
  const [request, setRequest] = useState<{ readonly id: string | null }>({ id: null });

  useEffect(() => {
    let camera: Camera | null = null;
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const letGo = () => {
      camera?.stop();
      camera = null;
    };
    const onLost = () => {
      letGo();
      const failure = { code: 'camera-lost', detail: 'it was unplugged or taken away' } as const;
      setState({ status: 'failed', failure });
    };
    const onVisibility = () => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') return;
      timer = setTimeout(() => {
        if (camera !== null) setState({ status: 'paused' });
        letGo();
      }, HIDDEN_FOR_MS);
    };
    const open = async () => {
      setState({ status: 'asking' });
      const opened = await openChosen(request.id, onLost);
      if (isGone) {
        if (opened.ok) opened.value.stop();
        return;
      }
      if (!opened.ok) {
        setState({ status: 'failed', failure: opened.failure });
        return;
      }
      camera = opened.value;
      const cameras = await listCameras();
      const isOurs = camera === opened.value; // else it was let go or lost meanwhile
      if (isOurs) setState({ status: 'live', camera, cameras });
    };
    void open();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      isGone = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
      letGo();
    };
  }, [request]);

  return {
    state,
    choose: useCallback((id: string) => setRequest({ id }), []),
    retry: useCallback(() => setRequest(({ id }) => ({ id })), []),
  };
}

/** The camera of `id`; where that one is not there any more, the one at the back. */
async function openChosen(id: string | null, onLost: () => void): Promise<Reply<Camera>> {
  const opened = await openCamera(id, onLost);
  const isMissing = !opened.ok && opened.failure.code === 'camera-missing';
  return isMissing && id !== null ? openCamera(null, onLost) : opened;
}
