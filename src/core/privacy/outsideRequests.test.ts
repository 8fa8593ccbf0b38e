import { describe, expect, it } from 'vitest';
import {
  isOutside,
  type OutsideRequest,
  type ThreadScope,
  watchOutsideRequests,
} from './outsideRequests';

const ORIGIN = 'https://clinic.example';

describe('isOutside', () => {
  it.each([
    'https://elsewhere.example/pixel.png',
    'http://clinic.example/', // another scheme is another origin
    'https://clinic.example:8443/',
    'wss://elsewhere.example/',
    'https://clinic.example.evil.example/',
  ])('%s is', (address) => expect(isOutside(address, ORIGIN)).toBe(true));

  it.each([
    'https://clinic.example/models/light/weights.bin?x=1',
    'wss://clinic.example/socket',
    'blob:https://clinic.example/2f0c',
    'data:text/plain,x',
    'inline',
    'wasm-eval',
    '',
  ])('%s is not', (address) => expect(isOutside(address, ORIGIN)).toBe(false));
});

describe('watchOutsideRequests', () => {
  function watch() {
    const seen: OutsideRequest[] = [];
    let entries: (names: readonly string[]) => void = () => undefined;
    let violate: (blockedURI: string, disposition: string, policy?: string) => void = () =>
      undefined;
    const scope: ThreadScope = {
      location: { origin: ORIGIN },
      PerformanceObserver: class {
        constructor(callback: (list: { getEntries(): readonly { name: string }[] }) => void) {
          entries = (names) => callback({ getEntries: () => names.map((name) => ({ name })) });
        }
        observe(options: { type: string; buffered: boolean }) {
          expect(options).toEqual({ type: 'resource', buffered: true });
        }
      },
      addEventListener: (_type, listener) => {
        violate = (blockedURI, disposition, originalPolicy = "connect-src 'self'") =>
          listener({ blockedURI, disposition, originalPolicy });
      },
    };
    watchOutsideRequests(scope, (request) => seen.push(request));
    return { seen, entries, violate };
  }

  it('tells of requests that left and of those that were stopped', () => {
    const { seen, entries, violate } = watch();
    entries([`${ORIGIN}/a.js`, 'https://elsewhere.example/b.png', 'blob:https://clinic.example/1']);
    violate('https://elsewhere.example/c', 'enforce');
    violate('inline', 'enforce');
    expect(seen).toEqual([
      { kind: 'left', address: 'https://elsewhere.example/b.png' },
      { kind: 'stopped', address: 'https://elsewhere.example/c' },
    ]);
  });

  it('counts an attempt once that two policies stop, and every attempt', () => {
    const { seen, violate } = watch();
    for (const address of ['https://elsewhere.example/c', 'https://elsewhere.example/c']) {
      violate(address, 'enforce', 'header');
      violate(address, 'enforce', 'page');
    }
    expect(seen).toHaveLength(2);
  });

  it('does not call stopped what a report-only policy let pass', () => {
    const { seen, violate } = watch();
    violate('https://elsewhere.example/c', 'report');
    expect(seen).toEqual([]);
  });
});
