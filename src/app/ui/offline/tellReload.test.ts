import { describe, expect, it } from 'vitest';
import type { Keeping } from '@/app/store/types';
import { tellReload } from './tellReload';

const on = (cases: number, unkept = 0, status: 'on' | 'full' = 'on'): Keeping => ({
  status,
  cases,
  bytes: 0,
  roomBytes: null,
  unkept,
});

describe('tellReload', () => {
  it('does not warn of losing what is kept', () => {
    expect(tellReload(on(1), 1)).toMatch(/^The open picture is kept on this device and back after/);
    expect(tellReload(on(3), 3)).toMatch(/^The 3 open pictures are kept/);
  });

  it('says how many are not kept, for want of room or because they could not be written', () => {
    expect(tellReload(on(1, 0, 'full'), 3)).toMatch(/^2 of the open pictures are not/);
    expect(tellReload(on(2, 1), 2)).toMatch(/^One of the open pictures is not kept/);
    expect(tellReload(on(0, 0, 'full'), 2)).toMatch(/^Reloading closes the 2 open/);
  });

  it.each<Keeping>([
    { status: 'starting' },
    { status: 'elsewhere' },
    { status: 'off', failure: { code: 'storage-denied', detail: '' } },
  ])('warns where nothing of this tab is kept: $status', (keeping) => {
    expect(tellReload(keeping, 1)).toBe(
      'Reloading closes the open picture. Save first what you want to keep.',
    );
  });
});
