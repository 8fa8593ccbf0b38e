/**
 * The device under tfjs's current GPU backend, as far as tfjs itself looks away: its loss, and shader errors, which
 * tfjs's WebGPU turns into silent zeros.
 */
import * as tf from '@tensorflow/tfjs';
import { createWebGl } from './offers';

export type Device = {
  /** WASM threads; 1 elsewhere. */
  readonly threads: number;
  /** Resolves, with the reason, when the device is gone; never where it cannot be lost. */
  readonly lost: Promise<string>;
  /** What the device complained of since the last call, or null. */
  takeComplaint(): string | null;
  /** For tests: makes the device fail as a driver reset does. False where it cannot. */
  lose(): boolean;
  /** Frees what tfjs leaves behind. */
  release(): void;
};

/** The plain processor, by JavaScript or WASM. */
export function plainDevice(threads = 1): Device {
  return {
    threads,
    lost: new Promise(() => undefined),
    takeComplaint: () => null,
    lose: () => false,
    release: () => undefined,
  };
}

/** Its code, which registers itself; not worth loading where there is no GPU. */
export function fetchWebGpu(): Promise<unknown> {
  return import('@tensorflow/tfjs-backend-webgpu');
}

/** Starts tfjs's webgpu backend. Throws where there is no device. */
export async function openWebGpu(): Promise<Device> {
  await fetchWebGpu();
  await setBackend('webgpu');
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  let complaint: string | null = null;
  device.addEventListener('uncapturederror', (event) => {
    complaint ??= event.error.message;
  });
  return {
    threads: 1,
    lost: device.lost.then(() => 'the graphics card stopped answering'),
    takeComplaint: () => {
      const taken = complaint;
      complaint = null;
      return taken;
    },
    lose: () => {
      device.destroy();
      return true;
    },
    release: () => device.destroy(),
  };
}

/** Starts tfjs's webgl backend. Throws where there is no context. */
export async function openWebGl(): Promise<Device> {
  // Its own context: tfjs makes none in Safari's workers, and hides it from us elsewhere.
  const canvas = new OffscreenCanvas(1, 1);
  const gl = createWebGl(canvas);
  if (!gl) throw new Error('WebGL 2 gave no context');
  const lost = new Promise<string>((resolve) => {
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      resolve('the graphics card stopped answering');
    });
  });
  tf.setWebGLContext(2, gl);
  await setBackend('webgl');
  const killer = gl.getExtension('WEBGL_lose_context');
  return {
    threads: 1,
    lost,
    takeComplaint: () => (gl.getError() === gl.OUT_OF_MEMORY ? 'out of memory' : null),
    lose: () => {
      killer?.loseContext();
      return killer !== null;
    },
    release: () => killer?.loseContext(),
  };
}

/** tfjs's own, which answers false and writes the reason to the console where it fails. */
export async function setBackend(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`tfjs could not start its ${name} backend`);
}

/** Ends a backend so that it can be started afresh; what it held is gone. */
export function closeBackend(name: string): void {
  const factory = tf.findBackendFactory(name) as ReturnType<typeof tf.findBackendFactory> | null;
  try {
    tf.removeBackend(name);
  } catch {
    // It never began, or its lost device refuses to be tidied up.
  }
  if (factory) tf.registerBackend(name, factory);
}
