import { describe, expect, it } from 'vitest';
import { collectGarbage } from '@/engine/network/testing/collectGarbage';
import { type Device, plainDevice } from './device';
import { watched } from './prepareNetwork';

const LOST = { code: 'device-lost', detail: 'gone' };

function makeDevice() {
  let lose: (reason: string) => void = () => undefined;
  const lost = new Promise<string>((resolve) => (lose = resolve));
  const device: Device = { ...plainDevice(), lost };
  return { device, lose: () => lose('gone') };
}

describe('watched', () => {
  it('lets go of what the work gave, though the device lives on', async () => {
    const { device, lose } = makeDevice();
    const results: WeakRef<object>[] = [];
    for (let round = 0; round < 3; round++) {
      results.push(new WeakRef(await watched(device, Promise.resolve({ round }))));
      await expect(watched(device, Promise.reject(new Error('no')))).rejects.toThrow('no');
    }
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
    expect(results.map((result) => result.deref())).toEqual([undefined, undefined, undefined]);
    lose();
    await expect(watched(device, new Promise(() => undefined))).rejects.toMatchObject(LOST);
  });

  it('ends all work under which the device is lost, and what is begun on it later', async () => {
    const { device, lose } = makeDevice();
    const never = new Promise(() => undefined);
    const both = [watched(device, never), watched(device, never)];
    lose();
    for (const work of [...both, watched(device, never)]) {
      await expect(work).rejects.toMatchObject(LOST);
    }
    await expect(watched(device, never)).rejects.toMatchObject(LOST);
  });

  it('tells of the loss where the work failed just before it', async () => {
    const { device, lose } = makeDevice();
    const work = watched(device, Promise.reject(new Error('some call failed')));
    setTimeout(lose, 10);
    await expect(work).rejects.toMatchObject(LOST);
  });
});
