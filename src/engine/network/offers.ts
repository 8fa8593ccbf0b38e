/**
 * What this browser offers for each backend, asked without starting any of them. Touches browser objects, nothing of
 * tfjs.
 */
import { describe } from './engineError';
import type { Offer, Offers } from './rankBackends';

export async function askOffers(): Promise<Offers> {
  return {
    webgpu: await askWebGpu(),
    webgl: askWebGl(),
    wasm: askWasm(),
    cpu: { available: true, adapter: '', software: false },
  };
}

async function askWebGpu(): Promise<Offer> {
  const { gpu } = navigator as { gpu?: GPU };
  if (!gpu) return unavailable('this browser has no WebGPU');
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return unavailable('this browser offers no GPU adapter');
    const { info } = adapter;
    // Older browsers tell it of the adapter itself.
    const { isFallbackAdapter = info.isFallbackAdapter } = adapter as {
      isFallbackAdapter?: boolean;
    };
    const name = [info.vendor, info.architecture, info.device, info.description]
      .filter((part, index, parts) => part && parts.indexOf(part) === index)
      .join(' ');
    return { available: true, adapter: name, software: isFallbackAdapter };
  } catch (error) {
    return unavailable(`the browser refused a GPU adapter (${describe(error)})`);
  }
}

function askWebGl(): Offer {
  const nothing = 'this browser offers no WebGL 2 to a worker';
  if (typeof OffscreenCanvas === 'undefined') return unavailable(nothing);
  const gl = createWebGl(new OffscreenCanvas(1, 1));
  if (!gl) return unavailable(nothing);
  const adapter = describeWebGl(gl);
  const canRender =
    gl.getExtension('EXT_color_buffer_float') ?? gl.getExtension('EXT_color_buffer_half_float');
  const quick = createWebGl(new OffscreenCanvas(1, 1), { failIfMajorPerformanceCaveat: true });
  for (const context of [gl, quick]) context?.getExtension('WEBGL_lose_context')?.loseContext();
  if (!canRender) return unavailable('its WebGL cannot compute with fractions');
  return { available: true, adapter, software: !quick };
}

/** A context in the settings that tfjs asks for, or null. tfjs computes in textures; the canvas stays empty. */
export function createWebGl(
  canvas: OffscreenCanvas,
  settings: WebGLContextAttributes = {},
): WebGL2RenderingContext | null {
  return canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    premultipliedAlpha: false,
    depth: false,
    stencil: false,
    ...settings,
  });
}

function describeWebGl(gl: WebGL2RenderingContext): string {
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

function askWasm(): Offer {
  if (typeof WebAssembly === 'undefined') return unavailable('this browser has no WebAssembly');
  return { available: true, adapter: '', software: false };
}

function unavailable(reason: string): Offer {
  return { available: false, reason };
}
