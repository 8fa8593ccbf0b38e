import { describe, expect, it } from 'vitest';
import { findSoftwareGpu, listPassedOver, type Offers, rankBackends } from './rankBackends';

const hardware = (adapter: string) => ({ available: true, adapter, software: false }) as const;
const missing = (reason: string) => ({ available: false, reason }) as const;
const EVERYTHING: Offers = {
  webgpu: hardware('apple m5'),
  webgl: hardware('ANGLE (Apple, M5)'),
  wasm: hardware(''),
  cpu: hardware(''),
};
const EMULATED = hardware('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)))');

describe('rankBackends', () => {
  it('goes from the fastest to the last resort', () => {
    expect(rankBackends(EVERYTHING, 'auto')).toEqual({
      candidates: ['webgpu', 'webgl', 'wasm', 'cpu'],
      reasons: {},
    });
  });

  it('leaves out what is not there, with the reason', () => {
    const offers = {
      ...EVERYTHING,
      webgpu: missing('no adapter'),
      wasm: missing('no WebAssembly'),
    };
    expect(rankBackends(offers, 'auto')).toEqual({
      candidates: ['webgl', 'cpu'],
      reasons: { webgpu: 'no adapter', wasm: 'no WebAssembly' },
    });
  });

  it('puts a software GPU below WASM, whether its name or the browser tells', () => {
    const webgpu = { available: true, adapter: 'mystery', software: true } as const;
    const { candidates, reasons } = rankBackends(
      { ...EVERYTHING, webgpu, webgl: EMULATED },
      'auto',
    );
    expect(candidates).toEqual(['wasm', 'webgl', 'cpu', 'webgpu']);
    expect(reasons).toEqual({
      webgpu: 'the GPU is emulated in software (mystery), slower than WASM',
      webgl: 'the GPU is emulated in software (SwiftShader), slower than WASM',
    });
  });

  it('tries a forced one first, even in software, and then the others', () => {
    const offers = { ...EVERYTHING, webgl: EMULATED };
    expect(rankBackends(offers, 'webgl').candidates).toEqual(['webgl', 'webgpu', 'wasm', 'cpu']);
    expect(rankBackends(offers, 'cpu').candidates).toEqual(['cpu', 'webgpu', 'wasm', 'webgl']);
  });

  it('goes on without a forced one that is missing', () => {
    const offers = { ...EVERYTHING, webgpu: missing('no adapter') };
    expect(rankBackends(offers, 'webgpu').candidates).toEqual(['webgl', 'wasm', 'cpu']);
  });

  it('does not try again what failed', () => {
    const failed = new Map([['webgpu', 'the graphics card stopped answering']] as const);
    expect(rankBackends(EVERYTHING, 'webgpu', failed)).toEqual({
      candidates: ['webgl', 'wasm', 'cpu'],
      reasons: { webgpu: 'the graphics card stopped answering' },
    });
  });
});

describe('listPassedOver', () => {
  const reasons = { webgpu: 'a', webgl: 'b', wasm: 'c' };

  it('lists what is better than what runs, best first', () => {
    expect(listPassedOver('wasm', 'auto', reasons)).toEqual([
      { name: 'webgpu', reason: 'a' },
      { name: 'webgl', reason: 'b' },
    ]);
    expect(listPassedOver('webgpu', 'auto', reasons)).toEqual([]);
  });

  it('says nothing where the forced one runs, and why where it does not', () => {
    expect(listPassedOver('cpu', 'cpu', reasons)).toEqual([]);
    expect(listPassedOver('webgpu', 'wasm', { wasm: 'c' })).toEqual([
      { name: 'wasm', reason: 'c' },
    ]);
  });
});

describe('findSoftwareGpu', () => {
  it.each([
    ['google swiftshader', 'swiftshader'],
    ['ANGLE (Mesa/X.org, llvmpipe (LLVM 15.0.6 256 bits), OpenGL ES 3.2)', 'llvmpipe'],
    [
      'ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0)',
      'Microsoft Basic Render Driver',
    ],
    ['microsoft WARP', 'WARP'],
    ['ANGLE (NVIDIA, NVIDIA GeForce RTX 4090 Direct3D11)', null],
    ['intel gen-12lp', null],
    ['qualcomm adreno-7xx warpspeed', null],
    ['', null],
  ])('%s: %s', (description, name) => expect(findSoftwareGpu(description)).toBe(name));
});
