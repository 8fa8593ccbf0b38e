/** The device's cameras: open one, see which there are, take a frame or a picture of it. Decides nothing. */
import { fail, type Reply, succeed } from '@/core/failure';

export type Camera = {
  readonly id: string;
  readonly stream: MediaStream;
  /** Lets go of the camera; its light goes out. */
  readonly stop: () => void;
};

export type CameraName = { readonly id: string; readonly name: string };

/** Enough for a lesion that fills the frame; more would cost frames in the live view. */
const IDEAL = { width: { ideal: 1920 }, height: { ideal: 1080 } } as const;
/** Of the pictures taken; the mask does not suffer from it. */
const JPEG_QUALITY = 0.95;

/**
 * Asks for a camera: the one of `id`, or the one at the back where there is one. `onLost` is called when it is unplugged
 * or taken away. Failures: camera-insecure, camera-missing, camera-denied, camera-busy.
 */
export async function openCamera(id: string | null, onLost: () => void): Promise<Reply<Camera>> {
  // undefined on addresses without encryption and in very old browsers, whatever the type says
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) {
    return fail('camera-insecure', 'it needs an encrypted connection');
  }
  const which = id === null ? { facingMode: 'environment' } : { deviceId: { exact: id } };
  try {
    const stream = await devices.getUserMedia({ video: { ...IDEAL, ...which }, audio: false });
    const [track] = stream.getVideoTracks();
    if (track === undefined) return fail('camera-missing', 'what was offered has no picture');
    track.addEventListener('ended', onLost);
    const stop = () => {
      track.removeEventListener('ended', onLost);
      track.stop();
    };
    return succeed({ id: track.getSettings().deviceId ?? '', stream, stop });
  } catch (error) {
    return cameraFailure(error);
  }
}

function cameraFailure(error: unknown): Reply<never> {
  switch (error instanceof Error || error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return fail('camera-denied', 'the permission was not given', error);
    case 'NotFoundError':
    case 'OverconstrainedError':
      return fail('camera-missing', 'this device offers none', error);
    default:
      return fail('camera-busy', 'another program may be using it', error);
  }
}

/** The cameras by name; names are told only after one was allowed. */
export async function listCameras(): Promise<readonly CameraName[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }, index) => ({
      id: deviceId,
      name: label === '' ? `Camera ${index + 1}` : label,
    }));
}

/** The next frame that the camera gives; null when `signal` ends the wait. */
export async function grabFrame(
  video: HTMLVideoElement,
  signal: AbortSignal,
): Promise<ImageBitmap | null> {
  await nextFrame(video, signal);
  if (signal.aborted || video.videoWidth === 0) return null;
  try {
    return await createImageBitmap(video);
  } catch {
    return null; // it ended just now
  }
}

function nextFrame(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    if (signal.aborted) done();
    signal.addEventListener('abort', done);
    video.requestVideoFrameCallback(done);
  });
}

/** The frame that is shown now, at the camera's full size, as a file. */
export async function takePicture(video: HTMLVideoElement, name: string): Promise<Reply<File>> {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const context = canvas.getContext('2d');
  if (context === null || canvas.width === 0) return fail('camera-lost', 'it gives no picture');
  context.drawImage(video, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
  return succeed(new File([blob], name, { type: blob.type }));
}
