import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createModelSets } from './modelSets';
import { leftOutAddress } from './protocol';

const FOLDER = 'https://host.test/models/large/';
const FILES = ['card.json', 'model.json', 'weights.bin'];

/** A host with one version of a model, and a device that stores what it is given. */
function makeDevice() {
  const stored = new Map<string, Response>();
  let host: Map<string, string> | null = null;
  let isFullAt = '';
  let fault: number | null = null;
  let isPageKept = true;
  const store = {
    match: (key: Request | string) =>
      Promise.resolve(stored.get(typeof key === 'string' ? key : key.url)?.clone()),
    put: (key: string, response: Response) => {
      if (key.endsWith(isFullAt) && isFullAt !== '') return Promise.reject(new Error('no room'));
      stored.set(key, response);
      return Promise.resolve();
    },
    delete: (key: string) => Promise.resolve(stored.delete(key)),
  } as unknown as Cache;
  const answer = createModelSets(
    () => Promise.resolve(store),
    ({ url }) => {
      if (host === null) return Promise.reject(new TypeError('no network'));
      if (fault !== null) return Promise.resolve(new Response('no', { status: fault }));
      const text = host.get(url.slice(FOLDER.length));
      return Promise.resolve(new Response(text ?? 'not found', { status: text ? 200 : 404 }));
    },
    () => Promise.resolve(isPageKept),
  );
  const get = async (name: string) => {
    const work: Promise<void>[] = [];
    const response = await answer(new Request(FOLDER + name), (one) => work.push(one));
    const text = await response.text();
    await Promise.all(work);
    return text;
  };
  return {
    stored,
    get,
    getAll: async () => {
      const texts: string[] = [];
      for (const name of FILES) texts.push(await get(name));
      return texts;
    },
    deploy: (version: string | null) => {
      host = version === null ? null : makeModel(version);
    },
    failWith: (status: number) => {
      fault = status;
    },
    clear: () => {
      stored.clear();
      isPageKept = false;
    },
    fillUpAt: (name: string) => {
      isFullAt = name;
    },
  };
}

function makeModel(version: string): Map<string, string> {
  const files = new Map([
    ['model.json', `layers ${version}`],
    ['weights.bin', `weights ${version}`],
    ['golden-input.bin', 'golden'],
    ['golden-output.bin', 'golden'],
  ]);
  const listed = [...files].map(([name, text]) => ({
    name,
    sha256: createHash('sha256').update(text).digest('hex'),
  }));
  const golden = { input: 'golden-input.bin', output: 'golden-output.bin' };
  return files.set('card.json', JSON.stringify({ version, files: listed, golden }));
}

const versions = (texts: readonly string[]) => texts.map((text) => /one|two/.exec(text)?.[0]);

describe('a model that is not the default', () => {
  it('is kept as it is used', async () => {
    const device = makeDevice();
    device.deploy('one');
    const used = await device.getAll();
    device.deploy(null);
    expect(await device.getAll()).toEqual(used);
  });

  it('is what was kept where the host fails, and the host’s answer where nothing was', async () => {
    const device = makeDevice();
    device.deploy('one');
    const used = await device.getAll();
    device.failWith(503);
    expect(await device.getAll()).toEqual(used);
    expect(await device.get('none.json')).toBe('no');
    device.failWith(404); // no outage: it is gone
    expect(await device.get('card.json')).toBe('no');
  });

  it('is not kept any more once the page was cleared from the device', async () => {
    const device = makeDevice();
    device.deploy('one');
    device.clear();
    expect(versions(await device.getAll())).toContain('one');
    expect([...device.stored.keys()]).toEqual([]);
  });

  it('stays one set when only the card of the next version was looked at', async () => {
    const device = makeDevice();
    device.deploy('one');
    await device.getAll();
    device.deploy('two');
    expect(versions([await device.get('card.json')])).toEqual(['two']);
    device.deploy(null);
    expect(versions(await device.getAll())).toEqual(['one', 'one', 'one']);
  });

  it('is replaced once the next version came whole, in whatever order and with other looks between', async () => {
    const device = makeDevice();
    device.deploy('one');
    await device.getAll();
    device.deploy('two');
    for (const name of ['card.json', 'weights.bin', 'card.json', 'model.json'])
      await device.get(name);
    device.deploy(null);
    expect(versions(await device.getAll())).toEqual(['two', 'two', 'two']);
  });

  it('is not kept with files that its card does not describe', async () => {
    const device = makeDevice();
    device.deploy('two');
    await device.get('card.json');
    device.deploy('one'); // as a cache between them may answer
    await device.get('model.json');
    await device.get('weights.bin');
    expect(device.stored.size).toBe(0);
    await expect(device.get('none.json')).resolves.toBe('not found');
  });

  it('is kept as a whole or not at all where room runs out', async () => {
    const device = makeDevice();
    device.deploy('one');
    await device.getAll();
    device.deploy('two');
    device.fillUpAt('weights.bin');
    await device.getAll();
    expect(device.stored.size).toBe(0);
    device.deploy(null);
    await expect(device.get('card.json')).rejects.toThrow('no network');
  });

  it('is not kept again by use where the user removed it', async () => {
    const device = makeDevice();
    device.deploy('one');
    device.stored.set(leftOutAddress(`${FOLDER}weights.bin`), new Response());
    await device.getAll();
    expect([...device.stored.keys()]).toEqual([`${FOLDER}left-out`]);
  });
});
